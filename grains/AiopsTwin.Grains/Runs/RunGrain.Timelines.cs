using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;

namespace AiopsTwin.Grains.Runs;

/// <summary>The past of a rehearsal: going back to it, forks of it, and what became of them.</summary>
internal sealed partial class RunGrain
{
    private const string PlayedAgain = "the run is still on its way to where it stands; ask again in a moment";

    /// <inheritdoc />
    public async Task<Decision> Fork(RunForkOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Command is not { Mode: RunMode.Rehearsal } played)
        {
            return Decision.Refused("only a rehearsal is forked: its twin is inside the run");
        }

        if (Seen() is not { } rehearsal || State.Seek is not null || rehearsal.Position < TimeSpan.Zero)
        {
            return Decision.Refused(PlayedAgain);
        }

        var tick = played.Scenario.Tick.Ticks;
        var at = TimeSpan.FromTicks(order.Position.Ticks - (order.Position.Ticks % tick));
        if (at < TimeSpan.Zero || at > rehearsal.Position)
        {
            return Decision.Refused($"a fork lies between 0 and {rehearsal.Position}, where the run stands");
        }

        var (scenario, reason) = RunForks.Scenario(played.Scenario, order, at);
        if (scenario is null)
        {
            return Decision.Refused(reason);
        }

        var fork = GrainFactory.GetGrain<IRunGrain>(order.Fork);
        if (order.Fork == _run || (await fork.Status()).Stage != RunStage.None)
        {
            return Decision.Refused($"there is a run {order.Fork} already");
        }

        Leave(order.Fork, rehearsal.Timeline, (at, scenario));
        var begun = await fork.Start(played with
        {
            Scenario = scenario,
            IsPlaying = order.IsPlaying,
            Parent = _run,
            ForkedAt = at,
        });
        if (!begun.IsAccepted)
        {
            services.Forks.Take(order.Fork);
            return begun;
        }

        LogForked(_run, order.Fork, at);
        return Decision.Accepted;
    }

    /// <inheritdoc />
    public Task<RunTimeline?> Timeline()
    {
        if (Command is not { Mode: RunMode.Rehearsal } played || Seen()?.Timeline is not { } timeline)
        {
            return Task.FromResult<RunTimeline?>(null);
        }

        var isOver = State.Stage is RunStage.Ended or RunStage.Stopped;
        return Task.FromResult<RunTimeline?>(new RunTimeline(
            _run, played.Parent, played.ForkedAt, timeline.Position, timeline.Snapshots, timeline.SnapshotBytes,
            timeline.SnapshotsDropped, timeline.Mismatches,
            timeline.Hashes is [.., var newest] ? newest : null,
            isOver ? RunForks.Log(played.Scenario) : []));
    }

    /// <inheritdoc />
    public Task<TimelineReading?> Reading(TimeSpan position)
    {
        var isReady = Command is { Mode: RunMode.Rehearsal } && State.Seek is null && !IsTooLarge;
        return Task.FromResult(isReady ? Seen()?.Timeline.Read(position) : null);
    }

    /// <inheritdoc />
    public async Task<RunComparison> Compare(string other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var otherRun = GrainFactory.GetGrain<IRunGrain>(other);
        var status = await otherRun.Status();
        if (Command is not { Mode: RunMode.Rehearsal } played || status is not { Mode: RunMode.Rehearsal }
            || status.Stage == RunStage.None)
        {
            return new RunComparison(null, "two rehearsals are compared");
        }

        if (IsTooLarge)
        {
            GrainInstruments.LimitHit("run.compare");
            return new RunComparison(null,
                $"estates of at most {services.Options.CompareEntities} entities are compared (Run:CompareEntities)");
        }

        var position = Seen()?.Position ?? State.Position;
        position = status.Position < position ? status.Position : position;
        if (position < TimeSpan.Zero || await otherRun.Reading(position) is not { } right
            || await Reading(position) is not { } left)
        {
            return new RunComparison(null, PlayedAgain);
        }

        if (left.At != right.At)
        {
            return new RunComparison(null, "the runs keep different time");
        }

        var (same, _) = TimelineDiff.Divergence(left.Hashes, right.Hashes);
        var since = same is { } parted && parted < left.At ? await Reading(parted) : null;
        return new RunComparison(TimelineDiff.Of(left, right, since, -played.Scenario.WarmUp), "");
    }

    private bool IsTooLarge =>
        Command?.Scenario.Estate.Topology.Entities.Length > services.Options.CompareEntities;

    /// <summary>Leaves the fork itself for the new run; played again it would come to the same, later.</summary>
    private void Leave(string run, Timeline timeline, (TimeSpan At, Scenario Scenario) fork)
    {
        var left = timeline.Fork(run, fork.At);
        foreach (var step in fork.Scenario.Timeline.Skip(left.Run.Scenario.Timeline.Length))
        {
            left.Add(step, "a person");
        }

        services.Forks.Put(run, left, [.. State.Marks.Where(mark => RunMarks.IsBehind(mark, fork.At))]);
    }

    /// <summary>Goes back to a snapshot; slices play on from there.</summary>
    private void Return(IRehearsal rehearsal, TimeSpan position)
    {
        rehearsal.Return(position);
        State.Marks = rehearsal.Position < TimeSpan.Zero
            ? []
            : [.. State.Marks.Where(mark => RunMarks.IsBehind(mark, rehearsal.Position))];
        State.Seek = position;
        _timer ??= NewTimer();
        SetStage();
        Rest(isStanding: false);
    }
}
