using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Peers;

/// <summary>What peers are shown of a case: the same samples and calls that the twin is shown, and the series in which
/// the trouble was noticed.</summary>
/// <param name="Universe">Every component that could be at fault.</param>
/// <param name="Series">Their series.</param>
/// <param name="Calls">Who calls whom.</param>
/// <param name="Symptom">The series in which the trouble was noticed; null when none is known.</param>
public sealed record PeerCase(
    ImmutableSortedSet<EntityId> Universe,
    ImmutableArray<PeerSeries> Series,
    ImmutableArray<(EntityId Caller, EntityId Callee)> Calls,
    PeerSeries? Symptom);

/// <summary>Where a peer puts the truth.</summary>
/// <param name="Peer">The peer's name.</param>
/// <param name="Answer">Where.</param>
public sealed record PeerAnswer(string Peer, RankedAnswer Answer);
