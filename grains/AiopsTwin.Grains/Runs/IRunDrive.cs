using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Grains.Runs;

/// <summary>What moves a run: a rehearsal inside the grain, or a world that feeds a twin of grains.</summary>
internal interface IRunDrive
{
    /// <summary>Offset from the scenario's start; negative in the warm-up.</summary>
    TimeSpan Position { get; }

    /// <summary>True when there is nothing more to step to.</summary>
    bool IsOver { get; }

    /// <summary>When the first incident was diagnosed; null before.</summary>
    TimeSpan? DiagnosedAt { get; }

    /// <summary>What is counted on the way and stored with the position.</summary>
    LiveTally Tally { get; }

    /// <summary>Adds a step to the end of the timeline; it must not lie before the next tick.</summary>
    void Add(TimelineStep step);

    /// <summary>Makes one tick. After a failure the same tick is completed by the next call.</summary>
    ValueTask Step();

    /// <summary>Marks since the last call, in order.</summary>
    ImmutableArray<RunMark> TakeMarks();

    /// <summary>The report of what happened so far; null when this kind of run makes none.</summary>
    ValueTask<RunReport?> Report();
}
