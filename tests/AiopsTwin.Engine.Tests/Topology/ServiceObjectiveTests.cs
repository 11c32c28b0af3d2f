using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class ServiceObjectiveTests
{
    [Theory]
    [InlineData("slo.availability", "99.9%", 0.999, null)]
    [InlineData("slo.availability", " 99.95 % ", 0.9995, null)]
    [InlineData("slo.latency", "95% below 300ms", 0.95, 300.0)]
    [InlineData("slo.latency", "99 % below 1.5 s", 0.99, 1500.0)]
    public void TryRead_Objective_GivesItsNumbers(string label, string value, double target, double? limitMs)
    {
        Assert.True(ServiceObjective.TryRead(label, value, out var objective, out var reason), reason);

        Assert.Equal(target, objective.Target, 1e-12);
        Assert.Equal(limitMs, objective.Limit?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("slo.availability", "99.9", "not a percentage")]
    [InlineData("slo.availability", "100%", "leaves nothing to spend")]
    [InlineData("slo.availability", "10%", "out of range")]
    [InlineData("slo.availability", "NaN%", "not a percentage")]
    [InlineData("slo.availability", null, "not a percentage")]
    [InlineData("slo.latency", "95%", "below what")]
    [InlineData("slo.latency", "95% below 300", "not a time")]
    [InlineData("slo.latency", "95% below 0ms", "not a time")]
    [InlineData("slo.latency", "95% below 9999s", "not a time")]
    [InlineData("slo.errors", "1%", "not an objective")]
    public void TryRead_NoObjective_TellsWhyAndShowsHow(string label, string? value, string word)
    {
        Assert.False(ServiceObjective.TryRead(label, value, out _, out var reason));

        Assert.Contains(word, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ObjectivesThatCannotBe_AreProblemsOfTheTopology()
    {
        var snapshot = new TopologySnapshot(
            1,
            [
                Entity(EntityKind.Host, "h", "slo.availability", "99%"),
                Entity(EntityKind.Service, "s", "slo.availability", "soon"),
                Entity(EntityKind.Service, "t", "slo.availability", "99%"),
            ],
            [], []);

        var problems = TopologyRules.Check(snapshot);

        Assert.Equal(2, problems.Length);
        Assert.Contains("host:h serves no requests", problems[0], StringComparison.Ordinal);
        Assert.Contains("service:s: label 'slo.availability'", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LabelsOfAnEntity_GivesWhatTheyStateByKind()
    {
        var entity = new Entity(EntityId.Of(EntityKind.Service, "s"), ImmutableSortedDictionary<string, string>.Empty
            .Add("team", "red").Add("slo.latency", "95% below 300ms").Add("slo.availability", "99%"));

        Assert.Equal(
            ["99 % of requests succeed", "95 % of requests are answered within 300 ms"],
            ServiceObjective.Of(entity).Select(objective => objective.ToString()));
    }

    private static Entity Entity(EntityKind kind, string name, string label, string value) =>
        new(EntityId.Of(kind, name), ImmutableSortedDictionary<string, string>.Empty.Add(label, value));
}
