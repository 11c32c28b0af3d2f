using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Grains.Entities;
using AiopsTwin.Grains.Hops;
using AiopsTwin.Grains.Partitions;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Tests.Runs;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;
using AiopsTwin.Testing;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Tests;

/// <summary>Everything that is kept has a limit (<see cref="TwinOptions"/>, <see cref="RunOptions"/>,
/// <see cref="ViewOptions"/>): at the edge nothing is lost, one beyond it something is, and it is counted.</summary>
public sealed class LimitTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Api = TestTopology.Service("api");

    [Fact]
    public void EntitySources_BeyondTheLimit_ForgetTheLongestUnheard()
    {
        using var hits = CounterWatch.OfLimit("entity.sources");
        var marks = new SequenceMarks(2);
        marks.Advance("a", 5);
        marks.Advance("b", 5);
        var atTheEdge = marks.Advance("a", 5);
        var hitsAtTheEdge = hits.Count;

        marks.Advance("c", 5);

        Assert.False(atTheEdge);
        Assert.Equal(0, hitsAtTheEdge);
        Assert.False(marks.Advance("b", 5) && marks.Advance("c", 4));
        Assert.True(marks.Advance("a", 1), "the source unheard for longest is still known");
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public void Changes_BeyondTheLimit_ForgetTheOldest()
    {
        using var hits = CounterWatch.OfLimit("twin.changes");
        var board = new TwinBoard(new TwinOptions { ChangesKept = 3 });
        for (var i = 0; i < 4; i++)
        {
            board.Take(Change(i));
        }

        Assert.Equal(["1", "2", "3"], board.Changes.Select(change => change.Id));
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public void FiringAlerts_BeyondTheLimit_ForgetThoseOfOthersOnly()
    {
        using var hits = CounterWatch.OfLimit("twin.firing_alerts");
        var board = new TwinBoard(new TwinOptions { FiringAlerts = 100 });
        board.Take(Alert(0, "twin"));
        for (var i = 1; i < 100; i++)
        {
            board.Take(Alert(i, "others"));
        }

        var atTheEdge = board.FiringAlerts;
        board.Take(Alert(100, "others"));

        Assert.Equal(100, atTheEdge);
        Assert.Equal(91, board.FiringAlerts);
        Assert.Contains(board.Firing, alert => alert.Source == "twin");
        Assert.DoesNotContain(board.Firing, alert => alert.Fingerprint == "f001");
        Assert.Contains(board.Firing, alert => alert.Fingerprint == "f100");
        Assert.True(hits.Count >= 10);
    }

    [Fact]
    public void PartitionOutbox_BeyondTheLimit_DropsTheOldest()
    {
        using var hits = CounterWatch.OfLimit("partition.outbox");
        var outbox = new PartitionOutbox(Guid.NewGuid(), 2);
        outbox.Add(Alert(1, "twin"));
        outbox.Add(Alert(2, "twin"));
        var atTheEdge = outbox.Alerts.Length;

        outbox.Add(Alert(3, "twin"));

        Assert.Equal(2, atTheEdge);
        Assert.Equal(["f002", "f003"], outbox.Alerts.Select(alert => alert.Fingerprint));
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public void PartitionFloods_BeyondTheLimit_EndTheOldest()
    {
        using var hits = CounterWatch.OfLimit("partition.floods");
        var graph = TopologyGraph.Compile(TestTopology.Chain("api", "db"));
        var slice = PartitionSlice.Cut(graph, [0, 0], 0);
        var floods = new PartitionFloods(1);
        floods.Round(slice, Round("first"));

        floods.Round(slice, Round("second"));

        Assert.Null(floods.Collect("first"));
        Assert.NotNull(floods.Collect("second"));
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public async Task PartitionMaps_BeyondTheLimit_AreFetchedAgain()
    {
        using var hits = CounterWatch.OfLimit("twin.maps");
        var directory = new PartitionDirectory(
            fixture.Cluster.Grains, Options.Create(new TwinOptions { MapsKept = 2 }));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await directory.Map(TwinCluster.NewTwin("map"));
        }

        var map = await directory.Map(TwinCluster.NewTwin("map"));

        Assert.Equal(0, map.TopologyVersion);
        Assert.Equal(2, directory.Count);
        Assert.True(hits.Count >= 4);
    }

    [Fact]
    public void ViewIncidents_BeyondTheLimit_DropTheOldest()
    {
        using var hits = CounterWatch.OfLimit("view.incidents");
        var board = new ViewBoard(1, 2);

        board.Merge(new ViewDelta(0, Start, 1, false, [], [Line(1), Line(2), Line(3)], 0, 0, 3, null));

        Assert.Equal(["INC-3", "INC-2"], board.Snapshot().Incidents.Select(line => line.Id));
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public async Task PendingAlerts_BeyondTheLimit_AreRefusedAndTheSenderIsTold()
    {
        using var hits = CounterWatch.OfLimit("twin.pending_alerts");
        await using var cluster = await TwinCluster.Start(
            1, services => services.Configure<TwinOptions>(options => options.PendingAlerts = 100));
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin("lim"));
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));

        var first = await twin.ReceiveAlerts([.. Enumerable.Range(0, 100).Select(i => Alert(i, "others"))]);
        var beyond = await twin.ReceiveAlerts([Alert(100, "others")]);
        await twin.Advance(Start.AddHours(1));
        var afterTheStep = await twin.ReceiveAlerts([Alert(100, "others")]);

        Assert.Equal(100, first);
        Assert.Equal(0, beyond);
        Assert.Equal(1, afterTheStep);
        Assert.Equal(100, (await twin.Status()).FiringAlerts);
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public async Task RunsAndTheirMarks_BeyondTheLimits_LoseTheOldest()
    {
        using var runs = CounterWatch.OfLimit("runs");
        using var marks = CounterWatch.OfLimit("run.marks");
        await using var cluster = await TwinCluster.Start(1, services => services.Configure<RunOptions>(options =>
        {
            options.MaxRuns = 2;
            options.MaxMarks = 10;
        }));
        var list = cluster.Grains.GetGrain<IRunListGrain>(IRunListGrain.Key);
        var ids = Enumerable.Range(0, 3).Select(_ => TwinCluster.NewTwin("lim")).ToArray();
        var scenario = TestScenarios.SlowDatabase(TimeSpan.FromMinutes(5)) with
        {
            WarmUp = TimeSpan.FromMinutes(1),
            Timeline = [.. Enumerable.Range(0, 11).Select(i => new TimelineStep(
                new StepTime(TimeSpan.FromSeconds(i), null, null), null, null, Change(i), null))],
        };
        foreach (var id in ids)
        {
            await cluster.Grains.GetGrain<IRunGrain>(id).Start(
                new RunCommand(scenario, 7, RunMode.Rehearsal, "", 0, true, false));
            await RunWatch.Until(
                cluster, id, status => status.Stage == RunStage.Ended, TestContext.Current.CancellationToken);
            await list.Add(id);
        }

        var kept = await list.List();

        Assert.Equal([ids[2], ids[1]], kept.Select(status => status.Run));
        Assert.Equal(10, kept[0].Marks.Length);
        Assert.DoesNotContain(kept[0].Marks, mark => mark.Text == "change 0");
        Assert.True(runs.Count >= 1);
        Assert.True(marks.Count >= 1);
    }

    [Fact]
    public async Task HopMessages_BeyondTheLimit_AreToldInPlaceOfAnAnswer()
    {
        using var hits = CounterWatch.OfLimit("hops.messages");
        await using var cluster = await TwinCluster.Start(
            1, services => services.Configure<TwinOptions>(options => options.HopMessages = 20));
        var small = await HopTwin(cluster, TestTopology.Chain("web", "api", "db"));
        var large = await HopTwin(cluster, TestTopology.Random(60, 1));

        var within = await Flood(cluster, small, TestTopology.Service("db"));
        var hitsWithin = hits.Count;
        var beyond = await Flood(cluster, large, TestTopology.Service("s0007"));

        Assert.Equal("", within.Refusal);
        Assert.Equal(3, within.Reached.Length);
        Assert.Equal(0, hitsWithin);
        Assert.Equal("the flood took more than 20 messages (Twin:HopMessages)", beyond.Refusal);
        Assert.Empty(beyond.Reached);
        Assert.Equal(1, hits.Count);
    }

    [Fact]
    public async Task HopFloods_BeyondTheLimit_GiveTheOldestUpAndItSaysSo()
    {
        using var hits = CounterWatch.OfLimit("entity.hop_floods");
        var intruder = new SecondFlood();
        await using var cluster = await TwinCluster.Start(1, services => services
            .Configure<TwinOptions>(options => options.HopFloodsPerEntity = 1)
            .AddSingleton<IIncomingGrainCallFilter>(intruder));
        var twin = await HopTwin(cluster, TestTopology.Chain("api", "db"));

        var alone = await Flood(cluster, twin, TestTopology.Service("db"));
        var hitsAlone = hits.Count;
        intruder.IsArmed = true;
        var disturbed = await Flood(cluster, twin, TestTopology.Service("db"));
        intruder.IsArmed = false;
        var again = await Flood(cluster, twin, TestTopology.Service("db"));

        Assert.Equal("", alone.Refusal);
        Assert.Equal(0, hitsAlone);
        Assert.Equal(
            "an entity gave the flood up: it takes part in 1 at a time (Twin:HopFloodsPerEntity)", disturbed.Refusal);
        Assert.Equal("", again.Refusal);
        Assert.Equal(alone.Reached, again.Reached);
        Assert.True(hits.Count >= 1);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task EarlyChanges_BeyondTheLimit_MakeTheViewFetchItsPictureAnew(int changes, int fetched)
    {
        using var hits = CounterWatch.OfLimit("view.early_changes");
        var slow = new SlowPicture(changes);
        await using var cluster = await TwinCluster.Start(1, services => services
            .Configure<ViewOptions>(options => options.EarlyChanges = 2)
            .AddSingleton<IIncomingGrainCallFilter>(slow));
        var id = TwinCluster.NewTwin("lim");
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        var view = cluster.Grains.GetGrain<IViewGrain>(GrainKeys.TwinView(id));
        await slow.Published.WaitAsync(TestContext.Current.CancellationToken);
        slow.Arm();

        var snapshot = view.Snapshot();
        await slow.Asked.WaitAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < changes; i++)
        {
            await view.Publish(new ViewDelta(0, Start, 1, false, [], [Line(i)], 0, 0, changes, null));
        }

        await slow.Published.WaitAsync(TestContext.Current.CancellationToken);
        slow.Release();

        Assert.NotNull(await snapshot);
        Assert.Equal(fetched, slow.Fetched);
        Assert.Equal(fetched - 1, hits.Count);
    }

    private static async Task<string> HopTwin(TwinCluster cluster, TopologySnapshot topology)
    {
        var id = TwinCluster.NewTwin("hop");
        await cluster.Grains.GetGrain<ITwinGrain>(id).ApplyTopology(TestTopology.Replace(topology));
        return id;
    }

    private static Task<HopAnswer> Flood(TwinCluster cluster, string twin, EntityId origin) =>
        cluster.Grains.GetGrain<IHopFloodGrain>(GrainKeys.Incident(twin, "hops")).Run(origin, 1);

    private static PartitionFloodRound Round(string flood) => new(
        flood, new FloodRequest(FloodDirection.TowardDependents, [new FloodSource(Api, 1)], 4, 0.1), 0, []);

    private static ChangeEvent Change(int number) => new(
        $"{number}", "test", Api, ChangeKind.Deployment, Start.AddSeconds(number), $"change {number}",
        ImmutableSortedDictionary<string, string>.Empty);

    private static Alert Alert(int number, string source) => new(
        $"f{number:000}", Api, $"alert-{number}", AlertSeverity.Warning, AlertStatus.Firing, Start.AddSeconds(number),
        Start.AddSeconds(number), null, source, null, 0, null, null, "a test");

    private static IncidentLine Line(int number) => new(
        $"INC-{number}", IncidentState.Open, AlertSeverity.Warning, "an incident", Start.AddSeconds(number), null, 1, 1,
        null, "");

    /// <summary>Sends another flood to an entity just before the first one collects there.</summary>
    private sealed class SecondFlood : IIncomingGrainCallFilter
    {
        public bool IsArmed { get; set; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (IsArmed && context.MethodName == nameof(IEntityHopGrain.TakeHop)
                && context.Grain is IEntityHopGrain entity)
            {
                var request = new FloodRequest(FloodDirection.TowardDependents, [new FloodSource(Api, 1)], 4, 0.1);
                await entity.Hear(new HopMessage("others/flood", request, Api, 0, null, 0, 1));
            }

            await context.Invoke();
        }
    }

    /// <summary>Holds back the first picture of a twin, and notes when so many changes reached the view.</summary>
    private sealed class SlowPicture(int changes) : IIncomingGrainCallFilter
    {
        private readonly TaskCompletionSource _asked = Pulse();
        private TaskCompletionSource _published = Pulse();
        private readonly TaskCompletionSource _released = Pulse();
        private bool _isArmed;

        // Before it is armed one change comes: the topology.
        private int _left = 1;

        public int Fetched { get; private set; }

        public Task Asked => _asked.Task;

        public Task Published => _published.Task;

        public void Arm()
        {
            _left = changes;
            _published = Pulse();
            _isArmed = true;
        }

        public void Release() => _released.SetResult();

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (_isArmed && context.Grain is ITwinGrain && context.MethodName == nameof(ITwinGrain.View))
            {
                Fetched++;
                _asked.TrySetResult();
                await _released.Task;
            }

            await context.Invoke();
            if (context.Grain is IViewGrain && context.MethodName == nameof(IViewGrain.Publish)
                && Interlocked.Decrement(ref _left) == 0)
            {
                _published.SetResult();
            }
        }

        private static TaskCompletionSource Pulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
