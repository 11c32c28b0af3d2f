using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Grains.Runs;

/// <summary>What a run plays; stored once, because it holds a whole estate.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.RunCommandState")]
public sealed class RunCommandState
{
    /// <summary>What was begun; null before.</summary>
    [Id(0)]
    public RunCommand? Command { get; set; }
}

/// <summary>Where a run stands; with what it plays, enough to bring it back to there.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.RunState")]
public sealed class RunState
{
    // Retired id 0: the command, which has a row of its own because it is large.

    /// <summary>The stage reached.</summary>
    [Id(1)]
    public RunStage Stage { get; set; }

    /// <summary>True when the clock should run.</summary>
    [Id(2)]
    public bool IsPlaying { get; set; }

    /// <summary>Virtual seconds per wall second.</summary>
    [Id(3)]
    public double Speed { get; set; }

    /// <summary>Offset reached at the last record.</summary>
    [Id(4)]
    public TimeSpan Position { get; set; }

    /// <summary>Virtual time of position zero: the scenario's, or the wall clock's for an endless run.</summary>
    [Id(5)]
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When the first incident was diagnosed: steps of the timeline that wait for it must fall due at the same
    /// offset when the world is run again.</summary>
    [Id(6)]
    public TimeSpan? DiagnosedAt { get; set; }

    /// <summary>Marks of the time line so far, oldest first.</summary>
    [Id(7)]
    public ImmutableArray<RunMark> Marks { get; set; } = [];

    /// <summary>Why it stopped.</summary>
    [Id(8)]
    public string Note { get; set; } = "";

    /// <summary>The report, once it ended or was stopped.</summary>
    [Id(9)]
    public RunReport? Report { get; set; }

    /// <summary>Numbers of a live run at the last record.</summary>
    [Id(10)]
    public LiveTally Tally { get; set; } = new(0, 0, null);

    /// <summary>Position a person asked for and the run has not reached yet.</summary>
    [Id(11)]
    public TimeSpan? Seek { get; set; }

    /// <summary>True when the twin knew nothing before this run: then, and only then, the run may take it
    /// back.</summary>
    [Id(12)]
    public bool OwnsTwin { get; set; }

    /// <summary>True while the twin must forget everything before the run goes on.</summary>
    [Id(13)]
    public bool MustReset { get; set; }

    /// <summary>How often the run was taken back: each time its batches are numbered anew.</summary>
    [Id(14)]
    public int Life { get; set; }
}

/// <summary>What a live run counted: its telemetry is gone when it must report.</summary>
/// <param name="Samples">Samples used.</param>
/// <param name="Alerts">Alerts raised.</param>
/// <param name="FirstProbeFailureAt">First alert of a failed probe; null while none was raised.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.LiveTally")]
public sealed record LiveTally(
    [property: Id(0)] long Samples,
    [property: Id(1)] int Alerts,
    [property: Id(2)] DateTimeOffset? FirstProbeFailureAt)
{
    /// <summary>Alerts the twin had raised before the run began.</summary>
    [Id(3)]
    public long AlertsBefore { get; init; }
}
