using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Views;

public sealed class ViewGrainTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Watch_ReaderFromTheBeginning_IsBroughtUpToDateFirst()
    {
        var (id, twin) = await Twin();
        await Step(id, twin, 1);

        var first = await Next(View(id), 0);

        Assert.True(first.IsReset);
        Assert.Single(first.Vitals);
        Assert.Equal(Start.AddSeconds(10), first.Now);
    }

    [Fact]
    public async Task Watch_StepsWhileReading_ArriveMergedWithRisingVersions()
    {
        var (id, twin) = await Twin();
        await Step(id, twin, 1);
        var snapshot = await View(id).Snapshot();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var versions = new List<long>();
        var reader = Task.Run(
            async () =>
            {
                await foreach (var delta in View(id).Watch(snapshot!.Version, stop.Token))
                {
                    versions.Add(delta.Version);
                    if (delta.Now >= Start.AddSeconds(210))
                    {
                        return delta;
                    }
                }

                return null;
            },
            stop.Token);

        for (var i = 2; i <= 21; i++)
        {
            await Step(id, twin, i);
        }

        var last = await reader.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(Start.AddSeconds(210), last!.Now);
        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.True(versions.Count <= 20, $"{versions.Count} pushes for 20 steps");
    }

    [Fact]
    public async Task Snapshot_AfterTheTopologyShrank_HasNobodyWhoIsGone()
    {
        var (id, twin) = await Twin();
        await Step(id, twin, 1);
        var before = await View(id).Snapshot();

        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("b", "c")));
        var delta = await Next(View(id), before!.Version, delta => delta.TopologyVersion == 2);

        Assert.Single(before.Vitals);
        Assert.True(delta.IsReset);
        Assert.Empty(delta.Vitals);
    }

    [Fact]
    public async Task Snapshot_NoSuchTwinOrRun_IsNull()
    {
        Assert.Null(await View(TwinCluster.NewTwin("none")).Snapshot());
        Assert.Null(await fixture.Cluster.Grains.GetGrain<IViewGrain>(GrainKeys.RunView("none")).Snapshot());
    }

    [Fact]
    public async Task Entity_UnknownOne_IsNull()
    {
        var (id, _) = await Twin();

        Assert.Null(await View(id).Entity(TestTopology.Service("nobody")));
        Assert.NotNull(await View(id).Entity(TestTopology.Service("a")));
    }

    private IViewGrain View(string twin) =>
        fixture.Cluster.Grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin));

    private async Task<(string Id, ITwinGrain Twin)> Twin()
    {
        var id = TwinCluster.NewTwin("view");
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        return (id, twin);
    }

    private async Task Step(string id, ITwinGrain twin, int step)
    {
        var at = Start.AddSeconds(10 * step);
        await fixture.Cluster.Gateway.Observe(
            id, [TestTopology.Batch(TestTopology.Service("a"), step, at, 0.1)], TestContext.Current.CancellationToken);
        await twin.Advance(at);
    }

    private static async Task<ViewDelta> Next(IViewGrain view, long after, Func<ViewDelta, bool>? isMeant = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var delta in view.Watch(after, stop.Token))
        {
            if (isMeant?.Invoke(delta) ?? true)
            {
                return delta;
            }
        }

        throw new InvalidOperationException("The view ended before it told anything.");
    }
}
