using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>When something happens: an offset from the start, or a time of day at or after the start.</summary>
internal readonly record struct AtTime(TimeSpan Value, bool IsClock)
{
    public TimeSpan After(DateTimeOffset start)
    {
        if (!IsClock)
        {
            return Value;
        }

        var offset = Value - start.TimeOfDay;
        return offset < TimeSpan.Zero ? offset + TimeSpan.FromDays(1) : offset;
    }
}

/// <summary>A fault as written, with its place.</summary>
internal sealed record FaultDraft(Place Place, FaultSpec Spec)
{
    /// <summary>Who is struck, where the file does not name them; null where it does.</summary>
    public FaultSelector? Selector { get; init; }

    /// <summary>False when part of it was refused.</summary>
    public bool IsSound { get; init; }
}

/// <summary>A change as written, with its place; its instant is filled in from the step.</summary>
internal sealed record ChangeDraft(Place Place, ChangeEvent Change);

/// <summary>A step as written.</summary>
internal sealed record StepDraft(Place Place, AtTime? At, TimeSpan? Every, string? After)
{
    /// <summary>Whether it says when at all, readable or not.</summary>
    public bool HasTime { get; init; }

    public FaultDraft? Fault { get; init; }

    public string? Revert { get; init; }

    public ChangeDraft? Change { get; init; }

    public string? Note { get; init; }

    public string? Actor { get; init; }

    public string? Source { get; init; }

    public FactStatus? Status { get; init; }
}

/// <summary>An expectation as written, with its place.</summary>
internal sealed record ExpectationDraft(Place Place, Expectation? Expectation)
{
    /// <summary>The time it claims; its offset needs the start.</summary>
    public AtTime? At { get; init; }
}

/// <summary>A claim about a phase as written; the time becomes part of the claim once the start is known.</summary>
internal sealed record PhaseDraft(AtTime? At, Expectation Claim);

/// <summary>The hidden answer as written.</summary>
internal sealed record TruthDraft(Place Place, ImmutableArray<EntityId> Roots, string? Change, AtTime? Onset);

/// <summary>A whole scenario as written.</summary>
internal sealed record ScenarioDraft(Place Place, string Name, string Title, string Description)
{
    public SourceNode? Estate { get; init; }

    public ImmutableArray<LoadDraft> Load { get; init; } = [];

    public DateTimeOffset Start { get; init; }

    public TimeSpan Duration { get; init; }

    public TimeSpan WarmUp { get; init; }

    public TimeSpan Tick { get; init; }

    public TimeSpan TelemetryInterval { get; init; }

    public ImmutableArray<EntityId> Zoom { get; init; } = [];

    public ImmutableArray<StepDraft> Timeline { get; init; } = [];

    public ImmutableArray<ExpectationDraft> Expectations { get; init; } = [];

    public TruthDraft? Truth { get; init; }

    public Provenance? Provenance { get; init; }
}
