using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// One run. It computes in slices on a timer, so that commands come between and its silo stays quick; it stores what
/// was begun and where it stands, and after the death of its silo runs its world again up to there.
/// </summary>
/// <remarks>
/// A rehearsal that ended is run again when somebody looks at it. A rehearsal goes back to a snapshot, a live run by
/// being run again from the beginning with a twin that forgot everything. An endless run is not run again over days: it
/// starts a new world at the wall clock's now, after a new warm-up; its twin's baselines are durable and only get
/// younger samples.
/// </remarks>
internal sealed partial class RunGrain(
    [PersistentState("command", StorageNames.Twin)] IPersistentState<RunCommandState> command,
    [PersistentState("run", StorageNames.Twin)] IPersistentState<RunState> stored,
    RunServices services,
    ILogger<RunGrain> logger) : Grain, IRunGrain, IRunReadGrain
{
    private readonly ILogger<RunGrain> _logger = logger;
    private readonly RunPace _pace = new();
    private readonly WorkTrials _trials = new(services.Options);
    private IRunDrive? _drive;
    private IGrainTimer? _timer;
    private string _run = "";

    private RunState State => stored.State;

    private RunCommand? Command => command.State.Command;

    private IRehearsal? Rehearsal => _drive as IRehearsal;

    private bool IsUnderWay => State.Stage is RunStage.WarmingUp or RunStage.Playing or RunStage.Paused;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _run = this.GetPrimaryKeyString();
        if (Command is not null && IsUnderWay)
        {
            LogResumed(_run, State.Position);
            if (Command is { Mode: RunMode.Live } played && State.OwnsTwin && State.Position < TimeSpan.Zero)
            {
                // Half a warm-up, with a hole where the last checkpoint was, would leave half-warm baselines.
                TakeBack(played);
            }

            Begin(State.Seek ?? State.Position);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        IsUnderWay && _drive is not null ? Save() : Task.CompletedTask;

    /// <inheritdoc />
    public async Task<Decision> Start(RunCommand begun)
    {
        ArgumentNullException.ThrowIfNull(begun);
        if (Command is { } earlier && State.Stage != RunStage.None)
        {
            return IsSame(earlier, begun)
                ? Decision.Accepted
                : Decision.Refused($"run {_run} plays {earlier.Scenario.Name} with seed {earlier.Seed} already");
        }

        if (await RunChecks.Objection(_run, begun, GrainFactory) is { } objection)
        {
            return Decision.Refused(objection);
        }

        var alertsBefore = 0L;
        var ownsTwin = false;
        if (begun.Mode == RunMode.Live)
        {
            var twin = await GrainFactory.GetGrain<ITwinGrain>(begun.Twin).Status();
            alertsBefore = twin.AlertsSeen;
            ownsTwin = !begun.IsEndless && twin.Now is null;
        }

        command.State.Command = begun;
        await command.WriteStateAsync();
        stored.State = new RunState
        {
            Stage = RunStage.WarmingUp,
            IsPlaying = begun.IsPlaying || begun.IsEndless,
            Speed = begun.IsEndless ? 1 : begun.Speed,
            Position = -begun.Scenario.WarmUp,
            StartsAt = begun.Scenario.StartsAt,
            OwnsTwin = ownsTwin,
            Tally = new LiveTally(0, 0, null) { AlertsBefore = alertsBefore },
        };
        await stored.WriteStateAsync();
        Begin(begun.ForkedAt);
        LogStarted(_run, begun.Scenario.Name, begun.Seed, begun.Mode);
        return Decision.Accepted;
    }

    /// <inheritdoc />
    public Task<Decision> Play() => Change(() => State.IsPlaying = true);

    /// <inheritdoc />
    public Task<Decision> Pause() => Command is { IsEndless: true }
        ? Task.FromResult(Decision.Refused("an endless run goes with the wall clock"))
        : Change(() => State.IsPlaying = false);

    /// <inheritdoc />
    public Task<Decision> SetSpeed(double speed)
    {
        if (!RunPace.IsValid(speed))
        {
            return Task.FromResult(Decision.Refused("the speed is 0 (as fast as possible) or 0.25 to 1000"));
        }

        return Command is { IsEndless: true }
            ? Task.FromResult(Decision.Refused("an endless run goes with the wall clock"))
            : Change(() => State.Speed = speed);
    }

    /// <inheritdoc />
    public async Task<Decision> Seek(TimeSpan position)
    {
        if (Command is not { } played || (!IsUnderWay && State.Stage != RunStage.Ended))
        {
            return Decision.Refused($"run {_run} is not under way");
        }

        if (played.IsEndless || position < TimeSpan.Zero || position > played.Scenario.Duration)
        {
            return Decision.Refused(
                $"a position lies between 0 and {played.Scenario.Duration}, in a run that has an end");
        }

        var here = _drive?.Position ?? State.Position;
        var isBack = position < here;
        if (isBack && played.Mode == RunMode.Live && !State.OwnsTwin)
        {
            return Decision.Refused(
                $"the run cannot go back: twin {played.Twin} knew things before the run and cannot forget them");
        }

        if (State.Stage == RunStage.Ended)
        {
            // What has come to its end rests where it is put, as any player does: at full speed it would run through
            // to the end again before anybody saw the beginning.
            State.IsPlaying = false;
            State.Stage = RunStage.Paused;
            await GrainFactory.GetGrain<IRunListGrain>(IRunListGrain.Key).Add(_run);
        }

        if (isBack && played.Mode == RunMode.Live)
        {
            TakeBack(played);
        }

        if (isBack && Rehearsal is { } rehearsal)
        {
            Return(rehearsal, position);
        }
        else if (isBack || _drive is null)
        {
            Begin(position);
        }
        else
        {
            State.Seek = position;
            Rest(isStanding: false);
        }

        await Save();
        return Decision.Accepted;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<FaultOffer>> Faults(EntityId target) => Task.FromResult(
        Command is { } played && IsUnderWay ? HandFaults.Offers(played.Scenario, target) : []);

    /// <inheritdoc />
    public async Task<Decision> Inject(FaultOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Command is not { } played || !IsUnderWay || _drive is not { } drive || State.Seek is not null
            || drive.Position < TimeSpan.Zero)
        {
            return Decision.Refused("a fault is injected into a run that is under way and has been warmed up");
        }

        var (step, reason) = HandFaults.Step(played.Scenario, order, drive.Position + played.Scenario.Tick);
        if (step is null)
        {
            return Decision.Refused(reason);
        }

        // Stored before it strikes: whoever runs the world again after a crash finds it at the same tick.
        var scenario = played.Scenario with { Timeline = played.Scenario.Timeline.Add(step) };
        command.State.Command = played with { Scenario = scenario };
        await command.WriteStateAsync();
        drive.Add(step);
        LogInjected(_run, order.Kind, order.Target.Text, step.Time.At);
        return Decision.Accepted;
    }

    /// <inheritdoc />
    public async Task<WorkAnswer?> Work(double factor) =>
        Command is { } played ? await _trials.Ask(played, factor) : null;

    /// <inheritdoc />
    public Task<RunCommand?> Definition() => Task.FromResult(Command);

    /// <inheritdoc />
    public Task<RunStatus> Status() => Task.FromResult(CurrentStatus());

    /// <inheritdoc />
    public Task<RunReport?> Report() => Task.FromResult(State.Report);

    /// <inheritdoc />
    public async Task<Decision> Stop()
    {
        if (Command is null)
        {
            return Decision.Refused($"there is no run {_run}");
        }

        if (IsUnderWay)
        {
            State.Report = _drive is null ? null : await _drive.Report();
            await Finish(RunStage.Stopped, "stopped by a person");
        }

        return Decision.Accepted;
    }

    /// <inheritdoc />
    public Task<bool> Keep()
    {
        // Being activated is enough: a run that should move begins to in OnActivateAsync.
        if (IsUnderWay)
        {
            _timer ??= NewTimer();
        }

        return Task.FromResult(IsUnderWay);
    }

    /// <inheritdoc />
    public Task<ViewSnapshot?> View() => Task.FromResult(Seen()?.View(CurrentStatus()));

    /// <inheritdoc />
    public Task<TopologySnapshot?> Topology() => Task.FromResult(Command?.Scenario.Estate.Topology);

    /// <inheritdoc />
    public Task<EntityDetails?> Entity(EntityId entity) => Task.FromResult(Seen()?.Entity(entity));

    /// <inheritdoc />
    public Task<Incident?> Incident(string incident) => Task.FromResult(
        Seen()?.Incidents.FirstOrDefault(one => string.Equals(one.Id, incident, StringComparison.Ordinal)));

    /// <inheritdoc />
    public Task<ImmutableArray<ChangeEvent>> Changes(int limit) =>
        Task.FromResult(Seen()?.Changes(Math.Clamp(limit, 1, 1000)) ?? []);

    /// <inheritdoc />
    public Task<FloodAnswer?> BlastRadius(EntityId origin) => Task.FromResult(Seen()?.BlastRadius(origin));

    /// <inheritdoc />
    public Task<CapacityBoard?> Capacity(CapacityQuery query) => Task.FromResult(Seen()?.Capacity(query));

    /// <inheritdoc />
    public Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query) =>
        Task.FromResult(Seen()?.CapacityOf(entity, query));

    /// <summary>Lets a live run begin anew: its twin forgets everything, and what came to pass up to the position comes
    /// to pass again, tick for tick.</summary>
    private void TakeBack(RunCommand played)
    {
        _drive = null;
        State.MustReset = true;
        State.Life++;
        State.Position = -played.Scenario.WarmUp;
        State.DiagnosedAt = null;
        State.Tally = new LiveTally(0, 0, null);
        State.Marks = [];
        State.Report = null;
    }

    private static bool IsSame(RunCommand left, RunCommand right) =>
        left.Scenario.Name == right.Scenario.Name && left.Seed == right.Seed && left.Mode == right.Mode
        && left.IsEndless == right.IsEndless
        && (left.Mode == RunMode.Rehearsal || left.Twin == right.Twin);

    private async Task<Decision> Change(Action change)
    {
        if (!IsUnderWay)
        {
            return Decision.Refused($"run {_run} is not under way");
        }

        change();
        Anchor(_drive?.Position ?? State.Position);
        SetStage();
        Rest(isStanding: false);
        await Save();
        Publish(isForced: true);
        return Decision.Accepted;
    }

    private RunStatus CurrentStatus()
    {
        var played = Command;
        var isOver = State.Stage is RunStage.Ended or RunStage.Stopped;

        // Until the end the marks of faults would give the answer away.
        var marks = isOver ? State.Marks : [.. State.Marks.Where(mark => mark.Kind != RunMarkKind.Fault)];
        return new RunStatus(
            _run, played?.Scenario.Name ?? "", played?.Scenario.Title ?? "", played?.Seed ?? 0,
            played?.Mode ?? RunMode.Rehearsal, played is { Mode: RunMode.Live } ? played.Twin : "",
            State.Stage, State.Speed, State.StartsAt, _drive?.Position ?? State.Position,
            played?.Scenario.Duration ?? TimeSpan.Zero, marks, State.Note);
    }
}
