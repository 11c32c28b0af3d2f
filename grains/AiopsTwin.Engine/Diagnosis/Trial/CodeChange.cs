using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>A change of code or configuration, as its author wrote it.</summary>
/// <param name="Id">Its id in the source, for example a commit's hash.</param>
/// <param name="At">When it was written.</param>
/// <param name="Title">Its first line.</param>
/// <param name="Files">Paths it touches.</param>
/// <param name="Diff">What it changes, in unified form; null when not known.</param>
public sealed record CodeChange(
    string Id, DateTimeOffset At, string Title, ImmutableArray<string> Files, string? Diff);

/// <summary>A change that went live.</summary>
/// <param name="ChangeId">The newest change in it.</param>
/// <param name="Entity">Where.</param>
/// <param name="At">When.</param>
public sealed record Rollout(string ChangeId, EntityId Entity, DateTimeOffset At);

/// <summary>Words that tell of the trouble: an alert, a line, a name of a metric.</summary>
/// <param name="Text">The words.</param>
/// <param name="Weight">How much they count, above zero; the same word counts once, at its largest weight.</param>
public sealed record Clue(string Text, double Weight);

/// <summary>What a provider says of its own service.</summary>
/// <param name="StartedAt">Since when it is impaired.</param>
/// <param name="Text">Everything said of it.</param>
public sealed record ProviderNotice(DateTimeOffset StartedAt, string Text);

/// <summary>The question whether a change is responsible, and which.</summary>
/// <param name="Failing">The entity that failed first.</param>
/// <param name="Onset">When it began to fail.</param>
/// <param name="Changes">Changes written around that time, in any order.</param>
/// <param name="Rollouts">Changes that went live, in any order.</param>
/// <param name="Clues">What is said of the trouble, in any order.</param>
public sealed record TrialCase(
    EntityId Failing,
    DateTimeOffset Onset,
    ImmutableArray<CodeChange> Changes,
    ImmutableArray<Rollout> Rollouts,
    ImmutableArray<Clue> Clues)
{
    /// <summary>What the failing entity itself says when it fails.</summary>
    public ImmutableArray<string> OwnFailures { get; init; } = [];

    /// <summary>Requests of the failing entity since the onset over those before; null when not measured.</summary>
    public double? Demand { get; init; }

    /// <summary>What providers say.</summary>
    public ImmutableArray<ProviderNotice> Notices { get; init; } = [];
}
