using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>How an alert came into its incident.</summary>
public enum AlertJoin
{
    /// <summary>It is in none.</summary>
    None,

    /// <summary>The incident was opened with it, or its entity was a member already.</summary>
    Member,

    /// <summary>The expectation of the incident's cause explains it.</summary>
    Explained,

    /// <summary>It is linked by dependencies to members that alerted about the same time.</summary>
    Linked,

    /// <summary>Work moved to or from its entity because of the incident or of what was done about it, and nobody is
    /// worse off there: it is listed, but neither widens the incident nor keeps it open.</summary>
    Moved,

    /// <summary>A gate or a silence holds it back, but the incident's cause explains it: it is listed as support, and
    /// neither widens the incident nor keeps it open.</summary>
    Supporting,
}

/// <summary>An alert the twin keeps, and what correlation made of it. Mutable; owned by the twin's brain
/// alone.</summary>
[GenerateSerializer, Alias("aiopstwin.TrackedAlert")]
public sealed class TrackedAlert
{
    /// <summary>Starts to track an alert.</summary>
    /// <param name="alert">Its first record.</param>
    public TrackedAlert(Alert alert) => Alert = alert;

    /// <summary>The newest record.</summary>
    [Id(0)]
    public Alert Alert { get; internal set; }

    /// <summary>Id of the incident it belongs to; null while it belongs to none.</summary>
    [Id(1)]
    public string? Incident { get; internal set; }

    /// <summary>How it came into its incident.</summary>
    [Id(2)]
    public AlertJoin Join { get; internal set; }

    /// <summary>How often it fired again after it had ended.</summary>
    [Id(3)]
    public int Flaps { get; internal set; }

    /// <summary>True when it told of somewhat more or less work and nothing came of it; a new record is looked at
    /// anew.</summary>
    [Id(4)]
    public bool IsPassed { get; internal set; }

    /// <summary>True when an incident let go of it once because its cause had nothing to do with it.</summary>
    [Id(5)]
    public bool IsReleased { get; internal set; }

    /// <summary>What a person answered about the episode <see cref="AnsweredFor"/>; null when nobody did.</summary>
    [Id(6)]
    public bool? IsWanted { get; internal set; }

    /// <summary>The episode that was answered, by when it was raised.</summary>
    [Id(7)]
    public DateTimeOffset? AnsweredFor { get; internal set; }

    /// <summary>The episode that a gate held back and that is counted, by when it was raised.</summary>
    [Id(8)]
    public DateTimeOffset? HeldFor { get; internal set; }

    /// <summary>True when it counts as harm in its incident: not merely listed with it.</summary>
    internal bool IsHarm => Join is not (AlertJoin.Moved or AlertJoin.Supporting);

    /// <summary>True while it fires and claims harm.</summary>
    public bool IsActive => Alert.Status == AlertStatus.Firing && AlertReading.IsHarmful(Alert);

    /// <summary>True while it holds its incident open: mild deviations of work do not.</summary>
    internal bool IsHolding => IsActive && !AlertReading.IsMildWork(Alert);
}
