using System.CommandLine;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Commands;

/// <summary>Options that commands on recordings share.</summary>
internal static class RecordingOptions
{
    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of the data set, as published.",
        Required = true,
    };

    public static Option<ulong?> Shuffle() => new("--shuffle")
    {
        Description = "Tells the data otherwise, drawn from this seed: other names for all components, rows, columns, "
            + "edges and lists in another order. Prints what is said otherwise then; nothing may be.",
    };

    public static Option<ReplayOnset> Onset(ReplayOnset usual) => new("--onset")
    {
        Description = "Who says that something is wrong: self, the twin alone; oracle, besides it one alarm at the "
            + $"front end; late60, that alarm a minute late. Usually {usual.ToString().ToLowerInvariant()}.",
        DefaultValueFactory = _ => usual,
    };
}
