using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>What correlation reads out of a single alert.</summary>
internal static class AlertReading
{
    private const string SiblingWord = "sibling";
    private const string SilentName = "silent";

    // Queues grow steeply beyond this share of a resource (Gunther 2007, Guerrilla Capacity Planning); below it, more
    // use is work being done.
    public const double RoomyUse = 0.7;

    /// <summary>True when the alert claims harm: not mere information, not a deviation toward better, and not that a
    /// budget of weeks is spent somewhat too fast, which says nothing of now and fires for hours after all is
    /// well.</summary>
    public static bool IsHarmful(Alert alert) =>
        alert.Severity != AlertSeverity.Info && !IsBudgetTicket(alert)
        && (alert.Metric is null || !IsBetter(alert.Metric, alert.Score));

    /// <summary>True when the alert says that the budget of an objective is spent somewhat too fast.</summary>
    public static bool IsBudgetTicket(Alert alert) => alert.Source == AlertText.Source
        && alert.Name.EndsWith(AlertText.BudgetTicket, StringComparison.Ordinal);

    /// <summary>True when the alert claims that the entity fell silent or does not answer its probe.</summary>
    public static bool IsSilence(Alert alert) =>
        alert.Metric is MetricCatalog.Up || alert.Name == SilentName;

    /// <summary>True when the alert was raised because the entity moved away from those that should move
    /// alike.</summary>
    public static bool IsAgainstSiblings(Alert alert) =>
        alert.Name.Contains(SiblingWord, StringComparison.Ordinal);

    /// <summary>
    /// True when the alert says how much work an entity has, not how well it does it: requests, bytes and connections
    /// either way, and use of processor or memory that leaves room. Such an alert is a consequence more often than a
    /// cause, and by itself harms nobody.
    /// </summary>
    public static bool IsAboutWork(Alert alert)
    {
        if (IsSilence(alert) || string.IsNullOrEmpty(alert.Metric))
        {
            return false;
        }

        var metric = MetricCatalog.Describe(alert.Metric);
        return metric.IsWork
            || (metric.Family is MetricFamily.Cpu or MetricFamily.Memory && alert.Observed <= RoomyUse);
    }

    /// <summary>
    /// True when the alert only says that an entity has somewhat more or less work than usual: neither half of it gone
    /// nor trebled, what capacity is kept for as long as nothing gets slow, fails or fills up. Requests that stay away
    /// are another matter: they are somebody's loss, however few.
    /// </summary>
    public static bool IsMildWork(Alert alert)
    {
        if (!IsAboutWork(alert) || alert.Severity == AlertSeverity.Critical)
        {
            return false;
        }

        var share = alert is { Expected: > 0 and var expected, Observed: { } observed } ? observed / expected : 1;
        return MetricCatalog.Describe(alert.Metric!).Family == MetricFamily.Traffic
            ? alert.Score > 0
            : share is > 0.5 and < 3;
    }

    /// <summary>True when the alert says that more requests arrive.</summary>
    public static bool IsMoreRequests(Alert alert) => alert.Score > 0 && FamilyOf(alert) == MetricFamily.Traffic;

    /// <summary>The fault family the alert speaks for.</summary>
    public static MetricFamily FamilyOf(Alert alert) => IsSilence(alert)
        ? MetricFamily.Availability
        : string.IsNullOrEmpty(alert.Metric) ? MetricFamily.Other : MetricCatalog.Describe(alert.Metric).Family;

    /// <summary>
    /// Order of two records of one claim: a later episode beats an earlier one, an end beats its own beginning, and
    /// within an episode the worse record wins. Independent of the order of arrival, so late and repeated records do
    /// no harm.
    /// </summary>
    public static int ComparePrecedence(Alert left, Alert right)
    {
        var byEpisode = left.RaisedAt.CompareTo(right.RaisedAt);
        if (byEpisode != 0)
        {
            return byEpisode;
        }

        var byEnd = (left.Status != AlertStatus.Firing).CompareTo(right.Status != AlertStatus.Firing);
        if (byEnd != 0)
        {
            return byEnd;
        }

        var bySeverity = left.Severity.CompareTo(right.Severity);
        if (bySeverity != 0)
        {
            return bySeverity;
        }

        var byScore = Math.Abs(left.Score).CompareTo(Math.Abs(right.Score));
        return byScore != 0 ? byScore : string.CompareOrdinal(left.Summary, right.Summary);
    }

    private static bool IsBetter(string metric, double score) => MetricCatalog.Describe(metric).Bad switch
    {
        BadDirection.Up => score < 0,
        BadDirection.Down => score > 0,
        _ => false,
    };
}
