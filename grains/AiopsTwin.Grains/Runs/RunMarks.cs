using AiopsTwin.Contracts.Runs;
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

    /// <summary>A fault was injected.</summary>
    public static RunMark Injected(FaultSpec fault, TimeSpan at) =>
        new(at, RunMarkKind.Fault, $"{fault.Kind} at {string.Join(", ", fault.Targets)}");
}
