using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>A storm to be made.</summary>
/// <param name="Program">The silo's program file.</param>
/// <param name="ActiveRows">Switches that are dead, with all their alerts, before it begins.</param>
/// <param name="Rows">Switches that die in it.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="Connections">Connections that send.</param>
/// <param name="Batch">Alerts of a request.</param>
/// <param name="IsKilled">Whether the silo is killed after the last acknowledgement, and counted again when it is
/// back.</param>
internal sealed record StormPlan(
    string Program, int ActiveRows, int Rows, double Seconds, int Connections, int Batch, bool IsKilled)
{
    /// <summary>Alerts that fire before it begins.</summary>
    public int ActiveAlerts => ActiveRows * StormEstate.AlertsOfRow;

    /// <summary>Alerts of the storm.</summary>
    public int Alerts => Rows * StormEstate.AlertsOfRow;
}

/// <summary>What came of a storm.</summary>
/// <param name="Plan">The storm.</param>
internal sealed record StormReport(StormPlan Plan)
{
    /// <summary>Alerts acknowledged in the storm.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Requests that were told to come back later.</summary>
    public required long ToldBusy { get; init; }

    /// <summary>From the instant an alert was due to its acknowledgement.</summary>
    public required Latencies Acknowledgements { get; init; }

    /// <summary>From the first alert of a switch to an incident with it in the API, one for each switch.</summary>
    public required Latencies Visible { get; init; }

    /// <summary>The same until the incident names the switch.</summary>
    public required Latencies Named { get; init; }

    /// <summary>Alerts firing in the twin when all was quiet, those from before included.</summary>
    public required long Present { get; init; }

    /// <summary>Of a sample of acknowledged alerts, those the twin can tell the place of.</summary>
    public required (int Known, int Asked) Placed { get; init; }

    /// <summary>The same counts after the silo was killed and came back; null when it was not killed.</summary>
    public (long Present, double SecondsAway)? AfterKill { get; init; }

    /// <summary>How long after the last acknowledgement every alert was in the twin's numbers.</summary>
    public required double SettledAfterSeconds { get; init; }

    /// <summary>Incidents standing at the end, those of before included.</summary>
    public required int Incidents { get; init; }

    /// <summary>Switches with a standing incident of their own that names them first.</summary>
    public required int SwitchesNamed { get; init; }

    /// <summary>Alerts in the standing incidents.</summary>
    public required long AlertsInIncidents { get; init; }

    /// <summary>Acknowledgements of the other twin, fed beside it.</summary>
    public required Latencies Neighbour { get; init; }

    /// <summary>Steps of the other twin, asked for each second.</summary>
    public required Latencies NeighbourSteps { get; init; }

    /// <summary>Processor seconds of the silo from the first alert of the storm until all were taken in.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Memory before the storm, at most in it, and at the end, in bytes.</summary>
    public required (long Before, long Most, long After) Bytes { get; init; }

    /// <summary>Processes waiting for a processor on average over the last minute, when it began and when it
    /// ended.</summary>
    public required (double Before, double After) Load { get; init; }
}
