using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>What one entity's samples and alerts say of it, read once and then only looked at.</summary>
internal sealed class EntityReading
{
    // An onset is known to a few samples; this many minutes more than the pattern's own spread is still its time.
    private static readonly TimeSpan RecurringSlack = TimeSpan.FromMinutes(5);

    private const int MissingSamples = 4;

    private static readonly MetricFamily[] Families = Enum.GetValues<MetricFamily>();

    private readonly double[] _badness = new double[Families.Length];
    private readonly DateTimeOffset?[] _onset = new DateTimeOffset?[Families.Length];
    private readonly ImmutableArray<SeriesEvidence> _series;
    private readonly double _threshold;

    /// <summary>Reads an entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="evidence">Its samples since the onset; null when it was not asked.</param>
    /// <param name="alerts">Its alerts.</param>
    /// <param name="threshold">Deviation from which a series counts as anomalous.</param>
    /// <param name="usual">Usual distance of two samples in the case, for an entity that sent none since the onset;
    /// null when unknown: such an entity is then not called silent.</param>
    public EntityReading(
        EntityId entity, EntityEvidence? evidence, IEnumerable<Alert> alerts, double threshold, TimeSpan? usual = null)
    {
        Entity = entity;
        _threshold = threshold;
        _series = evidence?.Series ?? [];
        LastSeenAt = evidence?.LastSeenAt;
        Quality = evidence?.Quality ?? 1;
        Recurring = evidence?.Recurring ?? [];
        Alerts = [.. alerts.Where(AlertReading.IsHarmful)
            .OrderBy(alert => alert.StartsAt).ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal)];
        foreach (var series in _series)
        {
            Take(series);
        }

        foreach (var alert in Alerts)
        {
            Take(alert);
        }

        IsSilent = Alerts.Any(AlertReading.IsSilence) || HasStopped(evidence, usual);
        Strength = RobustDeviation.Combine(Families.Select(family =>
            RobustDeviation.Bound(_badness[(int)family], threshold) * (family == MetricFamily.Traffic ? 0.5 : 1)));
        Family = Families.OrderByDescending(family =>
            _badness[(int)family] * (family is MetricFamily.Traffic or MetricFamily.Other ? 0.1 : 1)).First();
        Told = IsAnomalousIn(Family) ? Family : Families.OrderByDescending(family => _badness[(int)family]).First();
        Onset = Families.Select(family => _onset[(int)family]).Where(onset => onset is not null).Min();
    }

    public EntityId Entity { get; }

    /// <summary>Its newest sample; null when it never sent any.</summary>
    public DateTimeOffset? LastSeenAt { get; }

    /// <summary>True when it ever sent samples.</summary>
    public bool Reports => LastSeenAt is not null;

    /// <summary>What it does again and again at the same time.</summary>
    public ImmutableArray<RecurringFinding> Recurring { get; }

    /// <summary>How good its telemetry was before the window, in [0, 1].</summary>
    public double Quality { get; }

    /// <summary>True unless it serves requests and only its resources are known: a quiet processor does not say that
    /// requests are served well.</summary>
    public bool TellsOfRequests => _series.IsEmpty
        || Entity.Kind is EntityKind.Host or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone
        || _series.Any(series => FamilyOf(series.Metric) is not
            (MetricFamily.Cpu or MetricFamily.Memory or MetricFamily.Disk or MetricFamily.Other));

    /// <summary>Its harmful alerts, by onset.</summary>
    public ImmutableArray<Alert> Alerts { get; }

    /// <summary>True when an alert says that it fell silent or does not answer.</summary>
    public bool IsSilent { get; }

    /// <summary>Evidence of all families together, in [0, 1).</summary>
    public double Strength { get; }

    /// <summary>The family that deviates most.</summary>
    public MetricFamily Family { get; }

    /// <summary>The family to tell people of: <see cref="Family"/>, unless only its traffic deviates.</summary>
    public MetricFamily Told { get; }

    /// <summary>First onset of any family; null when nothing deviates.</summary>
    public DateTimeOffset? Onset { get; }

    /// <summary>True when a family other than traffic is anomalous, or an alert was raised.</summary>
    public bool IsAnomalous => !Alerts.IsEmpty || IsSilent || Families.Any(family =>
        family is not (MetricFamily.Traffic or MetricFamily.Other) && IsAnomalousIn(family));

    /// <summary>True when more than the amount of its work changed: it is silent, or a family other than traffic is
    /// anomalous.</summary>
    public bool IsImpaired => IsSilent || Families.Any(family => family != MetricFamily.Traffic
        && (family != MetricFamily.Other || !Alerts.IsEmpty) && IsAnomalousIn(family));

    /// <summary>True when nothing is known of it but how much work it has: a consequence more often than a cause, and
    /// by itself no harm.</summary>
    public bool IsOnlyWork => !IsSilent && Alerts.All(AlertReading.IsAboutWork)
        && !IsAnomalousIn(MetricFamily.Latency) && !IsAnomalousIn(MetricFamily.Errors)
        && !IsAnomalousIn(MetricFamily.Availability);

    /// <summary>True when samples arrive and nothing about them is unusual.</summary>
    public bool IsQuiet => Reports && Alerts.IsEmpty && !IsSilent && Strength <= 0;

    /// <summary>Worst deviation of a family, in scales.</summary>
    public double BadnessIn(MetricFamily family) => _badness[(int)family];

    /// <summary>True when the family deviates by the threshold at least, or an alert of it was raised.</summary>
    public bool IsAnomalousIn(MetricFamily family) => _badness[(int)family] >= _threshold;

    /// <summary>First onset in a family; null when it does not deviate.</summary>
    public DateTimeOffset? OnsetIn(MetricFamily family) => _onset[(int)family];

    /// <summary>The series of a metric; null when there is none.</summary>
    public SeriesEvidence? Series(string metric) => _series.FirstOrDefault(series => series.Metric == metric);

    /// <summary>The series of a family that deviates most; null when the family has none.</summary>
    public SeriesEvidence? Worst(MetricFamily family) => _series
        .Where(series => FamilyOf(series.Metric) == family)
        .OrderByDescending(RobustDeviation.Badness).ThenBy(series => series.Metric, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The family a metric speaks for. How much passes through a network is work arriving or done, like
    /// requests: its change is more often an effect than a cause.</summary>
    private static MetricFamily FamilyOf(string metric)
    {
        var descriptor = MetricCatalog.Describe(metric);
        return descriptor is { Family: MetricFamily.Network, Bad: BadDirection.Both }
            ? MetricFamily.Traffic
            : descriptor.Family;
    }

    /// <summary>The recurring finding that an instant is a return of; null when there is none.</summary>
    public RecurringFinding? RecurringAt(DateTimeOffset onset) => Recurring.FirstOrDefault(
        finding => finding.Pattern.DistanceOf(onset) <= finding.Pattern.Spread + RecurringSlack);

    /// <summary>Usual distance of two samples; null with fewer than three.</summary>
    public TimeSpan? Interval() => IntervalOf(_series);

    /// <summary>The same for evidence that is not read yet.</summary>
    public static TimeSpan? IntervalOf(ImmutableArray<SeriesEvidence> series)
    {
        var recent = series.Select(series => series.Recent).Where(values => values.Length > 2).FirstOrDefault();
        if (recent.IsDefault)
        {
            return null;
        }

        var gaps = recent.Skip(1).Zip(recent, (later, earlier) => later.At - earlier.At).Order().ToArray();
        return gaps[gaps.Length / 2];
    }

    /// <summary>True when its samples used to come and four of them are missing at the window's end. Of one that sent
    /// nothing since the onset, the last sign must be about as old as the onset: what went long before is another
    /// matter.</summary>
    private bool HasStopped(EntityEvidence? evidence, TimeSpan? usual) => evidence?.LastSeenAt is { } seen
        && (Interval() ?? usual) is { } interval && interval > TimeSpan.Zero
        && evidence.Until - seen > MissingSamples * interval
        && (!_series.IsEmpty || seen >= evidence.Since - (MissingSamples * interval));

    /// <summary>Fewer connections are less work, as fewer requests are; only more of them can be a jam.</summary>
    private static MetricFamily FamilyOf(string metric, double deviation) =>
        metric == MetricCatalog.Connections && deviation < 0 ? MetricFamily.Traffic : FamilyOf(metric);

    private void Take(SeriesEvidence series)
    {
        var badness = RobustDeviation.Badness(series);
        var family = (int)FamilyOf(series.Metric, series.Deviation);
        _badness[family] = Math.Max(_badness[family], badness);
        if (badness >= _threshold)
        {
            Begin(family, series.Onset);
        }
    }

    /// <summary>An alert is a verdict its detector stands for: at least a clear deviation, whatever the window says
    /// now.
    /// </summary>
    private void Take(Alert alert)
    {
        var family = (int)(AlertReading.IsSilence(alert) || string.IsNullOrEmpty(alert.Metric)
            ? AlertReading.FamilyOf(alert)
            : FamilyOf(alert.Metric, alert.Score));
        var verdict = alert.Severity == AlertSeverity.Critical ? 3 : 1.5;
        _badness[family] = Math.Max(_badness[family], Math.Max(Math.Abs(alert.Score), _threshold * verdict));
        Begin(family, alert.StartsAt);
    }

    private void Begin(int family, DateTimeOffset? onset)
    {
        if (onset is { } at && !(_onset[family] <= at))
        {
            _onset[family] = at;
        }
    }
}
