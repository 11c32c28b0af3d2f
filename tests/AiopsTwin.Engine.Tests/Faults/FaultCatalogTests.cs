using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.World;

namespace AiopsTwin.Engine.Tests.Faults;

public sealed class FaultCatalogTests
{
    public static TheoryData<string> EveryKind => [.. FaultCatalog.Kinds.Select(kind => kind.Name)];

    [Fact]
    public void Kinds_InTheCatalogue_AreSortedUniqueAndDocumented()
    {
        var names = FaultCatalog.Kinds.Select(kind => kind.Name).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        Assert.True(names.Count >= 77, $"{names.Count} kinds");
        Assert.All(FaultCatalog.Kinds, kind => Assert.True(kind.Summary.EndsWith('.') && kind.Targets.EndsWith('.')));
        Assert.All(
            FaultCatalog.Kinds.SelectMany(kind => kind.Parameters),
            parameter => Assert.True(parameter.Minimum < parameter.Maximum && parameter.Meaning.EndsWith('.')));
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Check_WellFormedExample_FindsNothing(string kind) =>
        Assert.Empty(FaultCatalog.Check(FaultExamples.Of(kind), FaultExamples.Estate));

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Check_EverythingWrong_ListsEveryProblem(string kind)
    {
        var fault = new FaultSpec(
            " ",
            kind,
            [Testing.EstateBuilder.Id("nobody")],
            Testing.EstateBuilder.Id("noone"),
            FaultExamples.Of(kind).Parameters.SetItem("typo", 1),
            TimeSpan.FromSeconds(-1),
            TimeSpan.Zero);

        var problems = FaultCatalog.Check(fault, FaultExamples.Estate);

        Assert.Contains(problems, problem => problem.Contains("no id", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("'typo'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("ramp", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("duration", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("target service:nobody", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("peer service:noone", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_UnknownKind_NamesTheKnownOnes()
    {
        var problem = Assert.Single(FaultCatalog.Check(WorldCase.Fault("gremlin", "api"), FaultExamples.Estate));

        Assert.Contains("'gremlin'", problem, StringComparison.Ordinal);
        Assert.Contains("cache-flush, cache-loss, certificate-expiry", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error-add", "api", null, "needs the parameter 'ratio'")]
    [InlineData("error-add", "api", 1.5, "ratio is 1.5; it must be from 0 to 1")]
    [InlineData("error-add", "api", double.NaN, "ratio is NaN; it must be from 0 to 1")]
    [InlineData("error-add", "rack1", 0.5, "target rack:rack1 has no process model")]
    public void Check_OneThingWrong_SaysWhichAndWhy(string kind, string target, double? ratio, string expected)
    {
        var fault =
            ratio is { } value ? WorldCase.Fault(kind, target, ("ratio", value)) : WorldCase.Fault(kind, target);

        var problem = Assert.Single(FaultCatalog.Check(fault, FaultExamples.Estate));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache-loss", "api", "has no cache")]
    [InlineData("cpu-hog", "rack1", "needs the parameter 'cores'")]
    [InlineData("power-loss", "switch1", "is no rack or host or zone or external")]
    [InlineData("pool-shrink", "api", "needs the parameter 'size'")]
    [InlineData("reroute", "api", "takes two targets")]
    [InlineData("latency-add", "api", "does nothing")]
    public void Check_WrongTarget_IsRefused(string kind, string target, string expected)
    {
        var problems = FaultCatalog.Check(WorldCase.Fault(kind, target), FaultExamples.Estate);

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_PulsesAndIntensityOutOfRange_AreRefused()
    {
        var fault = WorldCase.Fault("error-add", "api", ("ratio", 0.5)) with
        {
            Pulse = new FaultPulse(TimeSpan.Zero, 1),
            Ramp = TimeSpan.FromSeconds(1),
            Intensity = 1.5,
        };

        Assert.Equal(
            [
                "intensity is 1.5; it must be greater than 0, at most 1",
                "the period of the pulses is 00:00:00; it must be greater than zero",
                "the pulses are on for 1 of their period; it must be between 0 and 1",
                "a fault grows over a ramp or comes in pulses, not both",
            ],
            FaultCatalog.Check(fault, FaultExamples.Estate));
    }

    [Fact]
    public void Reports_FaultThatIsSaidToBeAChange_AreOneForEachTarget()
    {
        var fault = WorldCase.Fault("error-add", "api,web", ("ratio", 0.5)) with { Id = "f1" };
        var kind = FaultCatalog.Find("error-add")!;

        var reports = kind.Reports(fault with { IsReported = true }, WorldCase.Start);

        Assert.Empty(kind.Reports(fault, WorldCase.Start));
        Assert.Equal(["f1", "f1.2"], reports.Select(report => report.Id));
        Assert.Equal(fault.Targets, reports.Select(report => report.Entity));
    }

    [Fact]
    public void Check_CallThatIsNotMade_IsRefused()
    {
        var fault = WorldCase.Fault("pool-shrink", "db", ("size", 4)).To("web");

        var problem = Assert.Single(FaultCatalog.Check(fault, FaultExamples.Estate));

        Assert.Equal("target datastore:db does not call service:web", problem);
    }

    [Fact]
    public void Inject_BadFault_ThrowsAndChangesNothing()
    {
        var world = WorldCase.World(FaultExamples.Estate, WorldCase.Steady("web", 50));
        var calm = WorldCase.World(FaultExamples.Estate, WorldCase.Steady("web", 50));

        Assert.Throws<ArgumentException>(() => world.Inject(WorldCase.Fault("gremlin", "api")));

        Assert.Equal(calm.Record(50), world.Record(50));
    }
}
