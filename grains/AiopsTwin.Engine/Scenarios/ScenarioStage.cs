using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>
/// The world's side of a scenario: a simulated world, its timeline and its clock. It knows the script; whoever listens
/// to it learns telemetry and change events only. A run and the live driver both play a scenario through this class.
/// </summary>
public sealed class ScenarioStage
{
    // Baselines of metrics take days of warm-up; of requests a twin keeps some hours, and spans are dear.
    private static readonly TimeSpan Traced = TimeSpan.FromHours(4);

    private readonly SimulatedWorld _world;
    private readonly TimelineAgenda _agenda;
    private readonly List<StageNote> _notes = [];
    private readonly DateTimeOffset _troubleAt;
    private readonly ImpactWatch? _impacts;

    /// <summary>Sets the stage at the beginning of the warm-up.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="seed">With the scenario and the Engine's version it fixes everything the world does.</param>
    public ScenarioStage(Scenario scenario, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        _agenda = new TimelineAgenda(scenario);
        _impacts = ImpactWatch.Of(scenario);
        _troubleAt = scenario.StartsAt + (scenario.Truth.Onset ?? TimeSpan.Zero);
        var start = scenario.StartsAt - scenario.WarmUp;
        _world = new SimulatedWorld(
            scenario.Estate, scenario.Load, seed,
            new WorldSettings(start, scenario.Tick, scenario.TelemetryInterval)
            {
                Traces = scenario.Traces,
                Zoom = scenario.Zoom,
                TracedFrom = scenario.StartsAt - Traced,
            });
    }

    /// <summary>The world on the stage.</summary>
    internal SimulatedWorld World => _world;

    /// <summary>What is played.</summary>
    public Scenario Scenario { get; private set; }

    /// <summary>The world's clock.</summary>
    public DateTimeOffset Now => _world.Now;

    /// <summary>Offset from the scenario's start; negative in the warm-up.</summary>
    public TimeSpan Position => _world.Now - Scenario.StartsAt;

    /// <summary>True once the scenario's duration is over.</summary>
    public bool IsOver => Position >= Scenario.Duration;

    /// <summary>When a fault was first taken back by the timeline, as an offset; null while none was.</summary>
    public TimeSpan? FirstRevertAt { get; private set; }

    /// <summary>What the script did so far, oldest first. For the report and the trainer, never for the twin.</summary>
    public IReadOnlyList<StageNote> Notes => _notes;

    /// <summary>How hard the entities were hit that the expectations name; empty when they name none.</summary>
    public ImmutableArray<ImpactCourse> Impacts => _impacts?.Courses() ?? [];

    /// <summary>
    /// True when an incident opened since the trouble of the script began. One that opened before is a false one, and
    /// nobody repairs what is not broken yet: steps that wait for a diagnosis do not wait for its.
    /// </summary>
    public bool Concerns(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.OpenedAt >= _troubleAt;
    }

    /// <summary>Tells the timeline that a named moment has come; only the first time counts.</summary>
    public void Signal(string moment, DateTimeOffset at) => _agenda.Signal(moment, at - Scenario.StartsAt);

    /// <summary>Adds a step to the end of the timeline. Played again from its beginning with that timeline, the stage
    /// does the same, tick for tick, when the step lies not before the next tick.</summary>
    public void Add(TimelineStep step)
    {
        Scenario = Scenario with { Timeline = Scenario.Timeline.Add(step) };
        _agenda.Add(step);
    }

    /// <summary>Plays the steps due, then one tick of the world.</summary>
    public StageOutput Tick()
    {
        var changes = new List<ChangeEvent>();
        foreach (var due in _agenda.TakeDue(Position))
        {
            Play(due, changes);
        }

        var telemetry = _world.Tick();
        _impacts?.Look(_world.State, Position);
        return new StageOutput(telemetry, [.. changes]);
    }

    private void Play(DueStep due, List<ChangeEvent> changes)
    {
        var step = due.Step;
        if (step.Fault is { } fault)
        {
            var id = due.Round == 0 ? fault.Id : Numbered(fault.Id, due.Round);
            var injected = fault with { Id = id };
            _world.Inject(injected);
            changes.AddRange(FaultCatalog.Find(fault.Kind)!.Reports(injected, Now));
            _notes.Add(new StageNote(Position, true, $"{fault.Kind} on {string.Join(", ", fault.Targets.Take(3))}"));
        }

        if (step.Reverts is { } reverted)
        {
            _world.Revert(reverted);
            FirstRevertAt ??= Position;
            _notes.Add(new StageNote(Position, true, $"{reverted} taken back"));
        }

        if (step.Cancels is { } cancelled)
        {
            Cancel(cancelled);
        }

        if (step.Change is { } change)
        {
            var id = due.Round == 0 ? change.Id : Numbered(change.Id, due.Round);
            changes.Add(change with { Id = id, At = Now });
        }

        if (step.Note is { } note)
        {
            _notes.Add(new StageNote(Position, false, note));
        }
    }

    private void Cancel(string fault)
    {
        var rounds = _agenda.Cancel(fault);
        _world.Revert(fault);
        for (var round = 1; round < rounds; round++)
        {
            _world.Revert(Numbered(fault, round));
        }

        _notes.Add(new StageNote(Position, true, $"{fault} taken off"));
    }

    private static string Numbered(string id, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}#{round + 1}");
}

/// <summary>What one tick of the stage lets the listener hear.</summary>
/// <param name="Telemetry">Samples; empty between reporting instants.</param>
/// <param name="Changes">Change events of this tick, in order.</param>
public readonly record struct StageOutput(
    WorldTelemetry Telemetry, ImmutableArray<ChangeEvent> Changes);

/// <summary>Something the script did.</summary>
/// <param name="At">Offset from the scenario's start.</param>
/// <param name="IsFault">True for a fault or its revert, false for a note of the author.</param>
/// <param name="Text">One line.</param>
[Unchanging]
public sealed record StageNote(TimeSpan At, bool IsFault, string Text);
