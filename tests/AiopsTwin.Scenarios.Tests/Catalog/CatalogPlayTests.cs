using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Scenarios.Tests.Catalog;

/// <summary>
/// Every scenario of scenarios/catalog holds what it claims: the first seed, and the eleventh, whose load swells by a
/// tenth within minutes of its own accord. Continuous integration plays twenty seeds of each. Those modelled on real
/// incidents have tests of their own.
/// </summary>
public sealed class CatalogPlayTests
{
    private static readonly ScenarioCatalog Shipped = new();

    public static TheoryData<string> Names =>
        [.. Shipped.List().Select(line => line.Name).Except(Shipped.Famous())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Play_FirstSeed_HoldsEveryExpectation(string name) => Hold(name, 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Play_SeedWithASwell_HoldsEveryExpectation(string name) => Hold(name, 11);

    private static void Hold(string name, ulong seed)
    {
        var run = new ScenarioRun(Shipped.Load(name, seed)!, seed, TwinSettings.Default);

        run.RunToEnd();

        Assert.All(run.Report().Expectations, result => Assert.True(
            result.IsAccepted, $"{result.Expectation.Kind} {result.Expectation.Count}: {result.Found}"));
    }
}
