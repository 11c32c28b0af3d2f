using System.Collections.Immutable;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Correlations;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Engine.World.Proofs;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Grains.Tests.Twins;

/// <summary>
/// The scripts of the evaluation of correlation, sent to real grains on two silos: whatever the order in which the
/// alerts of one step arrive, however often each is repeated, and from however many senders at once, the twin's
/// incidents are those of the twin in one thread, to the last character.
/// </summary>
public sealed class AlertOrderTests
{
    private const double Step = 30;
    private const int Senders = 4;

    [Theory]
    [InlineData("T8", 0, 11UL)]
    [InlineData("T8", 1, 12UL)]
    [InlineData("T8", 2, 13UL)]
    [InlineData("T3", 0, 14UL)]
    [InlineData("T6", 0, 15UL)]
    public async Task Alerts_AnyOrderWithinAStep_SameIncidentsAsInOneThread(string name, int number, ulong seed)
    {
        await using var cluster = await TwinCluster.Start(2, Small);
        var script = CorrelationCases.All.First(one => one.Name == name).ScriptsOf(seed)[number];
        var twins = new[] { "first", "second" }
            .Select(id => cluster.Grains.GetGrain<ITwinGrain>(id)).ToArray();
        var expected = Local(script);

        foreach (var (i, twin) in twins.Index())
        {
            await Play(twin, script, new SeededRandom(seed).Fork((ulong)i));
        }

        Assert.NotEmpty(expected);
        foreach (var twin in twins)
        {
            var incidents = (await twin.Incidents(1000)).Reverse();
            Assert.Equal(expected.Select(Specimen.Describe), incidents.Select(Specimen.Describe));
        }

        Assert.True((await twins[0].Status()).Partitions > 1, "one partition proves nothing about many");
    }

    [Fact]
    public async Task Alerts_ArrivingDuringStepsBeforeASiloIsKilled_AreThoughtThroughInTheSameStepsAgain()
    {
        await using var cluster = await TwinCluster.Start(2, Small);
        var script = CorrelationCases.All.First(one => one.Name == "T3").ScriptsOf(16)[0];
        var twin = cluster.Grains.GetGrain<ITwinGrain>("killed");
        await twin.ApplyTopology(new TopologyCommand(script.Map, [], true, null, "test"));
        foreach (var (at, alerts) in Windows(script))
        {
            var sent = alerts.Chunk(1 + (alerts.Length / Senders)).Select(some => twin.ReceiveAlerts([.. some]));
            await Task.WhenAll([.. sent, twin.Advance(at)]);
        }

        var before = await twin.Incidents(1000);
        var firing = (await twin.Status()).FiringAlerts;
        await cluster.Silos.KillSiloAsync(cluster.SiloOf(twin), TestContext.Current.CancellationToken);
        var after = await twin.Incidents(1000);

        Assert.NotEmpty(before);
        Assert.Equal(before.Select(Specimen.Describe), after.Select(Specimen.Describe));
        Assert.Equal(firing, (await twin.Status()).FiringAlerts);
    }

    private static void Small(IServiceCollection services) => services.Configure<TwinOptions>(options =>
    {
        options.PartitionSize = 200;
        options.CheckpointInterval = TimeSpan.FromHours(1);
    });

    private static ImmutableArray<Incident> Local(CorrelationScript script)
    {
        var twin = new LocalTwin(script.Map, TwinSettings.Default, prover: new WorldProver());
        foreach (var (at, alerts) in Windows(script))
        {
            foreach (var alert in alerts)
            {
                twin.Receive(alert);
            }

            twin.Advance(at);
        }

        return twin.Incidents;
    }

    /// <summary>Sends the alerts of every step shuffled, some of them twice, by several senders at once.</summary>
    private static async Task Play(ITwinGrain twin, CorrelationScript script, SeededRandom random)
    {
        await twin.ApplyTopology(new TopologyCommand(script.Map, [], true, null, "test"));
        foreach (var (at, alerts) in Windows(script))
        {
            var shuffled = Shuffled([.. alerts, .. alerts.Where(_ => random.NextInt(3) == 0)], ref random);
            var taken = await Task.WhenAll(shuffled.Chunk(1 + (shuffled.Length / Senders))
                .Select(some => twin.ReceiveAlerts([.. some])));
            Assert.Equal(shuffled.Length, taken.Sum());
            await twin.Advance(at);
        }
    }

    private static IEnumerable<(DateTimeOffset At, ImmutableArray<Alert> Alerts)> Windows(CorrelationScript script)
    {
        for (var at = Step; at <= script.Seconds; at += Step)
        {
            yield return (
                CorrelationScript.Start.AddSeconds(at),
                [
                    .. script.Deliveries.Where(delivery => delivery.At > at - Step && delivery.At <= at)
                        .Select(delivery => delivery.Alert!),
                ]);
        }
    }

    private static Alert[] Shuffled(Alert[] alerts, ref SeededRandom random)
    {
        for (var i = alerts.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (alerts[i], alerts[other]) = (alerts[other], alerts[i]);
        }

        return alerts;
    }
}
