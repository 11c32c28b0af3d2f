using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Runs;

/// <summary>How a run moves: slices on a timer, recorded and published on the way.</summary>
internal sealed partial class RunGrain
{
    private const int MaxFailures = 5;

    /// <summary>An endless world that is further behind than this starts anew rather than catch up.</summary>
    private static readonly TimeSpan EndlessLag = TimeSpan.FromHours(1);

    private static readonly TimeSpan StandingPulse = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private DateTimeOffset _publishedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _savedAt;
    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;
    private TimeSpan? _publishedPosition;
    private bool _isStanding;
    private int _failures;

    /// <summary>Lays the world aside and begins to move; the next pulse builds it.</summary>
    /// <param name="upTo">Position to reach as fast as possible; null to begin with the warm-up.</param>
    private void Begin(TimeSpan? upTo)
    {
        var played = Command!;
        _drive = null;
        State.Seek = upTo;
        if (played.IsEndless)
        {
            // Another world: what was done to the last one is not done to it.
            command.State.Command = played with { Scenario = HandFaults.Without(played.Scenario) };
            State.StartsAt = services.WallStart(played.Scenario.Tick);
            State.Position = -played.Scenario.WarmUp;
            State.Marks = [];
            State.DiagnosedAt = null;
            State.Seek = null;
        }
        else if (played.Mode == RunMode.Rehearsal)
        {
            // Everything is thought again, so every mark comes again.
            State.Marks = [];
        }

        if (State.Stage != RunStage.Ended)
        {
            State.Stage = RunStage.WarmingUp;
        }

        _timer ??= NewTimer();
        Rest(isStanding: false);
    }

    private async Task<IRunDrive?> Build()
    {
        try
        {
            var drive = await RunDrives.Create(_run, Command!, State, services, GrainFactory);
            Anchor(drive.Position);
            return drive;
        }
        catch (ArgumentException exception)
        {
            LogImpossible(exception, _run);
            await Finish(RunStage.Stopped, exception.Message);
            return null;
        }
    }

    private IGrainTimer NewTimer() => this.RegisterGrainTimer(Pulse, new GrainTimerCreationOptions
    {
        DueTime = TimeSpan.Zero,
        Period = services.Options.Pulse,
        KeepAlive = true,
    });

    private async Task Pulse(CancellationToken cancellationToken)
    {
        if (services.Time.GetUtcNow() < _retryAt)
        {
            return;
        }

        try
        {
            if ((_drive ??= await Build()) is { } drive)
            {
                await Slice(drive);
            }

            _failures = 0;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException)
        {
            // A silo died or the database is away: the same tick is completed when they are back.
            LogInterrupted(exception, _run, _drive?.Position ?? State.Position);
            _retryAt = services.Time.GetUtcNow() + RetryAfter;
        }
        catch (Exception exception)
        {
            LogFailed(exception, _run, _drive?.Position ?? State.Position);
            await Fail(exception);
            throw;
        }
    }

    /// <summary>The same tick is tried a few times; then the run says that it failed, instead of failing forever. An
    /// endless run tries another world.</summary>
    private async Task Fail(Exception exception)
    {
        _retryAt = services.Time.GetUtcNow() + RetryAfter;
        if (++_failures < MaxFailures)
        {
            return;
        }

        _failures = 0;
        if (Command is { IsEndless: true })
        {
            Begin(null);
        }
        else
        {
            await Finish(RunStage.Stopped, $"failed at {_drive?.Position ?? State.Position}: {exception.Message}");
        }
    }

    /// <summary>Steps for at most a slice, toward where the wall clock, the warm-up or a seek allows.</summary>
    private async Task Slice(IRunDrive drive)
    {
        var started = services.Time.GetTimestamp();
        var position = drive.Position;
        var limit = Limit(drive);
        if (Command is { IsEndless: true } && position >= TimeSpan.Zero && limit - position > EndlessLag)
        {
            LogStartedAnew(_run, limit - position);
            Begin(null);
            return;
        }

        var steps = 0;
        while (!drive.IsOver && drive.Position < limit
            && services.Time.GetElapsedTime(started) < services.Options.Slice)
        {
            await drive.Step();
            steps++;
        }

        GrainInstruments.RunSteps.Add(steps);
        var marks = drive.TakeMarks();
        AddMarks(marks);
        State.DiagnosedAt = drive.DiagnosedAt;
        State.Tally = drive.Tally;
        if (drive.IsOver)
        {
            await Over(drive);
            return;
        }

        var hasArrived = Arrive(drive, position);
        Publish(isForced: hasArrived);
        if (hasArrived && Command is { Mode: RunMode.Live } live)
        {
            // Hours may have passed in seconds: what the twin learned in them must not hang on the next checkpoint.
            await GrainFactory.GetGrain<ITwinUpkeepGrain>(live.Twin).Checkpoint();
        }

        if (hasArrived || marks.Any(mark => mark.Kind == RunMarkKind.Incident) || IsSaveDue(steps))
        {
            await Save();
        }

        Rest(isStanding: steps == 0 && !State.IsPlaying);
    }

    private bool IsSaveDue(int steps) =>
        steps > 0 && services.Time.GetUtcNow() - _savedAt >= services.Options.SaveInterval;

    /// <summary>A run that stands looks at the clock twice a second only; it still says where it stands, so that a view
    /// that woke anew learns of it.</summary>
    private void Rest(bool isStanding)
    {
        if (isStanding != _isStanding)
        {
            _isStanding = isStanding;
            var period = isStanding ? StandingPulse : services.Options.Pulse;
            _timer?.Change(period, period);
        }
    }

    /// <summary>The position up to which the run may go now.</summary>
    private TimeSpan Limit(IRunDrive drive)
    {
        if (State.Seek is { } seek)
        {
            return seek;
        }

        if (drive.Position < TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        var now = services.Time.GetUtcNow();
        if (Command is { IsEndless: true })
        {
            return now - State.StartsAt;
        }

        return State.IsPlaying ? _pace.Target(now, drive.Position) : drive.Position;
    }

    /// <summary>Notes the end of the warm-up or of a seek. True when the run got there in this slice.</summary>
    private bool Arrive(IRunDrive drive, TimeSpan before)
    {
        var isThere = (State.Seek is { } seek && drive.Position >= seek)
            || (before < TimeSpan.Zero && drive.Position >= TimeSpan.Zero);
        if (isThere)
        {
            State.Seek = drive.Position >= (State.Seek ?? drive.Position) ? null : State.Seek;
            Anchor(drive.Position);
        }

        SetStage();
        return isThere;
    }

    private void SetStage()
    {
        if (IsUnderWay)
        {
            State.Stage = _drive is { } drive && drive.Position < TimeSpan.Zero ? RunStage.WarmingUp
                : State.IsPlaying ? RunStage.Playing
                : RunStage.Paused;
        }
    }

    private void Anchor(TimeSpan position) => _pace.Anchor(services.Time.GetUtcNow(), position, State.Speed);

    private async Task Over(IRunDrive drive)
    {
        if (State.Stage == RunStage.Ended)
        {
            // It was only shown again.
            _timer?.Dispose();
            _timer = null;
            Publish(isForced: true);
            return;
        }

        State.Report = await drive.Report();
        await Finish(RunStage.Ended, HandFaults.Count(Command!.Scenario) is > 0 and var count
            ? $"{count} injected by hand: the scenario's expectations do not know of it"
            : "");
    }

    private async Task Finish(RunStage stage, string note)
    {
        State.Stage = stage;
        State.Note = note;
        _timer?.Dispose();
        _timer = null;
        await Save();
        Publish(isForced: true);
        LogFinished(_run, stage, note);
    }

    /// <summary>The rehearsal, for readers. One that ended is gone from memory after a while: it is run again for
    /// whoever looks, and the looker sees it pass.</summary>
    private IRehearsal? Seen()
    {
        if (_drive is null && _timer is null
            && Command is { Mode: RunMode.Rehearsal } played && State.Stage == RunStage.Ended)
        {
            Begin(played.Scenario.Duration);
        }

        return Rehearsal;
    }

    private void AddMarks(ImmutableArray<RunMark> marks)
    {
        if (marks.IsEmpty)
        {
            return;
        }

        var all = State.Marks.AddRange(marks);
        var excess = all.Length - services.Options.MaxMarks;
        if (excess > 0)
        {
            GrainInstruments.LimitHit("run.marks", excess);
        }

        State.Marks = excess > 0 ? Cut(all, excess) : all;
    }

    // Alerts are what there are too many of: the oldest of them go first, and the few marks that tell the story stay.
    private static ImmutableArray<RunMark> Cut(ImmutableArray<RunMark> marks, int excess)
    {
        var kept = ImmutableArray.CreateBuilder<RunMark>(marks.Length);
        foreach (var mark in marks)
        {
            if (excess > 0 && mark.Kind == RunMarkKind.Alert)
            {
                excess--;
                continue;
            }

            kept.Add(mark);
        }

        return excess > 0 ? kept.ToImmutable().RemoveRange(0, excess) : kept.ToImmutable();
    }

    private async Task Save()
    {
        State.Position = _drive?.Position ?? State.Position;
        _savedAt = services.Time.GetUtcNow();
        await stored.WriteStateAsync();
    }

    /// <summary>Tells the view, a few times a second. The view of a live run is its twin's: it gets the status
    /// only.</summary>
    private void Publish(bool isForced)
    {
        var now = services.Time.GetUtcNow();
        var position = _drive?.Position ?? State.Position;
        var wait = position == _publishedPosition ? SayAgainAfter : services.Options.PublishInterval;
        if (!isForced && now - _publishedAt < wait)
        {
            return;
        }

        _publishedAt = now;
        _publishedPosition = position;
        var status = CurrentStatus();
        if (Command is { Mode: RunMode.Live } played)
        {
            GrainFactory.GetGrain<IViewGrain>(GrainKeys.TwinView(played.Twin)).Publish(RunOnly(status)).Ignore();
        }
        else if (Rehearsal is { } rehearsal)
        {
            GrainFactory.GetGrain<IViewGrain>(GrainKeys.RunView(_run)).Publish(rehearsal.Delta(status)).Ignore();
        }
    }

    private static ViewDelta RunOnly(RunStatus status) => new(0, null, 0, false, [], [], 0, 0, 0, status);
}
