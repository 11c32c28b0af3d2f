namespace AiopsTwin.Engine.Faults;

/// <summary>The part of the overlay that bites only when the world runs into it: limits, disks that fill, probes that
/// kill. What follows from them is worked out in every step.</summary>
internal sealed class LimitImpairments
{
    /// <summary>Limits in force, in the order of the faults.</summary>
    public List<LimitImpairment> All { get; } = [];

    /// <summary>Disks that fill: the process, and the share of its disk that is written each second.</summary>
    public List<(int Process, double PerSecond)> Disks { get; } = [];

    /// <summary>Probes that kill whoever does not answer in time.</summary>
    public List<ProbeImpairment> Probes { get; } = [];

    /// <summary>True when there is anything to work out.</summary>
    public bool IsAny => All.Count + Disks.Count + Probes.Count > 0;

    /// <summary>Back to the healthy model.</summary>
    public void Clear()
    {
        All.Clear();
        Disks.Clear();
        Probes.Clear();
    }
}

/// <summary>A limit on what passes a node.</summary>
/// <param name="Measure">What is limited.</param>
/// <param name="Node">Where.</param>
/// <param name="Most">The limit, in the unit of the measure.</param>
/// <param name="Extra">Seconds: for bytes the longest a message waits for the link, for ports how long one is kept
/// after its connection; 0 for others.</param>
internal readonly record struct LimitImpairment(LimitMeasure Measure, int Node, double Most, double Extra)
{
    /// <summary>What a caller logs that is throttled.</summary>
    public const string Throttled = "{callee} answered 429: too many requests";

    /// <summary>What a caller logs that gets no connection.</summary>
    public const string NoConnection = "cannot connect to {callee}: too many open connections";

    /// <summary>What a caller logs that gets no port.</summary>
    public const string NoPort = "cannot connect to {callee}: no local port is free";

    /// <summary>What a caller logs whom the limit turns away.</summary>
    public string Line => Measure switch
    {
        LimitMeasure.Rate => Throttled,
        LimitMeasure.Ports => NoPort,
        _ => NoConnection,
    };
}

/// <summary>A liveness probe.</summary>
/// <param name="Process">Whose copies it asks.</param>
/// <param name="Timeout">Seconds it waits for an answer.</param>
/// <param name="Failures">Probes in a row that must fail.</param>
/// <param name="Every">Seconds from one probe to the next.</param>
internal readonly record struct ProbeImpairment(int Process, double Timeout, double Failures, double Every);

/// <summary>What a limit limits.</summary>
internal enum LimitMeasure
{
    /// <summary>Calls per second to a process.</summary>
    Rate,

    /// <summary>Connections through a node, both ways.</summary>
    Connections,

    /// <summary>Ports of each copy of a calling process.</summary>
    Ports,

    /// <summary>Bytes per second through a node.</summary>
    Bytes,

    /// <summary>Copies that callers know of: those that are gone are called all the same.</summary>
    Endpoints,
}
