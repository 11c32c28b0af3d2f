using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Twins;

public sealed class TwinGrainTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private TwinCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Topology_EveryVersion_CanBeReadBack()
    {
        var twin = Twin(out _);

        var first = await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        var second = await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b", "c")));
        var again = await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b", "c")));

        Assert.Equal((1, 2, 0), (first.Version, first.Added, first.Removed));
        Assert.Equal((2, 1, 0), (second.Version, second.Added, second.Removed));
        Assert.Equal(2, again.Version);
        Assert.Empty((await twin.Topology(0))!.Entities);
        Assert.Equal(2, (await twin.Topology(1))!.Entities.Length);
        Assert.Equal(3, (await twin.Topology(null))!.Entities.Length);
        Assert.Null(await twin.Topology(3));
    }

    [Fact]
    public async Task Topology_CommandForAnotherVersion_IsRefusedAndChangesNothing()
    {
        var twin = Twin(out _);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));

        var receipt = await twin.ApplyTopology(
            TestTopology.Replace(TestTopology.Chain("a")) with { ExpectedVersion = 7 });

        Assert.Equal(1, receipt.Version);
        Assert.Contains("version 1", Assert.Single(receipt.Problems), StringComparison.Ordinal);
        Assert.Equal(2, (await twin.Topology(null))!.Entities.Length);
    }

    [Fact]
    public async Task Topology_BrokenLinks_AreAllNamedAndNothingIsKept()
    {
        var twin = Twin(out _);
        var good = TestTopology.Chain("a", "b");
        var broken = good with
        {
            Dependencies =
            [
                good.Dependencies[0] with { On = TestTopology.Service("gone") },
                good.Dependencies[0] with { On = TestTopology.Service("lost") },
            ],
        };

        var receipt = await twin.ApplyTopology(TestTopology.Replace(broken));

        Assert.Equal(0, receipt.Version);
        Assert.Equal(2, receipt.Problems.Count(problem => problem.Contains("there is no", StringComparison.Ordinal)));
        Assert.Null(await twin.View());
    }

    [Fact]
    public async Task Observe_RepeatedBatch_IsCountedAsDuplicate()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        var batch = TestTopology.Batch(TestTopology.Service("a"), 1, Start, 0.1);

        var first = await Cluster.Gateway.Observe(id, [batch], TestContext.Current.CancellationToken);
        var repeat = await Cluster.Gateway.Observe(id, [batch], TestContext.Current.CancellationToken);

        Assert.Equal(new ObserveReceipt(1, 0, 0, 0), first);
        Assert.Equal(new ObserveReceipt(0, 1, 0, 0), repeat);
    }

    [Fact]
    public async Task Observe_EntityAddedLater_IsResolvedWithoutARestart()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        var batch = TestTopology.Batch(TestTopology.Service("c"), 1, Start, 0.1);

        var before = await Cluster.Gateway.Observe(id, [batch], TestContext.Current.CancellationToken);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b", "c")));
        var after = await Cluster.Gateway.Observe(id, [batch], TestContext.Current.CancellationToken);

        Assert.Equal(new ObserveReceipt(0, 0, 0, 1), before);
        Assert.Equal(new ObserveReceipt(1, 0, 0, 0), after);
    }

    [Fact]
    public async Task Advance_InstantNotLater_ChangesNothing()
    {
        var twin = Twin(out _);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));

        var forward = await twin.Advance(Start);
        var back = await twin.Advance(Start - TimeSpan.FromMinutes(1));

        Assert.Equal(Start, forward.Now);
        Assert.Equal(Start, back.Now);
        Assert.Equal(Start, (await twin.Status()).Now);
    }

    [Fact]
    public async Task RecordChanges_RepeatOfSourceAndId_IsNotCountedAgain()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        var change = Change("c1", TestTopology.Service("a"));

        var first = await twin.RecordChanges([change, Change("c2", TestTopology.Service("b"))]);
        var second = await twin.RecordChanges([change]);

        Assert.Equal(2, first);
        Assert.Equal(0, second);
        Assert.Equal(2, (await twin.Changes(10)).Length);
        Assert.Equal(2, Cluster.Log.Of(EventStream.Of(id)).Count(stored => stored.Event.Kind == "change"));
    }

    [Fact]
    public async Task BlastRadius_ChainOfCallers_ReachesAllOfThem()
    {
        var twin = Twin(out _);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b", "c")));

        var answer = await twin.BlastRadius(TestTopology.Service("c"), 1);
        var unknown = await twin.BlastRadius(TestTopology.Service("nobody"), 1);

        Assert.Equal(
            [("service:a", 2), ("service:b", 1), ("service:c", 0)],
            answer!.Reached.Select(reach => (reach.Entity.Text, reach.Hops)));
        Assert.Null(unknown);
    }

    [Fact]
    public async Task View_EntityThatReported_IsShownWithItsNumbers()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("a", "b")));
        await Cluster.Gateway.Observe(
            id, [TestTopology.Batch(TestTopology.Service("a"), 1, Start, 0.25)], TestContext.Current.CancellationToken);
        await twin.Advance(Start);

        var view = await Cluster.Grains.GetGrain<IViewGrain>(Contracts.GrainKeys.TwinView(id)).Snapshot();

        Assert.Equal(TestTopology.Service("a"), Assert.Single(view!.Vitals).Entity);
        Assert.Equal(Start, view.Now);
    }

    private static ChangeEvent Change(string id, EntityId entity) => new(
        id, "deploys", entity, ChangeKind.Deployment, Start, "v2",
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);

    private ITwinGrain Twin(out string id) => Cluster.Grains.GetGrain<ITwinGrain>(id = TwinCluster.NewTwin());
}
