using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Something at an instant of an incident.</summary>
/// <param name="Share">Place along the axis, 0 to 1.</param>
/// <param name="At">When.</param>
/// <param name="Text">What happened.</param>
/// <param name="IsFirst">True for the change of the best suspect.</param>
public sealed record TimelinePoint(double Share, DateTimeOffset At, string Text, bool IsFirst = false);

/// <summary>Words written beside points that stand close together.</summary>
/// <param name="Share">Place of the first of them.</param>
/// <param name="Text">All of them.</param>
public sealed record TimelineLabel(double Share, string Text);

/// <summary>An incident on an axis of time: which change came first, how alerts followed, when it was seen, explained
/// and over.</summary>
/// <param name="From">Left end.</param>
/// <param name="Until">Right end.</param>
/// <param name="Changes">Changes held against suspects.</param>
/// <param name="Alerts">Onsets of the alerts kept.</param>
/// <param name="Steps">First symptom, opened, diagnosed, mitigated, closed.</param>
/// <param name="Labels">Words of the steps, joined where they would overlap.</param>
public sealed record IncidentTimeline(
    DateTimeOffset From,
    DateTimeOffset Until,
    ImmutableArray<TimelinePoint> Changes,
    ImmutableArray<TimelinePoint> Alerts,
    ImmutableArray<TimelinePoint> Steps,
    ImmutableArray<TimelineLabel> Labels)
{
    // Nearer than this, two words would be written over each other on a screen of common width.
    private const double LabelWidth = 0.13;

    // Empty room at either end, as a share of the whole.
    private const double Room = 0.04;

    // Changes of lesser suspects long before the first symptom would squeeze everything else to a point.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Lays an incident out.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="now">The twin's clock: the right end while the incident goes on.</param>
    public static IncidentTimeline Of(Incident incident, DateTimeOffset? now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var steps = StepsOf(incident);
        var changes = ChangesOf(incident);
        var last = steps.Max(step => step.At);
        var end = incident.ClosedAt ?? incident.MitigatedAt ?? (now > last ? now.Value : last);
        var begin = changes.Select(change => change.At).Append(incident.Onset).Min();
        var room = TimeSpan.FromSeconds(Math.Max(5, (end - begin).TotalSeconds * Room));
        var from = begin - room;
        var until = end + room;
        double Share(DateTimeOffset at) => Math.Round(Math.Clamp((at - from) / (until - from), 0, 1), 4);
        var points = steps.Select(step => new TimelinePoint(Share(step.At), step.At, step.Text)).ToImmutableArray();
        return new IncidentTimeline(
            from,
            until,
            [.. changes.Select(change => new TimelinePoint(Share(change.At), change.At, change.Text, change.IsFirst))],
            [
                .. incident.Alerts.Select(entry => entry.Alert)
                    .OrderBy(alert => alert.StartsAt)
                    .Select(alert => new TimelinePoint(Share(alert.StartsAt), alert.StartsAt, alert.Summary)),
            ],
            points,
            Labelled(points));
    }

    private static (DateTimeOffset At, string Text)[] StepsOf(Incident incident) =>
    [
        .. new (DateTimeOffset? At, string Text)[]
        {
            (incident.Onset, "first symptom"),
            (incident.OpenedAt, "detected"),
            (incident.DiagnosedAt, "diagnosed"),
            (incident.MitigatedAt, "mitigated"),
            (incident.ClosedAt, "closed"),
        }.Where(step => step.At is not null).Select(step => (step.At!.Value, step.Text)),
    ];

    private static (DateTimeOffset At, string Text, bool IsFirst)[] ChangesOf(Incident incident) =>
        incident.Diagnosis is { Suspects: { IsDefaultOrEmpty: false } suspects }
            ?
            [
                .. suspects.Where(suspect => suspect.Change is not null)
                    .Select(suspect => (
                        suspect.Change!.At, $"{suspect.Change.Entity.Name}: {suspect.Change.Title}", suspect.Rank == 1))
                    .Where(change => change.Item3 || change.At >= incident.Onset - Before)
                    .DistinctBy(change => (change.At, change.Item2))
                    .OrderBy(change => change.At),
            ]
            : [];

    private static ImmutableArray<TimelineLabel> Labelled(ImmutableArray<TimelinePoint> points)
    {
        var labels = ImmutableArray.CreateBuilder<TimelineLabel>();
        foreach (var point in points)
        {
            if (labels.Count > 0 && point.Share - labels[^1].Share < LabelWidth)
            {
                labels[^1] = labels[^1] with { Text = $"{labels[^1].Text} · {point.Text}" };
            }
            else
            {
                labels.Add(new TimelineLabel(point.Share, point.Text));
            }
        }

        return labels.ToImmutable();
    }
}
