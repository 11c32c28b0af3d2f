using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>One case, judged.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Slice">Group and symptom, for reporting.</param>
/// <param name="Expected">The component at fault.</param>
/// <param name="Answer">Where it stands in the twin's ranking.</param>
/// <param name="Got">The first suspects, best first.</param>
/// <param name="Onset">Who said first that something is wrong: the twin (<c>self</c>) or the alarm (<c>oracle</c>);
/// null when nobody did.</param>
/// <param name="Elapsed">From the first sample of the case to the last diagnosis; reading files and learning the
/// baseline excluded.</param>
/// <param name="Learning">Learning the baseline.</param>
public sealed record EvaluatedCase(
    string Case,
    string Slice,
    EntityId Expected,
    RankedAnswer Answer,
    ImmutableArray<EntityId> Got,
    string? Onset,
    TimeSpan Elapsed,
    TimeSpan Learning)
{
    /// <summary>How far the onset taken lies from the true one; null where that is not measured.</summary>
    public TimeSpan? OnsetError { get; init; }

    /// <summary>Everything the twin said; null when it said nothing.</summary>
    public DiagnosisReport? Report { get; init; }

    /// <summary>Kinds of trouble that are right to name of the component at fault; empty where labels do not tell.
    /// </summary>
    public ImmutableArray<MetricFamily> Families { get; init; } = [];

    /// <summary>Where the truth stands when the kind of trouble has to be right too: a component with the wrong kind is
    /// a miss. Null where labels do not tell the kind.</summary>
    public RankedAnswer? Fine => Families.IsEmpty ? null
        : Report?.Suspects.FirstOrDefault(suspect => suspect.Entity == Expected) is { } suspect
            && !Families.Contains(suspect.Family)
            ? Answer with { Rank = null, Ties = 0 }
            : Answer;

    /// <summary>Where plain methods put the truth; empty when they were not asked.</summary>
    public ImmutableArray<PeerAnswer> Peers { get; init; } = [];

    /// <summary>Reading the files; where several cases share files, the share of one.</summary>
    public TimeSpan Loading { get; init; }

    /// <summary>Why there is no answer though the case could be read; null when nothing went wrong.</summary>
    public string? Breakage { get; init; }

    /// <summary>What the twin stated as the cause; null when it stated none.</summary>
    public StatedBelief? Stated { get; init; }
}
