namespace AiopsTwin.Silo.Tests.Peers;

/// <summary>
/// The adaptive rule of Grafana's promql-anomaly-detection as one expression: what its recording rules keep every
/// minute, and every five for the bands of the past, stands here as subqueries. Ranges end a second early so that a
/// sample at their far end is outside, as it is in Prometheus 3; before, it was inside.
/// </summary>
internal static class AdaptiveRule
{
    private const string Hour = "(kpi > 0)[3599s:1m]";
    private const string Mean = $"avg_over_time({Hour})";
    private const string Deviation = $"stddev_over_time({Hour})";
    private const string Usual = $"avg_over_time(({Deviation} > 0.5 * {Mean})[93599s:1m])";

    /// <summary>1 at an instant whose value lies outside of the band, 0 inside.</summary>
    public const string Verdict = $"((kpi > 0) < bool {Low}) + ((kpi > 0) > bool {High})";

    /// <summary>Where the value lies between the mean and the edge of the band on its side.</summary>
    public const string Share =
        $"((kpi > 0) - {Mean} >= 0) / ({High} - {Mean}) or ({Mean} - (kpi > 0) > 0) / ({Mean} - {Low})";

    private const string High = $"""
        max without (band) (
          label_replace({Mean} + 2 * {Usual}, "band", "short", "", "")
          or label_replace(1.5 * {Mean}, "band", "margin", "", "")
          or label_replace(last_over_time((max without (back) ({HighAgo}))[599s:5m]), "band", "past", "", ""))
        """;

    private const string Low = $"""
        clamp_min(min without (band) (
          label_replace({Mean} - 2 * {Usual}, "band", "short", "", "")
          or label_replace(0.5 * {Mean}, "band", "margin", "", "")
          or label_replace(last_over_time((min without (back) ({LowAgo}))[599s:5m]), "band", "past", "", "")), 0)
        """;

    private const string HighAgo = $"""
        label_replace(avg_over_time({LastWeek}) + 2 * stddev_over_time({LastWeek}), "back", "week", "", "")
        or label_replace(avg_over_time({Yesterday}) + 2 * stddev_over_time({Yesterday}), "back", "day", "", "")
        """;

    private const string LowAgo = $"""
        label_replace(avg_over_time({LastWeek}) - 2 * stddev_over_time({LastWeek}), "back", "week", "", "")
        or label_replace(avg_over_time({Yesterday}) - 2 * stddev_over_time({Yesterday}), "back", "day", "", "")
        """;

    private const string Yesterday = $"{Hour} offset 23h30m";
    private const string LastWeek = $"{Hour} offset 167h30m";
}
