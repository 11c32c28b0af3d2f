using Orleans;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// How causes are ranked. Limits bound the work; weights are caps in nats (natural log-odds) so that no single kind of
/// evidence can win alone. Diagnosis reference 4.1 to 4.8.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.DiagnosisSettings")]
public sealed record DiagnosisSettings
{
    /// <summary>The defaults.</summary>
    public static DiagnosisSettings Default { get; } = new();

    /// <summary>Suspects listed in a report, fewer where equals would be cut apart. Default 10.</summary>
    [Id(0)]
    public int MaxSuspects { get; init; } = 10;

    /// <summary>Reasons listed with a suspect, strongest first. Default 8.</summary>
    [Id(1)]
    public int MaxEvidence { get; init; } = 8;

    /// <summary>Entities asked for their samples in one diagnosis. Default 256.</summary>
    [Id(2)]
    public int MaxEntities { get; init; } = 256;

    /// <summary>Suspects whose blast radius is predicted in one diagnosis: the sources of one flood. Default
    /// 48.</summary>
    [Id(3)]
    public int MaxExpectations { get; init; } = 48;

    /// <summary>How soon an open incident is diagnosed anew when nothing about its alerts changed. Default 1 min; it
    /// doubles with every diagnosis that changed nothing.</summary>
    [Id(4)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two diagnoses of an open incident. Default 15 min.</summary>
    [Id(5)]
    public TimeSpan LongestInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back of the onset changes are considered. Default 6 h: leaks and pools show late.</summary>
    [Id(6)]
    public TimeSpan ChangeLookback { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How far the noticed onset may lie after the true one, or a clock be off: a change this long after the
    /// onset is not exonerated yet. Default 30 s.</summary>
    [Id(7)]
    public TimeSpan OnsetSlack { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Robust deviation from which a series counts as anomalous, in scales. Default 3.</summary>
    [Id(8)]
    public double AnomalyThreshold { get; init; } = 3;

    /// <summary>Predicted strengths below this are not part of a blast radius, in (0, 1). Default 0.25.</summary>
    [Id(9)]
    public double BlastFloor { get; init; } = 0.25;

    /// <summary>Scores closer than this share a rank, in nats. Default 0.05.</summary>
    [Id(10)]
    public double TieWidth { get; init; } = 0.05;

    /// <summary>Share of belief a change must reach to be named. Default 0.35.</summary>
    [Id(11)]
    public double ChangeThreshold { get; init; } = 0.35;

    /// <summary>Suspects of an incident that are tried in a simulated world, best first; 0 tries none. Default 5.
    /// </summary>
    [Id(12)]
    public int MaxProved { get; init; } = 5;
}
