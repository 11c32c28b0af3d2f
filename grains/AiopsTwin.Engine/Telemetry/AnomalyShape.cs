namespace AiopsTwin.Engine.Telemetry;

/// <summary>What an anomaly looks like. Values are stored; none is changed or used again.</summary>
public enum AnomalyShape
{
    /// <summary>Too early to say, or none of the others.</summary>
    Unknown = 0,

    /// <summary>A step to another level, where it stays.</summary>
    LevelShift = 1,

    /// <summary>A few samples far out, and back.</summary>
    Spike = 2,

    /// <summary>A lasting rise or fall, as of a leak.</summary>
    Ramp = 3,

    /// <summary>The middle stays; the values scatter more widely about it, to both sides.</summary>
    VarianceChange = 4,

    /// <summary>What the time of day usually brings does not come.</summary>
    SeasonBroken = 5,

    /// <summary>Nothing is left of it, or nothing is sent.</summary>
    Absence = 6,

    /// <summary>Scheduled work did not run.</summary>
    BatchMissing = 7,
}
