using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded.Perturbed;

/// <summary>
/// A change of a recording that leaves its answer true, drawn from a seed: what an estate like it, or a poorer
/// collector of the same trouble, could as well have sent. How far a score falls under such changes tells how far it
/// hangs on the very samples it was measured on. What is lost hangs on what a thing is, not on when it is read: every
/// run with a seed loses the same.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="Seed">Which samples, spans, lines and components it is done to.</param>
public sealed record Perturbation(PerturbationKind Kind, ulong Seed)
{
    private const double Lost = 0.1;
    private const double Noise = 0.02;
    private const double Stretch = 1.5;
    private const double BaselineKept = 0.5;

    /// <summary>The recording as it is.</summary>
    public static Perturbation None { get; } = new(PerturbationKind.None, 0);

    /// <summary>What can be done to recordings with spans and lines whose onset is told to the second.</summary>
    public static ImmutableArray<PerturbationKind> OfTraces { get; } =
        [.. Enum.GetValues<PerturbationKind>().Where(
            kind => kind is not (PerturbationKind.AlarmEarly or PerturbationKind.AlarmLate))];

    /// <summary>What can be done to recordings of samples alone, a row for minutes.</summary>
    public static ImmutableArray<PerturbationKind> OfRows { get; } =
    [
        PerturbationKind.None, PerturbationKind.AlarmEarly, PerturbationKind.AlarmLate,
        PerturbationKind.SamplesDropped, PerturbationKind.BaselineHalved, PerturbationKind.Slower,
        PerturbationKind.Noisy, PerturbationKind.InnocentMuted,
    ];

    /// <summary>What can be done to recordings of samples and lines with an alert of their own.</summary>
    public static ImmutableArray<PerturbationKind> OfAlerts { get; } =
        [.. OfTraces.Where(kind => kind is not (PerturbationKind.SpansAbsent or PerturbationKind.SpansDropped
            or PerturbationKind.Slower))];

    /// <summary>True when one seed is like the other: nothing is drawn.</summary>
    public bool IsSure => Kind is not (PerturbationKind.SamplesDropped or PerturbationKind.SpansDropped
        or PerturbationKind.LinesDropped or PerturbationKind.Noisy or PerturbationKind.InnocentMuted);

    /// <summary>How much later than it was the onset is told.</summary>
    public TimeSpan OnsetShift => TimeSpan.FromSeconds(Kind switch
    {
        PerturbationKind.OnsetEarly30 => -30,
        PerturbationKind.OnsetLate30 => 30,
        PerturbationKind.OnsetEarly60 => -60,
        PerturbationKind.OnsetLate60 => 60,
        _ => 0,
    });

    private int AlarmShift => Kind switch
    {
        PerturbationKind.AlarmEarly => -1,
        PerturbationKind.AlarmLate => 1,
        _ => 0,
    };

    /// <summary>The spans that arrive, and how long they took.</summary>
    internal IEnumerable<Span> Told(IEnumerable<Span> spans) => Kind switch
    {
        PerturbationKind.SpansAbsent => [],
        PerturbationKind.SpansDropped => spans.Where(span => IsKept(span.TraceId, span.SpanId)),
        PerturbationKind.Slower => spans.GroupBy(span => span.TraceId, StringComparer.Ordinal).SelectMany(Slowed),
        _ => spans,
    };

    /// <summary>The lines that arrive.</summary>
    internal IEnumerable<LogRecord> Told(IEnumerable<LogRecord> lines) => Kind switch
    {
        PerturbationKind.LinesAbsent => [],
        PerturbationKind.LinesDropped => lines.Where(line => IsKept(
            FormattableString.Invariant($"{line.TraceId} {line.SpanId} {line.At.UtcTicks}"), line.Body)),
        _ => lines,
    };

    /// <summary>A sample of what an entity uses or does as it arrives; null when it does not.</summary>
    internal double? Told(EntityId entity, string metric, in TimedValue sample) =>
        Kind == PerturbationKind.SamplesAbsent ? null
        : IsShareOfGood(metric)
            ? 1 - Changed($"{entity} {metric}", sample with { Value = 1 - sample.Value }, isDuration: false)
        : Changed($"{entity} {metric}", sample, IsDuration(metric));

    /// <summary>The same for how long calls from one entity to another take.</summary>
    internal double? ToldOfEdge(string edge, in TimedValue sample) => Changed(edge, sample, isDuration: true);

    /// <summary>Where the time before begins that is known, of a time that begins at an instant.</summary>
    internal DateTimeOffset KnownFrom(DateTimeOffset begin, DateTimeOffset onset) =>
        Kind == PerturbationKind.BaselineHalved && begin < onset
            ? onset - ((onset - begin) * BaselineKept)
            : DateTimeOffset.MinValue;

    /// <summary>Who of some sends no samples in a case; null for nobody.</summary>
    internal EntityId? Muted(string name, IEnumerable<EntityId> innocents)
    {
        var sorted = Kind == PerturbationKind.InnocentMuted ? innocents.Order().ToList() : [];
        return sorted.Count == 0 ? null : sorted[Draw(name).NextInt(sorted.Count)];
    }

    /// <summary>A recording as it would have been.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="root">Who is at fault: never muted.</param>
    internal Recording Of(Recording recording, EntityId root)
    {
        var alarm = FrontEndAlarm.Of(recording)?.Entity;
        var muted = Muted(recording.Name, recording.Topology.Entities.Select(entity => entity.Id)
            .Where(entity => entity != root && entity != alarm));
        var from = KnownFrom(
            recording.Baseline.IsEmpty ? DateTimeOffset.MaxValue : recording.Baseline[0].At, recording.Incident[0].At);
        return recording with
        {
            AlarmDelay = AlarmShift,
            Baseline = [.. recording.Baseline.Where(moment => moment.At >= from).Select(moment => Of(moment, muted))],
            Incident = [.. recording.Incident.Select(moment => Of(moment, muted))],
        };
    }

    private RecordedMoment Of(RecordedMoment moment, EntityId? muted) => moment with
    {
        Batches =
        [
            .. moment.Batches.Where(batch => batch.Entity != muted).Select(batch => batch with
            {
                Samples = [.. batch.Samples.Select(sample => (Sample: sample, Value: Told(
                        batch.Entity, sample.Metric, new TimedValue(sample.At, sample.Value))))
                    .Where(pair => pair.Value is not null)
                    .Select(pair => pair.Sample with { Value = pair.Value!.Value })],
            }).Where(batch => batch.Samples.Length > 0),
        ],
    };

    private double? Changed(string series, in TimedValue sample, bool isDuration) => Kind switch
    {
        PerturbationKind.SamplesDropped => IsKept(series, At(sample)) ? sample.Value : null,
        PerturbationKind.Noisy => sample.Value * (1 + (Noise * Draw(series, At(sample)).NextNormal())),
        PerturbationKind.Slower when isDuration => sample.Value * Stretch,
        _ => sample.Value,
    };

    /// <summary>A trace in which everything takes longer, the time between two spans' beginnings included.</summary>
    private static IEnumerable<Span> Slowed(IEnumerable<Span> trace)
    {
        var spans = trace.ToList();
        var begin = spans.Min(span => span.Start);
        return spans.Select(span => span with
        {
            Start = begin + ((span.Start - begin) * Stretch),
            Duration = span.Duration * Stretch,
        });
    }

    private static bool IsDuration(string metric) =>
        MetricCatalog.Describe(metric).Family == MetricFamily.Latency;

    /// <summary>Nearly all is well nearly always: it is the rest that is measured badly.</summary>
    private static bool IsShareOfGood(string metric) =>
        MetricCatalog.Describe(metric) is { Shape: MetricShape.Ratio, Bad: BadDirection.Down };

    private static string At(in TimedValue sample) => FormattableString.Invariant($"{sample.At.UtcTicks}");

    private bool IsKept(params string[] parts) => Draw(parts).NextDouble() >= Lost;

    private SeededRandom Draw(params string[] parts) =>
        new(parts.Aggregate(
            Hash.Combine(Seed, (ulong)Kind), (hash, part) => Hash.Combine(hash, Hash.Of(part))));
}
