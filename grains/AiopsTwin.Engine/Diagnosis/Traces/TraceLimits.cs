namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What keeping and comparing requests may cost. What lies beyond a limit is not counted; the windows say how
/// much that was.</summary>
public sealed record TraceLimits
{
    /// <summary>The limits used unless told otherwise.</summary>
    public static TraceLimits Default { get; } = new();

    /// <summary>Length of one window of the time before. Default one minute.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Windows kept of the time before, newest first to stay. Default 60.</summary>
    public int MaxWindows { get; init; } = 60;

    /// <summary>Operations counted apart in one window. Default 4 096.</summary>
    public int MaxOperations { get; init; } = 4096;

    /// <summary>Events counted apart for one operation in one window. Default 512.</summary>
    public int MaxEvents { get; init; } = 512;

    /// <summary>Durations kept for one operation, and gaps for one pair of caller and callee, in one window. Default
    /// 256.</summary>
    public int MaxDurations { get; init; } = 256;

    /// <summary>Whether windows keep the id of a trace for each error, for people to look up. Default false: recordings
    /// are at hand anyway.</summary>
    public bool KeepsExamples { get; init; }
}
