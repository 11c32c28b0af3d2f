using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>What reading a recording may cost. A table beyond a limit is refused whole, never cut.</summary>
public sealed record RecordingLimits
{
    /// <summary>The limits used unless told otherwise.</summary>
    public static RecordingLimits Default { get; } = new();

    /// <summary>Longest file, in bytes. Default 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most rows of one table. Default 20 000: ten weeks of 5-minute samples.</summary>
    public int MaxRows { get; init; } = 20_000;

    /// <summary>Most columns of one table. Default 20 000.</summary>
    public int MaxColumns { get; init; } = 20_000;

    /// <summary>Most cases of one folder. Default 1 000.</summary>
    public int MaxCases { get; init; } = 1_000;

    /// <summary>Most files of one kind of one day. Default 1 440: a file a minute.</summary>
    public int MaxFiles { get; init; } = 1_440;

    /// <summary>Most spans, and most log lines, of one file. Default 1 000 000.</summary>
    public int MaxEvents { get; init; } = 1_000_000;

    /// <summary>Most spans, and most sorts of log lines, kept around one moment of trouble; of more traces every second
    /// one goes. Default 250 000.</summary>
    public int MaxAround { get; init; } = 250_000;

    /// <summary>Most samples of one series. Default 1 000 000: nearly two years of minutes.</summary>
    public int MaxSamples { get; init; } = 1_000_000;

    /// <summary>Most problems listed of one file. Default 100.</summary>
    public int MaxProblems { get; init; } = 100;

    internal SourceLimits ForSource() =>
        SourceLimits.Default with { MaxBytes = MaxBytes, MaxProblems = MaxProblems };
}
