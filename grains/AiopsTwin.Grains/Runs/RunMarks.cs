using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Runs;

/// <summary>Writes marks of a time line, the same for both kinds of run.</summary>
internal static class RunMarks
{
    /// <summary>An alert was raised.</summary>
    public static RunMark Of(Alert alert, DateTimeOffset startsAt) =>
        new(alert.RaisedAt - startsAt, RunMarkKind.Alert, $"{alert.Entity}: {alert.Name}");

    /// <summary>An incident opened or moved.</summary>
    public static RunMark Of(Incident incident, TimeSpan position) =>
        new(position, RunMarkKind.Incident, $"{incident.Id} {incident.State}: {incident.Title}");

    /// <summary>A change was reported.</summary>
    public static RunMark Of(ChangeEvent change, DateTimeOffset startsAt) =>
        new(change.At - startsAt, RunMarkKind.Change, change.Title);

    /// <summary>The script did something. An author's note tells as much as the fault itself, so both are kept from
    /// those who do not know the answer.</summary>
    public static RunMark Of(StageNote note) => new(note.At, RunMarkKind.Fault, note.Text);

    /// <summary>Whether a mark lies behind a run that stands at a position. Steps due there are played by the next
    /// tick, and what they do bears the instant at which it begins.</summary>
    public static bool IsBehind(RunMark mark, TimeSpan position) =>
        mark.Kind is RunMarkKind.Fault or RunMarkKind.Change ? mark.At < position : mark.At <= position;
}
