using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>One brain, two drivers: a run in one thread and a cluster of grains on two silos come to the same report,
/// to the last digit and to its hash.</summary>
public sealed class ScenarioParityTests(ClusterFixture fixture)
{
    private const ulong Seed = 3;

    [Theory]
    [InlineData("auth-pool")]
    [InlineData("auth-pool-control")]
    [InlineData("blind-monitor")]
    [InlineData("inventory-cache")]
    [InlineData("inventory-cache-control")]
    [InlineData("rack-power-loss")]
    [InlineData("rack-power-loss-control")]
    [InlineData("region-drop")]
    [InlineData("region-drop-control")]
    [InlineData("reporting-job")]
    [InlineData("reporting-job-control")]
    [InlineData("sale-start")]
    [InlineData("schema-update")]
    [InlineData("schema-update-control")]
    [InlineData("two-monitors")]
    public async Task Scenario_RunAndGrains_ComeToTheSameReport(string name)
    {
        var scenario = new ScenarioCatalog().Load(name, Seed)!;
        var id = TwinCluster.NewTwin("par");
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(id);

        await run.Start(new RunCommand(scenario, Seed, RunMode.Live, id, 0, true, false));
        var expected = Local(scenario);
        await RunWatch.Until(
            fixture.Cluster, id, status => status.Stage == RunStage.Ended, TestContext.Current.CancellationToken);
        var actual = await run.Report();

        Assert.NotNull(actual);
        Assert.Equal(Specimen.Describe(expected), Specimen.Describe(actual));
        Assert.Equal(expected.Hash, actual.Hash);
        Assert.Equal(scenario.Truth.Onset is null, actual.Incidents.IsEmpty);
    }

    private static RunReport Local(Scenario scenario)
    {
        var run = new ScenarioRun(scenario, Seed, TwinSettings.Default);
        run.RunToEnd();
        return run.Report();
    }
}
