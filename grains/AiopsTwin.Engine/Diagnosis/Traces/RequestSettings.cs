using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// How a twin that listens keeps requests: how long spans wait for the rest of their trace, and what an entity keeps of
/// what happened to its requests. Everything has a limit; what lies beyond is counted.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestSettings")]
public sealed record RequestSettings
{
    /// <summary>The defaults.</summary>
    public static RequestSettings Default { get; } = new();

    /// <summary>How long after the end of the last span heard of a trace its other spans may come. Default 15 s: three
    /// times the pause after which OpenTelemetry's exporters send a batch (5 s).</summary>
    [Id(0)]
    public TimeSpan JoinWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time a trace is held open, whatever its spans say of the time. Default 5 min.</summary>
    [Id(1)]
    public TimeSpan LongestJoin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Spans and lines that wait at one join at a time; more are refused. Default 200 000.</summary>
    [Id(2)]
    public int MaxOpen { get; init; } = 200_000;

    /// <summary>Spans of one trace; more are refused. Default 2 000: a trace beyond it is a loop, not a
    /// request.</summary>
    [Id(3)]
    public int MaxSpansPerTrace { get; init; } = 2_000;

    /// <summary>Minutes an entity keeps apart: how much they differ among themselves tells how much a difference means.
    /// Default 30.</summary>
    [Id(4)]
    public int Minutes { get; init; } = 30;

    /// <summary>Quarters of an hour kept before these minutes, so that an incident of hours still has a time before it.
    /// Default 12.</summary>
    [Id(5)]
    public int Quarters { get; init; } = 12;

    /// <summary>Operations an entity counts apart in one window. Default 32.</summary>
    [Id(6)]
    public int MaxOperations { get; init; } = 32;

    /// <summary>Events counted apart for one operation in one window, and lines outside of requests for all. Default
    /// 64.</summary>
    [Id(7)]
    public int MaxEvents { get; init; } = 64;

    /// <summary>Durations kept for one operation, and gaps for one caller, in one window. Default 24: a window's share
    /// of long ones is read from them, and thirty windows together are 720.</summary>
    [Id(8)]
    public int MaxDurations { get; init; } = 24;

    /// <summary>Templates of log lines an entity tells apart. Default 256.</summary>
    [Id(9)]
    public int MaxTemplates { get; init; } = 256;

    /// <summary>Changed events an entity tells of itself in one answer, the strongest. Default 64.</summary>
    [Id(10)]
    public int MaxChanges { get; init; } = 64;

    /// <summary>The limits of one window.</summary>
    internal TraceLimits Limits => new()
    {
        MaxOperations = MaxOperations,
        MaxEvents = MaxEvents,
        MaxDurations = MaxDurations,
        KeepsExamples = true,
    };
}
