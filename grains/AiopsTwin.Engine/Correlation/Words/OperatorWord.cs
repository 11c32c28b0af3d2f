using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>What a person says to the twin.</summary>
public enum WordKind
{
    /// <summary>One incident is part of another.</summary>
    Merge,

    /// <summary>Some alerts of an incident are a trouble of their own.</summary>
    Split,

    /// <summary>The cause of an incident is this, or is not that.</summary>
    Cause,

    /// <summary>An earlier merge, split or cause does not stand any more.</summary>
    Undo,

    /// <summary>Alerts that match are withheld for a time.</summary>
    Silence,

    /// <summary>A silence ends now.</summary>
    Expire,

    /// <summary>An alert was wanted, or was not.</summary>
    Answer,

    /// <summary>A gate is lifted: what it held back is judged like anything else.</summary>
    Lift,

    /// <summary>A lifted gate works again.</summary>
    Restore,
}

/// <summary>
/// Something a person says to the twin: who, why and when, and what about. Which of the further members count depends
/// on the kind; the others stay at their defaults.
/// </summary>
/// <param name="Kind">What is said.</param>
/// <param name="Who">Who says it; must not be empty.</param>
/// <param name="Why">Why; may be empty for an answer.</param>
/// <param name="At">When, by the twin's clock.</param>
/// <param name="Subject">What it is about: an incident (merge, split, cause), a word (undo), a silence (expire), the
/// fingerprint of an alert (answer) or a gate (lift, restore). Empty for a new silence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.OperatorWord")]
public sealed record OperatorWord(
    [property: Id(0)] WordKind Kind,
    [property: Id(1)] string Who,
    [property: Id(2)] string Why,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string Subject)
{
    /// <summary>Merge: the incident that survives.</summary>
    [Id(5)]
    public string? Into { get; init; }

    /// <summary>Split: fingerprints of alerts that leave.</summary>
    [Id(6)]
    public ImmutableArray<string> Alerts { get; init; } = [];

    /// <summary>Split: entities that leave with all their alerts.</summary>
    [Id(7)]
    public ImmutableArray<EntityId> Entities { get; init; } = [];

    /// <summary>Cause: what it is; null when only said what it is not.</summary>
    [Id(8)]
    public EntityId? Cause { get; init; }

    /// <summary>Cause: what it is not; null when only said what it is.</summary>
    [Id(9)]
    public EntityId? NotCause { get; init; }

    /// <summary>Answer: true when the alert was worth its while.</summary>
    [Id(10)]
    public bool IsWanted { get; init; }

    /// <summary>Silence: which alerts; all must match.</summary>
    [Id(11)]
    public ImmutableArray<SilenceMatcher> Matchers { get; init; } = [];

    /// <summary>Silence: when it begins, inclusive.</summary>
    [Id(12)]
    public DateTimeOffset From { get; init; }

    /// <summary>Silence: when it ends, exclusive.</summary>
    [Id(13)]
    public DateTimeOffset Until { get; init; }

    /// <summary>Two words with the same claim say the same, whoever says them, why and when.</summary>
    internal string Claim => string.Join(
        '\n',
        [
            Kind.ToString(), Subject, Into ?? "", string.Join(' ', Alerts.Order(StringComparer.Ordinal)),
            string.Join(' ', Entities.Order()), Cause?.Text ?? "", NotCause?.Text ?? "",
            string.Join('\n', Matchers.Select(matcher => matcher.ToString())),
            Kind == WordKind.Silence ? $"{From.UtcTicks} {Until.UtcTicks}" : "",
        ]);
}

/// <summary>The answer to an <see cref="OperatorWord"/>.</summary>
/// <param name="IsAccepted">True when it stands now, or stood already.</param>
/// <param name="Reason">Why it was refused, for people; empty when accepted.</param>
/// <param name="Id">Id of the word or of the silence that stands; empty when there is none.</param>
/// <param name="Incident">The incident a split opened; null for anything else.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.WordReceipt")]
public sealed record WordReceipt(
    [property: Id(0)] bool IsAccepted,
    [property: Id(1)] string Reason,
    [property: Id(2)] string Id,
    [property: Id(3)] string? Incident)
{
    /// <summary>Not carried out, for a reason.</summary>
    public static WordReceipt Refused(string reason) => new(false, reason, "", null);

    /// <summary>Carried out.</summary>
    public static WordReceipt Accepted(string id, string? incident = null) => new(true, "", id, incident);
}
