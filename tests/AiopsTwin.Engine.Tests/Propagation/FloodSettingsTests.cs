using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class FloodSettingsTests
{
    [Fact]
    public void Default_EveryKindOfLink_HasOneRuleInRange()
    {
        var rules = FloodSettings.Default.Links;

        Assert.Equal(Enum.GetValues<DependencyKind>(), rules.Select(rule => rule.Kind));
        Assert.All(rules, rule => Assert.InRange(rule.Expectation, 0.01, 1));
        Assert.All(rules, rule => Assert.InRange(rule.Suspicion, 0.01, 1));
        Assert.All(rules, rule => Assert.InRange(rule.DelaySeconds, 0, 600));
    }

    [Fact]
    public void FactorOf_CouplingKindAndCriticality_Multiply()
    {
        var settings = FloodSettings.Default;
        var link = new Dependency(
            Graph.Id("web"), Graph.Id("ads"), DependencyKind.CallsSync, 0.5, Criticality.Optional, null);

        Assert.Equal(0.5 * 0.9 * 0.3, settings.FactorOf(FloodDirection.TowardDependents, link), 12);
        Assert.Equal(0.5 * 0.9 * 0.5, settings.FactorOf(FloodDirection.TowardDependencies, link), 12);
        Assert.Equal(
            0.5 * 0.9,
            settings.FactorOf(FloodDirection.TowardDependents, link with { Criticality = Criticality.Required }),
            12);
    }

    [Fact]
    public void FactorOf_KindWithoutRule_CarriesNothing()
    {
        var settings = FloodSettings.Default with { Links = [] };
        var link = new Dependency(
            Graph.Id("web"), Graph.Id("api"), DependencyKind.CallsSync, 1, Criticality.Required, null);

        Assert.Equal(0, settings.FactorOf(FloodDirection.TowardDependents, link));
    }

    [Fact]
    public void Request_AnyOrderAndRepeats_IsSortedWithTheStrongest()
    {
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependencies,
            [new(Graph.Id("web"), 0.4), new(Graph.Id("api"), 0.5), new(Graph.Id("web"), 0.9)]);

        Assert.Equal([new(Graph.Id("api"), 0.5), new FloodSource(Graph.Id("web"), 0.9)], request.Sources);
        Assert.Equal(FloodSettings.Default.MaxHops, request.MaxHops);
        Assert.Equal(FloodSettings.Default.Floor, request.Floor);
    }

    [Fact]
    public void Request_MoreSourcesThanAllowed_KeepsTheStrongest()
    {
        var settings = FloodSettings.Default with { MaxSources = 2 };

        var request = settings.Request(
            FloodDirection.TowardDependents,
            [new(Graph.Id("a"), 0.4), new(Graph.Id("b"), 0.9), new(Graph.Id("c"), 0.5), new(Graph.Id("d"), 0.5)]);

        Assert.Equal(["b", "c"], request.Sources.Select(source => source.Origin.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Request_StrengthOutOfRange_Throws(double strength)
    {
        Assert.Throws<ArgumentException>(() => FloodSettings.Default.Request(
            FloodDirection.TowardDependents, [new FloodSource(Graph.Id("a"), strength)]));
    }

    [Fact]
    public void Validate_NumbersOutOfRange_Throws()
    {
        var good = FloodSettings.Default.Request(FloodDirection.TowardDependents, [new(Graph.Id("a"), 1)]);

        Assert.Throws<ArgumentOutOfRangeException>(() => (good with { MaxHops = 0 }).Validate());
        Assert.Throws<ArgumentOutOfRangeException>(() => (good with { MaxCarries = 0 }).Validate());
        Assert.Throws<ArgumentException>(() => (good with { Floor = 0 }).Validate());
        Assert.Throws<ArgumentException>(() => (good with { Floor = 1 }).Validate());
        Assert.Throws<ArgumentException>(() => (good with { Sources = [good.Sources[0], good.Sources[0]] }).Validate());
        Assert.Throws<ArgumentException>(() => (good with { Sources = [new FloodSource(default, 1)] }).Validate());
    }
}
