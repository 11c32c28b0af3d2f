using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Detection.Thresholds;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>Everything known of one series; about 2.5 KB on its first day, 3 KB once the week is
/// learned.</summary>
[GenerateSerializer, Alias("aiopstwin.SeriesState")]
internal sealed class SeriesState(string metric)
{
    [NonSerialized]
    private MetricDescriptor? _descriptor;

    // Most series are none, and need no room for it.
    [NonSerialized]
    private StrongBox<CounterRate>? _counter;

    [NonSerialized]
    private bool _isUseDecided;

    [NonSerialized]
    private ImmutableArray<ThresholdRule> _rules;

    /// <summary>The metric's name, one string for all that were not taken up from storage.</summary>
    [Id(0)]
    internal string Metric = MetricCatalog.Describe(metric).Name;

    /// <summary>Newest samples; of a counter, its rates.</summary>
    [Id(1)]
    internal SampleRing Ring;

    /// <summary>How often it reports.</summary>
    [Id(2)]
    internal SamplingInterval Interval;

    /// <summary>Instant of the newest sample, UTC ticks; 0 before the first.</summary>
    [Id(3)]
    internal long Newest;

    /// <summary>The total behind a counter's rate; for all other series the default.</summary>
    [Id(4)]
    internal CounterRate Counter
    {
        get => _counter?.Value ?? default;
        set => _counter = value.Ticks == 0 ? null : new StrongBox<CounterRate>(value);
    }

    /// <summary>The expectation; null in warm-up, and for the probe, which needs none.</summary>
    [Id(5)]
    internal SeriesBaseline? Baseline;

    /// <summary>The scorer's memory; null while <see cref="Baseline"/> is.</summary>
    [Id(6)]
    internal DeviationTrack? Track;

    /// <summary>The present or last deviation.</summary>
    [Id(7)]
    internal Episode Episode;

    /// <summary>Comparison with siblings; null outside a group.</summary>
    [Id(8)]
    internal SiblingTrack? Sibling;

    /// <summary>Failed probes in a row.</summary>
    [Id(9)]
    internal int FailedProbes;

    /// <summary>Days and hours of a resource that can run out; null for every other metric.</summary>
    [Id(10)]
    internal CapacityHistory? Use;

    /// <summary>Whether it repeats one value that used to vary.</summary>
    [Id(11)]
    internal StuckWatch Stuck;

    /// <summary>When it rose unusually, however shortly; null until it did.</summary>
    [Id(12)]
    internal RecurringTrack? Rises;

    /// <summary>When it fell unusually; null until it did.</summary>
    [Id(13)]
    internal RecurringTrack? Falls;

    /// <summary>Scheduled work that shows in the series; null in warm-up.</summary>
    [Id(14)]
    internal BurstWatch? Bursts;

    /// <summary>Fixed limits that its values break now; null while they keep all.</summary>
    [Id(15)]
    internal List<ThresholdTrack>? Broken;

    /// <summary>Judgement by the work the entity does; null where there is none, or it is no use of a
    /// resource.</summary>
    [Id(16)]
    internal WorkTrack? Work;

    /// <summary>How often its band held what came.</summary>
    [Id(17)]
    internal BandCoverage Coverage;

    /// <summary>How rarely the series was where it is.</summary>
    [Id(18)]
    internal RarityTrack Rarity;

    /// <summary>Its last ten minutes against its last hours; null where that is not read, and in warm-up.</summary>
    [Id(19)]
    internal LeanTrack? Lean;

    /// <summary>What is known of the metric beside its values.</summary>
    internal MetricDescriptor Descriptor => _descriptor ??= MetricCatalog.Describe(Metric);

    /// <summary>True for the probe metric, which is judged by a fixed rule.</summary>
    internal bool IsProbe => Descriptor.Family == MetricFamily.Availability;

    /// <summary>True once the series can be judged.</summary>
    internal bool IsWarm => Baseline is not null || (IsProbe && Ring.Count > 0);

    /// <summary>The rate of a counter since its last total; null for the first, and for a step that makes no
    /// sense.</summary>
    internal double? Count(long ticks, double total) =>
        (_counter ??= new StrongBox<CounterRate>()).Value.Next(ticks, total);

    /// <summary>Keeps a value of a resource that can run out for its capacity forecast.</summary>
    internal void Remember(long ticks, double value)
    {
        if (!_isUseDecided)
        {
            _isUseDecided = true;
            Use ??= LimitedResource.KindOf(Descriptor) is { } kind ? new CapacityHistory(kind) : null;
        }

        Use?.Observe(new DateTimeOffset(ticks, TimeSpan.Zero), value);
    }

    /// <summary>The fixed limits that are for it, looked for once.</summary>
    internal ImmutableArray<ThresholdRule> RulesOf(EntityId entity, ImmutableArray<ThresholdRule> all)
    {
        if (_rules.IsDefault)
        {
            _rules = [.. all.Where(rule => rule.Matches(entity, Metric))];
        }

        return _rules;
    }

    /// <summary>The newest value; null before the first.</summary>
    internal double? NewestValue => Ring.Count > 0 ? Ring.NewestValue : null;
}
