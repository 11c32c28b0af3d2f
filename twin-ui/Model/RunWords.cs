using AiopsTwin.Contracts.Runs;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Runs in words.</summary>
public static class RunWords
{
    /// <summary>The stage as a word.</summary>
    public static string Stage(RunStage stage) => stage switch
    {
        RunStage.WarmingUp => "warming up",
        RunStage.None => "unknown",
        _ => stage.ToString().ToLowerInvariant(),
    };

    /// <summary>What a picture of a run is: never to be mistaken for the live estate.</summary>
    public static string Source(RunStatus run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var what = run.Mode == RunMode.Live ? "simulated" : "rehearsal";
        return run is { Mode: RunMode.Live, Stage: RunStage.Playing } ? what : $"{what}, {Stage(run.Stage)}";
    }

    /// <summary>The speed, for people.</summary>
    public static string Speed(double speed) => speed == 0 ? "max" : $"{Units.Compact(speed)}×";

    /// <summary>True when the run cannot move any more.</summary>
    public static bool IsOver(RunStage stage) => stage is RunStage.Ended or RunStage.Stopped;
}
