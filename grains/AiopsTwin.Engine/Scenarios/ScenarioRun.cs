using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>
/// One run: a world and a twin on one virtual clock, in one thread. Same scenario, seed and version: same report.
/// </summary>
public sealed class ScenarioRun
{
    private readonly ScenarioStage _stage;
    private readonly ulong _seed;
    private readonly List<RunMoment> _moments = [];

    /// <summary>Sets a run at the beginning of its warm-up.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="seed">Fixes the run together with scenario and version.</param>
    /// <param name="settings">Settings of the twin.</param>
    public ScenarioRun(Scenario scenario, ulong seed, TwinSettings settings)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _stage = new ScenarioStage(scenario, seed);
        _seed = seed;
        Settings = settings;
        Twin = new LocalTwin(scenario.Estate.Topology, settings, prover: new WorldProver());
    }

    /// <summary>The twin: what was inferred.</summary>
    public LocalTwin Twin { get; }

    /// <summary>Settings of the twin.</summary>
    public TwinSettings Settings { get; }

    /// <summary>What is played.</summary>
    public Scenario Scenario => _stage.Scenario;

    /// <summary>The virtual clock.</summary>
    public DateTimeOffset Now => _stage.Now;

    /// <summary>Offset from the scenario's start; negative in the warm-up.</summary>
    public TimeSpan Position => _stage.Position;

    /// <summary>True once the scenario's duration is over.</summary>
    public bool IsEnded => _stage.IsOver;

    /// <summary>What the script did so far; never shown to the twin.</summary>
    public IReadOnlyList<StageNote> Notes => _stage.Notes;

    /// <summary>What the twin noticed so far, oldest first.</summary>
    public IReadOnlyList<RunMoment> Moments => _moments;

    /// <summary>Who helps the world with large steps; null, as at first, for nobody. What is played is the
    /// same.</summary>
    public IShardCrew? Crew
    {
        get => World.Crew;
        set => World.Crew = value;
    }

    /// <summary>The world that is played, for readings.</summary>
    internal SimulatedWorld World => _stage.World;

    /// <summary>A run of its own, world and twin, that stands where this one stands and, left alone, comes to the same
    /// report. What can change is copied in memory, nothing is played again.</summary>
    public ScenarioRun Fork() => StateCopier.OfThread.Copy(this);

    /// <summary>One number for the state of the world; see <see cref="SimulatedWorld.StateHash"/>.</summary>
    public ulong StateHash() => World.StateHash();

    /// <summary>One tick of the world, and of the twin where telemetry came.</summary>
    /// <returns>False when the run had already ended.</returns>
    public bool Step()
    {
        if (IsEnded)
        {
            return false;
        }

        var output = _stage.Tick();
        foreach (var change in output.Changes)
        {
            Twin.Record(change);
            _moments.Add(new RunMoment(Position, RunMomentKind.Change, $"{change.Title} ({change.Entity})"));
        }

        if (output.Telemetry.IsDue)
        {
            Twin.Observe(output.Telemetry.Batches);
            Twin.Receive(output.Telemetry.Requests);
            foreach (var alert in output.Telemetry.Alerts)
            {
                Twin.Receive(alert);
            }

            Note(Twin.Advance(_stage.Now));
        }

        return true;
    }

    /// <summary>Adds a step to the end of the timeline; it must not lie before the next tick.</summary>
    public void Add(TimelineStep step) => _stage.Add(step);

    /// <summary>Steps until a position is reached or the run has ended.</summary>
    public void RunTo(TimeSpan position)
    {
        while (Position < position && Step())
        {
        }
    }

    /// <summary>Steps to the end.</summary>
    public void RunToEnd() => RunTo(TimeSpan.MaxValue);

    /// <summary>What was concluded so far, judged against the hidden truth.</summary>
    public RunReport Report() => RunScorer.Score(new RunFacts(
        Scenario,
        _seed,
        Now,
        Twin.SamplesSeen,
        Twin.AlertsSeen,
        Twin.Incidents,
        Twin.FirstProbeFailureAt,
        _stage.FirstRevertAt,
        [.. Twin.Vitals.ToArray().Where(vitals => vitals.LastSeenAt is not null).Select(vitals => vitals.Entity)])
    {
        Impacts = _stage.Impacts,
    });

    private void Note(ImmutableArray<Incident> changed)
    {
        foreach (var alert in Twin.ChangedAlerts.Where(alert => alert.Status == AlertStatus.Firing))
        {
            _moments.Add(new RunMoment(Position, RunMomentKind.Alert, $"{alert.Entity}: {alert.Name}"));
        }

        foreach (var incident in changed)
        {
            if (incident.DiagnosedAt is { } diagnosedAt && _stage.Concerns(incident))
            {
                _stage.Signal(TimelineAgenda.Diagnosed, diagnosedAt);
            }
            _moments.Add(new RunMoment(
                Position,
                    RunMomentKind.Incident,
                    $"{incident.Id} {incident.State.ToString().ToLowerInvariant()}: {incident.Title}"));
        }
    }
}

/// <summary>What a moment of a run is.</summary>
public enum RunMomentKind
{
    /// <summary>A change event was recorded.</summary>
    Change,

    /// <summary>An alert was raised.</summary>
    Alert,

    /// <summary>An incident opened or moved.</summary>
    Incident,
}

/// <summary>Something the twin noticed.</summary>
/// <param name="At">Offset from the scenario's start.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">One line.</param>
[Unchanging]
public sealed record RunMoment(TimeSpan At, RunMomentKind Kind, string Text);
