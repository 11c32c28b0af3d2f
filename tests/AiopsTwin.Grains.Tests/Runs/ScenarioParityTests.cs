using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>One brain, two drivers: a run in one thread and a cluster of grains conclude the same, to the last digit.</summary>
public sealed class ScenarioParityTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("auth-pool")]
    [InlineData("region-drop")]
    [InlineData("inventory-cache")]
    [InlineData("schema-update")]
    [InlineData("rack-power-loss")]
    public async Task Scenario_RunAndGrains_TellTheSameIncidents(string name)
    {
        var scenario = new ScenarioCatalog().Load(name, 3)!;
        var id = TwinCluster.NewTwin("par");
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(id);

        await run.Start(new RunCommand(scenario, 3, RunMode.Live, id, 0, true, false));
        var expected = Local(scenario, 3);
        await RunWatch.Until(
            fixture.Cluster, id, status => status.Stage == RunStage.Ended, TestContext.Current.CancellationToken);
        var actual = await fixture.Cluster.Grains.GetGrain<ITwinGrain>(id).Incidents(1000);

        Assert.Equal(
            expected.Select(incident => Specimen.Describe(incident)),
            actual.Reverse().Select(incident => Specimen.Describe(incident)));
        Assert.NotEmpty(expected);
    }

    private static ImmutableArray<Incident> Local(Scenario scenario, ulong seed)
    {
        var twin = new LocalTwin(scenario.Estate.Topology, TwinSettings.Default);
        var script = new LiveScript(scenario, seed, scenario.StartsAt);
        var isDiagnosed = false;
        while (script.Position < scenario.Duration)
        {
            var step = script.Step();
            foreach (var change in step.Changes)
            {
                twin.Record(change);
            }

            if (step.Telemetry.Batches.IsEmpty)
            {
                continue;
            }

            twin.Observe(step.Telemetry.Batches);
            if (twin.Advance(step.Telemetry.At).Any(incident => incident.DiagnosedAt is not null) && !isDiagnosed)
            {
                isDiagnosed = true;
                script.Diagnosed(step.Telemetry.At - scenario.StartsAt);
            }
        }

        return twin.Incidents;
    }
}
