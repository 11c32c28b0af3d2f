using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>What sort of reason an evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>The entity's own samples left their baseline.</summary>
    Deviation,

    /// <summary>Latency or errors its dependencies do not explain.</summary>
    SelfExcess,

    /// <summary>Its predicted blast radius matches (or misses) what was observed.</summary>
    PropagationFit,

    /// <summary>It deviated earlier (or later) than those that rely on it.</summary>
    Onset,

    /// <summary>A change was made to it before the onset.</summary>
    Change,

    /// <summary>It stopped reporting, or everything that stands on it did.</summary>
    Silence,

    /// <summary>A dependency explains its symptoms.</summary>
    ExplainedAway,

    /// <summary>The same thing happened before, on a schedule.</summary>
    Recurrence,

    /// <summary>It moved away from siblings that should move alike.</summary>
    SiblingContrast,

    /// <summary>Other things happen during its requests than before: events of traces and logs.</summary>
    EventPattern,

    /// <summary>Its callers wait longer than it works.</summary>
    NetworkGap,

    /// <summary>Its own part of the requests takes longer.</summary>
    SelfTime,

    /// <summary>Its telemetry was poor before the incident, so its own samples count less.</summary>
    TelemetryQuality,

    /// <summary>It logs an error, outside of any request, that it did not log before.</summary>
    LogTemplate,

    /// <summary>A person said so, of this incident or of ones like it.</summary>
    OperatorWord,
}

/// <summary>One typed reason for or against a suspect.</summary>
/// <param name="Kind">What sort of reason.</param>
/// <param name="Weight">Log-odds contributed: positive speaks for, negative against.</param>
/// <param name="Sentence">The reason in words with its numbers, for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Evidence")]
public sealed record Evidence(
    [property: Id(0)] EvidenceKind Kind,
    [property: Id(1)] double Weight,
    [property: Id(2)] string Sentence)
{
    /// <summary>Traces that show it, to look up where traces are kept; empty for most reasons.</summary>
    [Id(3)]
    public ImmutableArray<string> Traces { get; init; } = [];
}

/// <summary>A candidate cause, ranked.</summary>
/// <param name="Rank">1 is the best. Suspects of one tie group share the best rank of the group.</param>
/// <param name="Entity">The entity suspected.</param>
/// <param name="Family">The fault family the evidence speaks for.</param>
/// <param name="Change">The change held responsible; null when none is.</param>
/// <param name="Posterior">Belief that it is the cause, in [0, 1], on a scale fitted to drawn cases; what the suspects
/// listed leave of 1 is the belief that it is something else.</param>
/// <param name="Score">Log-odds; comparable within one report only.</param>
/// <param name="ExplainedShare">Share of the symptom's excess this entity explains by itself, in [0, 1]; null when
/// it could not be measured.</param>
/// <param name="Evidence">Reasons, strongest first; at most the configured limit.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Suspect")]
public sealed record Suspect(
    [property: Id(0)] int Rank,
    [property: Id(1)] EntityId Entity,
    [property: Id(2)] MetricFamily Family,
    [property: Id(3)] ChangeEvent? Change,
    [property: Id(4)] double Posterior,
    [property: Id(5)] double Score,
    [property: Id(6)] double? ExplainedShare,
    [property: Id(7)] ImmutableArray<Evidence> Evidence)
{
    /// <summary>What a simulated world says of it; null while none was asked.</summary>
    [Id(8)]
    public Counterfactual? Counterfactual { get; init; }
}

/// <summary>The diagnosis of an incident at an instant: ranked suspects with their evidence.</summary>
/// <param name="At">When it was made, virtual time.</param>
/// <param name="Suspects">Best first; at most the configured limit; empty when nothing is wrong.</param>
/// <param name="Summary">One or two sentences for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.DiagnosisReport")]
public sealed record DiagnosisReport(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ImmutableArray<Suspect> Suspects,
    [property: Id(2)] string Summary);
