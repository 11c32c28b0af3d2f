using System.Collections.Immutable;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Grains.Tests.Partitions;

/// <summary>Evidence pooled over callers, through partitions of two entities each: the alerts are those of one thread,
/// to the last digit, on one silo and on two.</summary>
public sealed class PartitionPoolTests
{
    private const int Quiet = 240;
    private const int Slow = 30;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Services = ["account", "auth", "cart", "checkout", "web"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Pool_ThroughGrains_RaisesWhatOneThreadRaises(int silos)
    {
        await using var cluster = await TwinCluster.Start(silos, services =>
            services.Configure<TwinOptions>(options =>
            {
                options.PartitionSize = 2;
                options.CheckpointInterval = TimeSpan.FromHours(1);
            }));
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin());
        var local = new LocalTwin(Estate(), TwinSettings.Default, 3);
        await twin.ApplyTopology(TestTopology.Replace(Estate()));
        var (expected, actual) = (new List<string>(), new List<string>());

        foreach (var (at, batches) in Telemetry())
        {
            local.Observe(batches);
            local.Advance(at);
            await cluster.Gateway.Observe(
                twin.GetPrimaryKeyString(), batches, TestContext.Current.CancellationToken);
            var receipt = await twin.Advance(at);
            expected.AddRange(local.ChangedAlerts.Select(alert => Specimen.Describe(alert)));
            actual.AddRange(receipt.Alerts.Select(alert => Specimen.Describe(alert)));
        }

        Assert.Equal(expected, actual);
        Assert.Contains(actual, line => line.Contains("with related metrics", StringComparison.Ordinal)
            && line.Contains("auth", StringComparison.Ordinal));
        Assert.InRange((await twin.Partitions()).Count, 2, 5);
    }

    private static TopologySnapshot Estate()
    {
        var builder = new TopologyBuilder();
        foreach (var name in Services)
        {
            builder.Add(TestTopology.Service(name));
        }

        foreach (var name in new[] { "account", "cart", "checkout" })
        {
            builder.Link(TestTopology.Service(name), TestTopology.Service("auth"), DependencyKind.CallsSync)
                .Link(TestTopology.Service("web"), TestTopology.Service(name), DependencyKind.CallsSync);
        }

        return builder.Build();
    }

    /// <summary>Four quiet hours by the minute, then half an hour in which auth is slower, and who calls it with
    /// it.</summary>
    private static IEnumerable<(DateTimeOffset At, ImmutableArray<ObserveBatch> Batches)> Telemetry()
    {
        var random = new SeededRandom(5);
        for (var minute = 1; minute <= Quiet + Slow; minute++)
        {
            var at = Start.AddMinutes(minute);
            var batches = ImmutableArray.CreateBuilder<ObserveBatch>(Services.Length);
            foreach (var name in Services)
            {
                var share = name == "auth" ? 0.14 : name == "web" ? 0.05 : 0.09;
                var slow = minute > Quiet ? 1 + share : 1;
                batches.Add(TestTopology.Batch(
                    TestTopology.Service(name), minute, at, 0.1 * slow * (1 + (0.05 * random.NextNormal()))));
            }

            yield return (at, batches.MoveToImmutable());
        }
    }
}
