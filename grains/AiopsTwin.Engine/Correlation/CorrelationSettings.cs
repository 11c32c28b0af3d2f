using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// How alerts become incidents. Every number is a limit or a length of time that bounds the work and the memory of a
/// twin; none is fitted to an estate. Defaults suit telemetry every 5 to 60 seconds.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.CorrelationSettings")]
public sealed record CorrelationSettings
{
    /// <summary>The defaults.</summary>
    public static CorrelationSettings Default { get; } = new();

    /// <summary>A warning must hold this long since it was raised before it may help to open an incident. Default 30
    /// s.</summary>
    [Id(0)]
    public TimeSpan TransientHold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A lone warning opens an incident of its own after it held this long. Default 3 min.</summary>
    [Id(1)]
    public TimeSpan LoneWarningHold { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Alerts linked by dependencies are related when their onsets lie at most this far apart. Default 5
    /// min.</summary>
    [Id(2)]
    public TimeSpan LinkWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An incident that gained no alert for this long no longer takes part in the search for common causes;
    /// alerts its own cause explains still join it. Default 30 min.</summary>
    [Id(3)]
    public TimeSpan ActiveWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A mitigated incident is closed after it was quiet this long. Default 15 min.</summary>
    [Id(4)]
    public TimeSpan QuietHold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A closed incident is reopened when its root alerts again within this time of closing. Default 15
    /// min.</summary>
    [Id(5)]
    public TimeSpan ReopenHold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After mitigation, warnings about traffic that its own members raise within this time are aftershocks of
    /// the recovery and do not reopen the incident. Default 3 min.</summary>
    [Id(6)]
    public TimeSpan AftershockHold { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A later incident recurs when its onset lies at the same time of day within this much. Default 15
    /// min.</summary>
    [Id(7)]
    public TimeSpan PhaseWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long closed incidents are remembered for recurrence. Default 14 days.</summary>
    [Id(8)]
    public TimeSpan RecurrenceMemory { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Work that moved because of an incident, or of what was done about it, may stay where it is: that the
    /// same series deviates again within this time after the incident was closed is no news. Default 1 h.</summary>
    [Id(21)]
    public TimeSpan MovedMemory { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is still red this long after the cause of its incident healed gets an incident of its own. Default
    /// 10 min.</summary>
    [Id(22)]
    public TimeSpan StragglerHold { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>People are told of a new incident when it has stood this long: the first alerts of a storm open
    /// several, and those merged before are not told at all. It is listed at once. Default 15 s.</summary>
    [Id(23)]
    public TimeSpan TellHold { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Alerts kept in all, ended ones included; ended, then oldest ones are forgotten first. Default 250
    /// 000: a storm of a hundred thousand on top of what fires already, and what ended of late.</summary>
    [Id(9)]
    public int MaxAlerts { get; init; } = 250_000;

    /// <summary>Alerts listed in an incident; the count of an incident stays exact. Default 500.</summary>
    [Id(10)]
    public int MaxAlertsListed { get; init; } = 500;

    /// <summary>History lines kept in an incident: the first and the newest. Default 100.</summary>
    [Id(11)]
    public int MaxHistory { get; init; } = 100;

    /// <summary>Incidents remembered; the oldest closed ones are forgotten first. Default 500.</summary>
    [Id(12)]
    public int MaxIncidents { get; init; } = 500;

    /// <summary>Sources of one flood. Default 64.</summary>
    [Id(13)]
    public int MaxLabels { get; init; } = 64;

    /// <summary>Rounds of the search for common causes in one advance; what is left over waits for the next. Default 4.
    /// </summary>
    [Id(14)]
    public int MaxSearchRounds { get; init; } = 4;

    /// <summary>Symptomatic entities weighed in one advance. Default 5 000.</summary>
    [Id(15)]
    public int MaxSymptoms { get; init; } = 5_000;

    /// <summary>Changes remembered; the oldest are forgotten first. Default 5 000.</summary>
    [Id(16)]
    public int MaxChanges { get; init; } = 5_000;

    /// <summary>Entities known to report telemetry that are remembered. Default 200 000.</summary>
    [Id(17)]
    public int MaxSeen { get; init; } = 200_000;

    /// <summary>Entities of a cause's expectation kept with an incident for later alerts to join by. Default 5
    /// 000.</summary>
    [Id(18)]
    public int MaxExpected { get; init; } = 5_000;

    /// <summary>Predicted chance of a symptom from which a cause is held to explain it, in (0, 1). Default
    /// 0.2.</summary>
    [Id(19)]
    public double ExplainFloor { get; init; } = 0.2;

    /// <summary>Entities whose silence or health is asked of their own grains in one search. Default 256.</summary>
    [Id(20)]
    public int MaxAsked { get; init; } = 256;
}
