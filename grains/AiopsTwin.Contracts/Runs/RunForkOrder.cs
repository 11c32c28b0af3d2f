using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Timelines;

namespace AiopsTwin.Contracts.Runs;

/// <summary>A run that begins where another one stood.</summary>
/// <param name="Fork">Id of the new run.</param>
/// <param name="Position">Offset from the scenario's start, 0 to where the other one stands.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunForkOrder")]
public sealed record RunForkOrder([property: Id(0)] string Fork, [property: Id(1)] TimeSpan Position)
{
    /// <summary>Id of a fault of the scenario that the new run goes on without; null for none.</summary>
    [Id(2)]
    public string? Without { get; init; }

    /// <summary>A fault that strikes the new run at its beginning; null for none.</summary>
    [Id(3)]
    public FaultOrder? Inject { get; init; }

    /// <summary>True to let its clock run from there, false to stand.</summary>
    [Id(4)]
    public bool IsPlaying { get; init; }
}

/// <summary>What a rehearsal keeps of its past.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Parent">The run it was forked from; empty for none.</param>
/// <param name="ForkedAt">Offset of that fork; null for none.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Snapshots">Offsets to which it can go back at once, oldest first.</param>
/// <param name="SnapshotBytes">Bytes of the snapshots.</param>
/// <param name="SnapshotsDropped">Snapshots given up for room.</param>
/// <param name="Mismatches">Moments played again at which the world was not what it had been.</param>
/// <param name="Newest">The newest hash of its world's state; null before the first.</param>
/// <param name="Log">What was done by hand, oldest first; faults are left out until the run has ended.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunTimeline")]
public sealed record RunTimeline(
    [property: Id(0)] string Run,
    [property: Id(1)] string Parent,
    [property: Id(2)] TimeSpan? ForkedAt,
    [property: Id(3)] TimeSpan Position,
    [property: Id(4)] ImmutableArray<TimeSpan> Snapshots,
    [property: Id(5)] long SnapshotBytes,
    [property: Id(6)] int SnapshotsDropped,
    [property: Id(7)] int Mismatches,
    [property: Id(8)] TimelineHash? Newest,
    [property: Id(9)] ImmutableArray<TimelineEntry> Log);

/// <summary>How two runs differ, or why that cannot be said now.</summary>
/// <param name="Comparison">The comparison; null when there is none.</param>
/// <param name="Problem">Why there is none; empty when there is one.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunComparison")]
public sealed record RunComparison(
    [property: Id(0)] TimelineComparison? Comparison, [property: Id(1)] string Problem);
