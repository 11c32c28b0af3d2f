using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>A merge, a split or a cause as a person said it, and whether it still stands.</summary>
/// <param name="Id">Its id: <c>W-1</c>, <c>W-2</c>, … in order of saying; never reused.</param>
/// <param name="Word">What was said.</param>
/// <param name="Part">Split: the incident it opened; null for others.</param>
/// <param name="InsteadOf">Cause: what the twin, or the person, held to be the cause until then and is not; null when
/// nothing was corrected.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Feedback")]
public sealed record Feedback(
    [property: Id(0)] string Id,
    [property: Id(1)] OperatorWord Word,
    [property: Id(2)] string? Part,
    [property: Id(3)] EntityId? InsteadOf)
{
    /// <summary>When it was undone; null while it stands.</summary>
    [Id(4)]
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Who undid it.</summary>
    [Id(5)]
    public string UndoneBy { get; init; } = "";

    /// <summary>Why it was undone.</summary>
    [Id(6)]
    public string UndoneWhy { get; init; } = "";

    /// <summary>True until it is undone.</summary>
    public bool IsStanding => UndoneAt is null;

    /// <summary>What it corrects for next time: cause, and what was blamed instead; null when it teaches nothing.
    /// </summary>
    internal (EntityId Cause, EntityId InsteadOf)? Lesson =>
        IsStanding && Word is { Kind: WordKind.Cause, Cause: { } cause } && InsteadOf is { } other && other != cause
            ? (cause, other)
            : null;
}

/// <summary>What corrections taught: how much more one entity is suspected than the twin would by itself, when it and
/// another are suspected together. Derived from the feedback that stands, so undoing that takes it back.</summary>
/// <param name="Cause">The entity people named.</param>
/// <param name="InsteadOf">The entity the twin had named.</param>
/// <param name="Corrected">How many standing words say so.</param>
/// <param name="Passed">How many later incidents suspected both, named <paramref name="InsteadOf"/> and were closed
/// without a correction.</param>
/// <param name="Nats">Log-odds added to <paramref name="Cause"/>: from 0 up to the cap.</param>
/// <param name="Sentence">The same in words.</param>
/// <param name="Words">Ids of the words it rests on, in order.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LearnedPrior")]
public sealed record LearnedPrior(
    [property: Id(0)] EntityId Cause,
    [property: Id(1)] EntityId InsteadOf,
    [property: Id(2)] int Corrected,
    [property: Id(3)] int Passed,
    [property: Id(4)] double Nats,
    [property: Id(5)] string Sentence,
    [property: Id(6)] ImmutableArray<string> Words);

/// <summary>Everything people said about incidents of a twin, and what it taught.</summary>
/// <param name="Words">Newest first.</param>
/// <param name="Learned">By cause, then by what was blamed instead.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FeedbackBook")]
public sealed record FeedbackBook(
    [property: Id(0)] ImmutableArray<Feedback> Words,
    [property: Id(1)] ImmutableArray<LearnedPrior> Learned)
{
    /// <summary>Words forgotten because <c>MaxFeedback</c> was reached.</summary>
    [Id(2)]
    public long Forgotten { get; init; }
}
