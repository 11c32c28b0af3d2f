using System.Collections.Immutable;
using System.Diagnostics.Metrics;
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
using AiopsTwin.Grains.Partitions;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Tests.Runs;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;
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
        using var hits = new LimitHits("entity.sources");
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
        using var hits = new LimitHits("twin.changes");
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
        using var hits = new LimitHits("twin.firing_alerts");
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
        using var hits = new LimitHits("partition.outbox");
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
        using var hits = new LimitHits("partition.floods");
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
        using var hits = new LimitHits("twin.maps");
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
        using var hits = new LimitHits("view.incidents");
        var board = new ViewBoard(1, 2);

        board.Merge(new ViewDelta(0, Start, 1, false, [], [Line(1), Line(2), Line(3)], 0, 0, 3, null));

        Assert.Equal(["INC-3", "INC-2"], board.Snapshot().Incidents.Select(line => line.Id));
        Assert.True(hits.Count >= 1);
    }

    [Fact]
    public async Task PendingAlerts_BeyondTheLimit_AreRefusedAndTheSenderIsTold()
    {
        using var hits = new LimitHits("twin.pending_alerts");
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
        using var runs = new LimitHits("runs");
        using var marks = new LimitHits("run.marks");
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

    /// <summary>Counts how often a limit was hit while it listens, by anybody in this process.</summary>
    private sealed class LimitHits : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public LimitHits(string limit)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "aiopstwin.twin.limits")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag.Key == "limit" && (string?)tag.Value == limit)
                    {
                        Interlocked.Add(ref _count, value);
                    }
                }
            });
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
