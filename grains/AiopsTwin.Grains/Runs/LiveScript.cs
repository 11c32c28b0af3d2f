using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// The world of a live run and its timeline: what happens, in the order in which a rehearsal lets it happen. It knows
/// nothing of the twin it feeds but the moment of the first diagnosis, for which steps of a timeline may wait.
/// </summary>
internal sealed class LiveScript
{
    private readonly Scenario _scenario;
    private readonly SimulatedWorld _world;
    private readonly LiveAgenda _agenda;
    private readonly DateTimeOffset _startsAt;

    /// <summary>Builds the world at the beginning of its warm-up.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be played.</exception>
    public LiveScript(Scenario scenario, ulong seed, DateTimeOffset startsAt)
    {
        _scenario = scenario;
        _startsAt = startsAt;
        _agenda = new LiveAgenda(scenario);
        _world = new SimulatedWorld(
            scenario.Estate, scenario.Load, seed,
            new WorldSettings(startsAt - scenario.WarmUp, scenario.Tick, scenario.TelemetryInterval));
    }

    /// <summary>Offset from the start.</summary>
    public TimeSpan Position => _world.Now - _startsAt;

    /// <summary>Lets the steps of the timeline that wait for the first diagnosis fall due after it.</summary>
    public void Diagnosed(TimeSpan at) => _agenda.SignalDiagnosed(at);

    /// <summary>Does what is due, then makes one tick.</summary>
    public LiveStep Step()
    {
        var changes = ImmutableArray.CreateBuilder<ChangeEvent>();
        var marks = ImmutableArray.CreateBuilder<RunMark>();
        foreach (var (step, at, round) in _agenda.TakeDue(Position))
        {
            if (step.Fault is { } fault)
            {
                _world.Inject(fault);
                marks.Add(RunMarks.Injected(fault, at));
            }

            if (step.Reverts is { } reverted)
            {
                _world.Revert(reverted);
                marks.Add(new RunMark(at, RunMarkKind.Fault, $"{reverted} taken back"));
            }

            if (step.Change is { } change)
            {
                var dated = Dated(change, at, round);
                changes.Add(dated);
                marks.Add(new RunMark(at, RunMarkKind.Change, dated.Title));
            }

            if (step.Note is { Length: > 0 } note)
            {
                // A note is for those who know the answer: it tells what the fault does.
                marks.Add(new RunMark(at, RunMarkKind.Fault, note));
            }
        }

        return new LiveStep(_world.Tick(), changes.ToImmutable(), marks.ToImmutable());
    }

    private ChangeEvent Dated(ChangeEvent change, TimeSpan at, int round) => change with
    {
        At = _startsAt + at,
        Id = round == 0 ? change.Id : string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{change.Id}#{round + 1}"),
    };
}

/// <summary>What one tick brought.</summary>
/// <param name="Telemetry">What the world says.</param>
/// <param name="Changes">Change events to report before it.</param>
/// <param name="Marks">Marks of the time line.</param>
internal sealed record LiveStep(
    WorldTelemetry Telemetry, ImmutableArray<ChangeEvent> Changes, ImmutableArray<RunMark> Marks);
