using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What of an entity's requests changed.</summary>
public enum RequestChangeKind
{
    /// <summary>Other things happen during its requests than before.</summary>
    Pattern,

    /// <summary>Its own work takes longer.</summary>
    SelfTime,

    /// <summary>It writes an error outside of any request that it did not write before, or seldom.</summary>
    Lines,
}

/// <summary>A change in what happens to an entity's requests.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Strength">Share of requests changed, as far as significant and not explained by others, in
/// [0, 1].</param>
/// <param name="Sentence">The change in words with its numbers, for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestChange")]
public sealed record RequestChange(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] RequestChangeKind Kind,
    [property: Id(2)] double Strength,
    [property: Id(3)] string Sentence)
{
    /// <summary>Traces that show it, for people to look up; may be empty.</summary>
    [Id(4)]
    public ImmutableArray<string> Traces { get; init; } = [];
}

/// <summary>A change in the time between a caller's wait and its callee's work.</summary>
/// <param name="Caller">Who waits.</param>
/// <param name="Callee">Who works.</param>
/// <param name="Strength">Share of calls changed, as far as significant, in [0, 1].</param>
/// <param name="Requests">Calls since the onset, at least 1.</param>
/// <param name="SecondsBefore">Median gap before.</param>
/// <param name="SecondsNow">Median gap since the onset.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.GapChange")]
public sealed record GapChange(
    [property: Id(0)] EntityId Caller,
    [property: Id(1)] EntityId Callee,
    [property: Id(2)] double Strength,
    [property: Id(3)] int Requests,
    [property: Id(4)] double SecondsBefore,
    [property: Id(5)] double SecondsNow)
{
    /// <summary>The change of a gap that is known by samples, each over many calls; null with too few of
    /// them.</summary>
    public static GapChange? Of(
        EntityId caller, EntityId callee, IReadOnlyCollection<double> before, IReadOnlyCollection<double> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        return DurationChange.Of(now, before) is { } change
            ? new GapChange(caller, callee, change.Strength, now.Count, change.Before, change.Now)
            : null;
    }
}

/// <summary>What traces and logs say of a case. Order within the arrays does not matter.</summary>
/// <param name="Changes">Changes of entities.</param>
/// <param name="Gaps">Changes between entities.</param>
public sealed record RequestEvidence(ImmutableArray<RequestChange> Changes, ImmutableArray<GapChange> Gaps)
{
    /// <summary>Nothing is known of requests.</summary>
    public static RequestEvidence None { get; } = new([], []);
}
