using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Runs;

/// <summary>
/// One run: a world and a twin on a virtual clock (key: run id). In a rehearsal both live inside the grain; in a live
/// run the grain holds the world only and feeds the grains of a twin, which may live anywhere in the cluster.
/// </summary>
[Alias("aiopstwin.IRunGrain")]
public interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Begins the run, at its scenario's start (the warm-up is run first, as fast as possible). Idempotent for
    /// the same command. Completes when the definition is stored, before the warm-up is done.</summary>
    [Alias("Start")]
    Task<Decision> Start(RunCommand command);

    /// <summary>Lets the virtual clock run.</summary>
    [Alias("Play")]
    Task<Decision> Play();

    /// <summary>Stops the virtual clock.</summary>
    [Alias("Pause")]
    Task<Decision> Pause();

    /// <summary>Virtual seconds per wall second, 0.25 to 1000; 0 means as fast as possible.</summary>
    [Alias("SetSpeed")]
    Task<Decision> SetSpeed(double speed);

    /// <summary>Moves to an offset from the scenario's start, 0 to its duration, as fast as possible. Backward a
    /// rehearsal goes on from the nearest snapshot, and a live run is played again from its beginning with a twin that
    /// forgot everything: tick for tick the same.
    /// Refused for a live run whose twin knew things before it, and for an endless one. A run that had ended then
    /// stands there, paused.</summary>
    [Alias("Seek")]
    Task<Decision> Seek(TimeSpan position);

    /// <summary>The kinds of fault that can be injected into an entity now; empty when the run is not under
    /// way.</summary>
    [Alias("Faults"), AlwaysInterleave]
    Task<ImmutableArray<FaultOffer>> Faults(EntityId target);

    /// <summary>Injects a fault at the next tick. It becomes part of what the run plays: played again, after a seek or
    /// a crash, it strikes at the same tick. An endless run that starts a new world forgets it.</summary>
    [Alias("Inject")]
    Task<Decision> Inject(FaultOrder order);

    /// <summary>What the run's world says of another amount of work (see <c>WorkTrial</c>): a world of its own beside
    /// it, nothing of the run changes. Null when there is no such run; what cannot be answered says why.</summary>
    /// <param name="factor">The amount of work, as a factor of the usual.</param>
    [Alias("Work"), AlwaysInterleave]
    Task<WorkAnswer?> Work(double factor);

    /// <summary>What the run plays; null when there is no such run.</summary>
    [Alias("Definition"), AlwaysInterleave]
    Task<RunCommand?> Definition();

    /// <summary>Begins another run where this one stood at a past moment: same past, own future. Only of a rehearsal,
    /// which stays where it is. In the same silo the fork is a copy in memory; in another one it is played up to there,
    /// as fast as possible.</summary>
    [Alias("Fork")]
    Task<Decision> Fork(RunForkOrder order);

    /// <summary>What a rehearsal keeps of its past; null for a live run, and while it is built.</summary>
    [Alias("Timeline"), AlwaysInterleave]
    Task<RunTimeline?> Timeline();

    /// <summary>What the world of a rehearsal carried up to an offset; null for a live run, while it is put somewhere
    /// else, and for an estate beyond the limit of comparisons.</summary>
    [Alias("Reading"), AlwaysInterleave]
    Task<TimelineReading?> Reading(TimeSpan position);

    /// <summary>How another rehearsal differs from this one, up to where both have come.</summary>
    /// <param name="other">Id of the other run.</param>
    [Alias("Compare"), AlwaysInterleave]
    Task<RunComparison> Compare(string other);

    /// <summary>Where the run stands.</summary>
    [Alias("Status"), AlwaysInterleave]
    Task<RunStatus> Status();

    /// <summary>The report; null until the run has ended.</summary>
    [Alias("Report"), AlwaysInterleave]
    Task<RunReport?> Report();

    /// <summary>Ends the run for good and forgets its twin's progress; the report so far stays.</summary>
    [Alias("Stop")]
    Task<Decision> Stop();

    /// <summary>Wakes a run that should be moving (after a silo died). Called by a keeper.</summary>
    /// <returns>False when the run is over, or never was: it need not be kept.</returns>
    [Alias("Keep"), AlwaysInterleave]
    Task<bool> Keep();
}

/// <summary>Which driver thinks in a run.</summary>
public enum RunMode
{
    /// <summary>World and twin inside the run: can seek both ways.</summary>
    Rehearsal,

    /// <summary>The world feeds the grains of a twin.</summary>
    Live,
}

/// <summary>Begins a run.</summary>
/// <param name="Scenario">What to play.</param>
/// <param name="Seed">With scenario and version it fixes the run.</param>
/// <param name="Mode">Which driver thinks.</param>
/// <param name="Twin">Id of the twin fed in a live run; ignored in a rehearsal.</param>
/// <param name="Speed">As <see cref="IRunGrain.SetSpeed"/>.</param>
/// <param name="IsPlaying">False to start paused.</param>
/// <param name="IsEndless">True to let the world go on past the scenario's duration, at wall time (the default
/// estate).</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunCommand")]
public sealed record RunCommand(
    [property: Id(0)] Scenario Scenario,
    [property: Id(1)] ulong Seed,
    [property: Id(2)] RunMode Mode,
    [property: Id(3)] string Twin,
    [property: Id(4)] double Speed,
    [property: Id(5)] bool IsPlaying,
    [property: Id(6)] bool IsEndless)
{
    /// <summary>The run it was forked from; empty for none.</summary>
    [Id(7)]
    public string Parent { get; init; } = "";

    /// <summary>Offset at which it was forked and from which it goes on; null for none.</summary>
    [Id(8)]
    public TimeSpan? ForkedAt { get; init; }
}

/// <summary>The stage of a run.</summary>
public enum RunStage
{
    /// <summary>No such run.</summary>
    None,

    /// <summary>Baselines are being warmed.</summary>
    WarmingUp,

    /// <summary>The clock runs.</summary>
    Playing,

    /// <summary>The clock stands.</summary>
    Paused,

    /// <summary>The end was reached; the report is there.</summary>
    Ended,

    /// <summary>Stopped by a person, or failed; see the note.</summary>
    Stopped,
}

/// <summary>Where a run stands.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Scenario">Name of its scenario.</param>
/// <param name="Title">Title of its scenario.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Mode">Which driver thinks.</param>
/// <param name="Twin">Twin fed; empty in a rehearsal.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Speed">Virtual seconds per wall second; 0 = as fast as possible.</param>
/// <param name="StartsAt">Virtual time of position zero.</param>
/// <param name="Position">Offset from the start; negative in the warm-up.</param>
/// <param name="Duration">Offset at which it ends.</param>
/// <param name="Marks">Events so far, oldest first, at most 500.</param>
/// <param name="Note">Why it stopped, or empty.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunStatus")]
public sealed record RunStatus(
    [property: Id(0)] string Run,
    [property: Id(1)] string Scenario,
    [property: Id(2)] string Title,
    [property: Id(3)] ulong Seed,
    [property: Id(4)] RunMode Mode,
    [property: Id(5)] string Twin,
    [property: Id(6)] RunStage Stage,
    [property: Id(7)] double Speed,
    [property: Id(8)] DateTimeOffset StartsAt,
    [property: Id(9)] TimeSpan Position,
    [property: Id(10)] TimeSpan Duration,
    [property: Id(11)] ImmutableArray<RunMark> Marks,
    [property: Id(12)] string Note);

/// <summary>What a mark on a run's time line stands for.</summary>
public enum RunMarkKind
{
    /// <summary>A fault was injected or taken back. Shown after the end, or to a trainer.</summary>
    Fault,

    /// <summary>A change event.</summary>
    Change,

    /// <summary>An alert was raised.</summary>
    Alert,

    /// <summary>An incident opened, was diagnosed, mitigated or closed.</summary>
    Incident,

    /// <summary>A note of the scenario.</summary>
    Note,
}

/// <summary>A mark on a run's time line.</summary>
/// <param name="At">Offset from the start.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">One line.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RunMark")]
public sealed record RunMark(
    [property: Id(0)] TimeSpan At,
    [property: Id(1)] RunMarkKind Kind,
    [property: Id(2)] string Text);

/// <summary>The list of runs (key: <c>runs</c>), newest first, bounded.</summary>
[Alias("aiopstwin.IRunListGrain")]
public interface IRunListGrain : IGrainWithStringKey
{
    /// <summary>Key of the only list.</summary>
    const string Key = "runs";

    /// <summary>Adds a run, or says that one on the list moves again; the oldest ended one falls off beyond the
    /// limit.</summary>
    [Alias("Add")]
    Task Add(string run);

    /// <summary>Status of every run, newest first.</summary>
    [Alias("List")]
    Task<ImmutableArray<RunStatus>> List();

    /// <summary>Wakes every run that should be moving. Called by a keeper.</summary>
    [Alias("Keep")]
    Task Keep();
}
