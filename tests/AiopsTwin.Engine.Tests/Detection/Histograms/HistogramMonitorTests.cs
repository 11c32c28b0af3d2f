using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Histograms;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Detection.Histograms;

public sealed class HistogramMonitorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<double> Bounds = [0.1, 0.2, 0.4];

    private readonly MonitorRig _rig = new();

    [Fact]
    public void Observe_ReadingOfRequests_BecomesRateMeanPercentileAndShareOfErrors()
    {
        var effects = Observe(Reading(1, 200, 100));

        Assert.Equal(4, effects.Accepted);
        Assert.Equal(
            [
                (MetricCatalog.RequestDuration, 0.15), (MetricCatalog.RequestDurationP95, 0.4),
                (MetricCatalog.ErrorRatio, 0.02), (MetricCatalog.RequestRate, 10),
            ],
            Newest().Order());
    }

    [Fact]
    public void Observe_EntityThatPromisesALatency_CountsTheShareThatWasSlower()
    {
        _rig.Monitor.Define(_rig.State, new Entity(
            _rig.State.Entity, ImmutableSortedDictionary<string, string>.Empty.Add("slo.latency", "95% below 300ms")));

        Observe(Reading(1, 200, 100));

        Assert.Contains((MetricCatalog.SlowRatio, 0.15), Newest());
    }

    [Fact]
    public void Observe_IntervalWithoutRequests_TellsARateOfZeroAndNoDuration()
    {
        Observe(Reading(1, 200, 0));

        Assert.Equal([(MetricCatalog.RequestRate, 0)], Newest());
    }

    [Fact]
    public void Observe_ReadingThatNeverCame_IsCountedFromTheTotalsOfTheNext()
    {
        Observe(Reading(1, 200, 100));

        // The second came to nobody: the receiver died with it. The third counts from it all the same.
        Observe(Reading(3, 450, 100));

        var rates = Series(MetricCatalog.RequestRate);
        Assert.Equal([(Start.AddSeconds(10), 10), (Start.AddSeconds(20), 15), (Start.AddSeconds(30), 10)], rates);
    }

    [Fact]
    public void Observe_ReadingsOfTwoReceiversInTurn_AreCountedOnce()
    {
        Observe(Reading(1, 200, 100));

        Observe(Reading(2, 300, 200) with { Since = Start.AddSeconds(-5) });

        Assert.Equal([(Start.AddSeconds(10), 10), (Start.AddSeconds(20), 10)], Series(MetricCatalog.RequestRate));
    }

    [Fact]
    public void Observe_TotalsThatBeganAnewWhileNobodyReceived_CountFromZero()
    {
        Observe(Reading(1, 200, 100));

        Observe(Reading(2, 50, 0) with { Since = null, Increase = null });

        Assert.Equal([(Start.AddSeconds(10), 10), (Start.AddSeconds(20), 5)], Series(MetricCatalog.RequestRate));
    }

    [Fact]
    public void Observe_OtherLabelSetsThanBefore_OnlyMarkWhereTotalsStand()
    {
        Observe(Reading(1, 200, 100));
        var other = Reading(2, 900, 0) with { Series = 8, Since = null, Increase = null };

        Observe(other);
        Observe(Reading(3, 1000, 100) with { Series = 8 });

        Assert.Equal([(Start.AddSeconds(10), 10), (Start.AddSeconds(30), 10)], Series(MetricCatalog.RequestRate));
    }

    [Fact]
    public void Observe_GapOfMoreThanAnHour_TellsNothingOfIt()
    {
        Observe(Reading(1, 200, 100));

        Observe(Reading(721, 9000, 100));

        Assert.Equal([(Start.AddSeconds(10), 10), (Start.AddSeconds(7210), 10)], Series(MetricCatalog.RequestRate));
    }

    [Fact]
    public void Observe_SameOrOlderReading_IsCountedAsSuchAndChangesNothing()
    {
        Observe(Reading(1, 200, 100));
        Observe(Reading(2, 300, 100));

        var again = Observe(Reading(2, 300, 100));
        var older = Observe(Reading(1, 200, 100));

        Assert.Equal((0, 1, 0), (again.Accepted, again.Duplicates, again.Late));
        Assert.Equal((0, 0, 1), (older.Accepted, older.Duplicates, older.Late));
        Assert.Equal(2, Series(MetricCatalog.RequestRate).Length);
    }

    [Fact]
    public void Observe_ReadingsInAnyOrderWithinABatch_LeaveTheSameState()
    {
        var readings = new[] { Reading(1, 200, 100), Reading(2, 300, 100), Own(1, "db_query_seconds") };
        var other = new MonitorRig();

        _rig.Monitor.Observe(_rig.State, Batch(readings));
        other.Monitor.Observe(other.State, Batch([.. readings.Reverse()]));

        Assert.Equal(StateBytes.Of(_rig.State), StateBytes.Of(other.State));
    }

    [Fact]
    public void Observe_HistogramUnderItsOwnName_IsALatencyInItsUnit()
    {
        Observe(Own(1, "db_query_milliseconds"));

        Assert.Equal(
            ["db_query_milliseconds.mean", "db_query_milliseconds.p95", "db_query_milliseconds.rate"],
            Newest().Select(one => one.Metric).Order());
        var known = MetricCatalog.Describe("db_query_milliseconds.p95");
        Assert.Equal((MetricFamily.Latency, BadDirection.Up, "ms"), (known.Family, known.Bad, known.Unit));
    }

    [Fact]
    public void Observe_MoreHistogramsThanAnEntityMayHave_AreRefusedAndCounted()
    {
        for (var i = 0; i < HistogramMonitor.MaxHistograms; i++)
        {
            Assert.Equal(0, Observe(Own(1, $"step_{i:00}_seconds")).Refused);
        }

        Assert.Equal(1, Observe(Own(1, "one_more_seconds")).Refused);
    }

    [Fact]
    public void Observe_ReadingWithoutSense_IsInvalidAndFailsNothing()
    {
        var torn = Reading(1, 200, 100) with { Bounds = [0.1] };

        var effects = Observe(torn, Own(1, "db_query_seconds"));

        Assert.Equal((3, 1), (effects.Accepted, effects.Invalid));
    }

    [Fact]
    public void State_OfTwelveBuckets_IsKeptInFourHundredBytesAndCountsOnWhenRead()
    {
        var empty = StateBytes.Of(new EntityMonitorState(_rig.State.Entity)).Length;
        var state = new EntityMonitorState(_rig.State.Entity);
        var bounds = Enumerable.Range(1, 12).Select(i => i / 7.0).ToImmutableArray();
        var counts = new HistogramCounts([.. bounds.Select(bound => 1e6 * bound)], 2e6, 3e5, 7);
        var reading = new HistogramReading("request.duration", Start, 7, bounds, counts);

        HistogramMonitor.Unfold(state, Batch(reading), new Intake());
        var bytes = StateBytes.Of(state);

        Assert.InRange(bytes.Length - empty, 12 * 16, 400);
        var next = reading with { At = Start.AddSeconds(10), Totals = counts with { Count = 2e6 + 50 } };
        var unfolded = HistogramMonitor.Unfold(StateBytes.Read(bytes), Batch(next), new Intake());
        Assert.Contains(new Sample(MetricCatalog.RequestRate, next.At, 5), unfolded.Samples);
    }

    private MonitorEffects Observe(params HistogramReading[] readings) =>
        _rig.Monitor.Observe(_rig.State, Batch(readings));

    private ObserveBatch Batch(params HistogramReading[] readings) =>
        new(_rig.State.Entity, "test", 0, []) { Histograms = [.. readings] };

    /// <summary>The reading after so many steps of ten seconds: half of its requests within 0.1 s, three quarters
    /// within 0.2 s, 95 of 100 within 0.4 s, one of fifty failed.</summary>
    private static HistogramReading Reading(int step, double total, double increase) => new(
        MetricCatalog.RequestDuration, Start.AddSeconds(10 * step), 7, Bounds, Of(total))
    {
        Since = Start.AddSeconds(10 * (step - 1)),
        Increase = Of(increase),
    };

    private static HistogramReading Own(int step, string name) => Reading(step, 200, 100) with { Metric = name };

    private static HistogramCounts Of(double count) =>
        new([0.5 * count, 0.75 * count, 0.95 * count], count, 0.15 * count, 0.02 * count);

    private IEnumerable<(string Metric, double Value)> Newest() => _rig.Monitor.Series(_rig.State)
        .Select(series => (series.Metric, Math.Round(series.Recent[^1].Value, 9)));

    private (DateTimeOffset At, double Value)[] Series(string metric) =>
        [.. _rig.Monitor.Series(_rig.State).Single(series => series.Metric == metric).Recent
            .Select(value => (value.At, Math.Round(value.Value, 9)))];
}
