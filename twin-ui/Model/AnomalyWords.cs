using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>The explanation of a deviation as names and values.</summary>
public static class AnomalyWords
{
    /// <summary>The deviation a chart tells of: the firing one, else the newest that ended within the samples
    /// shown.</summary>
    public static AnomalyExplanation? Of(SeriesDetails series, ImmutableArray<Alert> alerts)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Explanation is not null || series.Recent.IsDefaultOrEmpty)
        {
            return series.Explanation;
        }

        var since = series.Recent[0].At;
        return alerts.Where(alert => alert.Metric == series.Metric && alert.Explanation is not null
                && (alert.Status == AlertStatus.Firing || alert.EndsAt >= since))
            .OrderByDescending(alert => alert.RaisedAt)
            .FirstOrDefault()?.Explanation;
    }

    /// <summary>Expected, seen, onset, peak, time of day.</summary>
    /// <param name="told">The explanation.</param>
    /// <param name="unit">The metric's unit.</param>
    public static ImmutableArray<(string Name, string Value)> Rows(AnomalyExplanation told, string unit)
    {
        ArgumentNullException.ThrowIfNull(told);
        var rows = ImmutableArray.CreateBuilder<(string, string)>();
        rows.Add(("Expected", $"{Units.Value(told.Expected, unit)} ({Units.Value(told.Low, unit)} to "
            + $"{Units.Value(told.High, unit)}) by {told.Reference}"));
        rows.Add(("Seen", Units.Value(told.Observed, unit) + Ratio(told)));
        rows.Add(("Score", string.Create(
            CultureInfo.InvariantCulture,
            $"{told.Score:0.#}{(told.Threshold > 0 ? $", counts from {told.Threshold:0.#}" : "")}")));
        rows.Add(("Began", $"{Units.Clock(told.Onset.At)} UTC (80 %: {Units.Clock(told.Onset.From)} to "
            + $"{Units.Clock(told.Onset.To)})"));
        rows.Add(("Peak", $"{Units.Clock(told.PeakAt)} UTC"));
        if (told.ShapeSentence.Length > 0)
        {
            rows.Add(("Shape", told.ShapeSentence));
        }

        if (told.Slot is { } slot)
        {
            rows.Add(("Time of day", $"{Minute(slot.From)} to {Minute(slot.To)}, "
                + (slot.IsKnown ? "known from earlier days" : "not known yet")));
        }

        return rows.ToImmutable();
    }

    private static string Ratio(AnomalyExplanation told) => told.DeviationRatio is { } ratio && Math.Abs(ratio) < 100
        ? string.Create(CultureInfo.InvariantCulture, $" ({(ratio < 0 ? "−" : "+")}{Math.Abs(ratio) * 100:0.#} %)")
        : "";

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
