using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>One metric as it usually is and as it was in every piece of the window.</summary>
/// <param name="Usual">Learned before the onset.</param>
/// <param name="Scale">One robust deviation, in the metric's unit.</param>
/// <param name="Deviation">Of the window, in scales, positive is bad.</param>
/// <param name="Course">Mean of every piece; NaN where no sample came.</param>
internal sealed record ObservedCourse(double Usual, double Scale, double Deviation, double[] Course)
{
    /// <summary>Mean over the pieces with samples, less what is usual; 0 without any.</summary>
    public double Change
    {
        get
        {
            var known = Course.Where(value => !double.IsNaN(value)).ToArray();
            return known.Length == 0 ? 0 : known.Average() - Usual;
        }
    }
}

/// <summary>What one entity showed before and since the onset, as far as a world of requests is concerned.</summary>
internal sealed class ObservedEntity
{
    // An entity of which four samples in a row are missing has stopped: as in diagnosis.
    private const int MissingWhenStopped = 4;

    /// <summary>Deviation from which a series counts as anomalous: as in diagnosis.</summary>
    public const double Anomalous = 3;

    private ObservedEntity(EntityId entity, bool isAlerting, int pieces)
    {
        Entity = entity;
        IsAlerting = isAlerting;
        Silent = new bool[pieces];
    }

    public EntityId Entity { get; }

    /// <summary>True when the incident has an alert of it.</summary>
    public bool IsAlerting { get; }

    /// <summary>Requests per second; null when it does not tell.</summary>
    public ObservedCourse? Rate { get; private init; }

    /// <summary>Response time in seconds; null when it does not tell.</summary>
    public ObservedCourse? Latency { get; private init; }

    /// <summary>Share of failed requests; null when it does not tell.</summary>
    public ObservedCourse? Errors { get; private init; }

    /// <summary>Usual use of its processor; null when it does not tell.</summary>
    public double? Use { get; private init; }

    /// <summary>By piece: whether it said nothing, or said that it is down.</summary>
    public bool[] Silent { get; }

    /// <summary>True when it ever reported: only then is its quiet a fact.</summary>
    public bool Reports { get; private init; }

    /// <summary>True when any of its series left what is usual.</summary>
    public bool IsDeviating { get; private init; }

    /// <summary>True when something of it left what is usual that requests, their time and their failure do not
    /// explain: its processor, its memory, its cache, its locks.</summary>
    public bool HasOwnSign { get; private init; }

    /// <summary>True when it says anything at all of requests.</summary>
    public bool TellsOfRequests => Rate is not null || Latency is not null || Errors is not null;

    /// <summary>True when it was silent in the last piece.</summary>
    public bool IsSilent => Silent[^1];

    /// <summary>Reads the evidence of an entity.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="alerts">Alerts of the entity in the incident.</param>
    /// <param name="window">The window.</param>
    public static ObservedEntity Of(EntityEvidence evidence, IEnumerable<Alert> alerts, ProofWindow window)
    {
        var listed = alerts.ToList();
        var observed = new ObservedEntity(evidence.Entity, listed.Count > 0, window.Pieces)
        {
            Rate = Read(evidence, window, MetricCatalog.RequestRate),
            Latency = Read(evidence, window, MetricCatalog.RequestDuration)
                ?? Read(evidence, window, MetricCatalog.RequestDurationP95),
            Errors = Read(evidence, window, MetricCatalog.ErrorRatio)
                ?? Complement(Read(evidence, window, MetricCatalog.Availability)),
            Use = Series(evidence, MetricCatalog.CpuUtilization)?.Baseline,
            Reports = evidence.LastSeenAt is not null,
            IsDeviating = evidence.Series.Any(IsAnomalous),
            HasOwnSign = evidence.Series.Any(series => IsAnomalous(series)
                && MetricCatalog.Describe(series.Metric) is { IsWork: false }
                    and not { Family: MetricFamily.Latency or MetricFamily.Errors }),
        };
        observed.MarkSilence(evidence, listed, window);
        return observed;
    }

    /// <summary>An entity that the incident has alerts of and that says nothing else.</summary>
    public static ObservedEntity Mute(EntityId entity, IEnumerable<Alert> alerts, ProofWindow window)
    {
        var listed = alerts.ToList();
        var observed = new ObservedEntity(entity, listed.Count > 0, window.Pieces);
        observed.MarkAlerts(listed, window);
        return observed;
    }

    private void MarkSilence(EntityEvidence evidence, List<Alert> alerts, ProofWindow window)
    {
        if (evidence.LastSeenAt is { } seen && window.Until - seen > MissingWhenStopped * window.Interval)
        {
            MarkFrom(seen + window.Interval, window);
        }

        if (Read(evidence, window, MetricCatalog.Up) is { } up)
        {
            for (var k = 0; k < Silent.Length; k++)
            {
                Silent[k] |= up.Course[k] < 0.5;
            }
        }

        MarkAlerts(alerts, window);
    }

    private void MarkAlerts(List<Alert> alerts, ProofWindow window)
    {
        foreach (var alert in alerts.Where(one => AlertReading.IsSilence(one) && one.EndsAt is null))
        {
            MarkFrom(alert.StartsAt, window);
        }
    }

    private void MarkFrom(DateTimeOffset at, ProofWindow window)
    {
        for (var k = Math.Max(0, window.PieceOf(at)); k < Silent.Length; k++)
        {
            Silent[k] = true;
        }
    }

    private static SeriesEvidence? Series(EntityEvidence evidence, string metric) =>
        evidence.Series.FirstOrDefault(series => series.Metric == metric);

    private static ObservedCourse? Read(EntityEvidence evidence, ProofWindow window, string metric)
    {
        if (Series(evidence, metric) is not { } series)
        {
            return null;
        }

        var (sums, counts) = (new double[window.Pieces], new int[window.Pieces]);
        foreach (var sample in series.Recent)
        {
            if (window.PieceOf(sample.At) is >= 0 and var k && k < window.Pieces)
            {
                sums[k] += sample.Value;
                counts[k]++;
            }
        }

        return new ObservedCourse(
            series.Baseline, series.Scale, Badness(metric, series.Deviation),
            [.. sums.Select((sum, k) => counts[k] > 0 ? sum / counts[k] : double.NaN)]);
    }

    private static bool IsAnomalous(SeriesEvidence series) => Badness(series.Metric, series.Deviation) >= Anomalous;

    private static double Badness(string metric, double deviation) => MetricCatalog.Describe(metric).Bad switch
    {
        BadDirection.Up => deviation,
        BadDirection.Down => -deviation,
        _ => Math.Abs(deviation),
    };

    private static ObservedCourse? Complement(ObservedCourse? course) => course is null
        ? null
        : course with { Usual = 1 - course.Usual, Course = Array.ConvertAll(course.Course, value => 1 - value) };
}
