using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>
/// A run that can be put to any past moment and continued from there in another way: the run, a log of what was done to
/// it, snapshots of it, and hashes of its world. A seek copies the nearest snapshot and plays on from there; as a run
/// is fixed by scenario, seed and log, what comes to pass is the same again, and the hashes prove it
/// (<see cref="Mismatches"/>). A fork is a timeline of its own with the same past. Not safe for use by two callers at
/// once; forks are independent of each other.
/// </summary>
public sealed class Timeline
{
    private readonly TimelineSettings _settings;
    private readonly ulong _seed;
    private readonly SnapshotShelf _shelf;
    private readonly SeriesTape _tape;
    private readonly List<TimelineEntry> _log = [];
    private readonly List<TimelineHash> _hashes = [];

    // Steps that the scenario had when the timeline began; those behind them were added.
    private readonly int _scripted;

    // The run may stand before what was recorded already.
    private TimeSpan _recordedTo;

    /// <summary>A timeline at the beginning of its scenario's warm-up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="seed">Fixes the run together with scenario and version.</param>
    /// <param name="twin">Settings of the twin.</param>
    /// <param name="settings">What to keep.</param>
    public Timeline(string name, Scenario scenario, ulong seed, TwinSettings twin, TimelineSettings settings)
        : this(name, new ScenarioRun(scenario, seed, twin), seed, settings)
    {
    }

    private Timeline(string name, ScenarioRun run, ulong seed, TimelineSettings settings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(settings);
        (Name, Run, _seed, _settings) = (name, run, seed, settings);
        _shelf = new SnapshotShelf(settings.MaxSnapshotBytes);
        _tape = new SeriesTape(settings.MaxSeriesBytes);
        _scripted = run.Scenario.Timeline.Length;
        _recordedTo = run.Position;
        StartedAt = run.Position;
        _tape.Begin(run.Position, run.World);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Name of the timeline it was forked from; null for one with a beginning of its own.</summary>
    public string? Parent { get; private init; }

    /// <summary>Offset at which it began: the warm-up's, or that of the fork.</summary>
    public TimeSpan StartedAt { get; }

    /// <summary>The run where it stands now. To be moved by the timeline only.</summary>
    public ScenarioRun Run { get; private set; }

    /// <summary>Offset from the scenario's start.</summary>
    public TimeSpan Position => Run.Position;

    /// <summary>What was done to it, in order; a fork has its parent's log up to the fork.</summary>
    public IReadOnlyList<TimelineEntry> Log => _log;

    /// <summary>Offsets of the snapshots kept, oldest first.</summary>
    public ImmutableArray<TimeSpan> Snapshots => [.. _shelf.At];

    /// <summary>Bytes of the snapshots kept.</summary>
    public long SnapshotBytes => _shelf.Bytes;

    /// <summary>Snapshots given up for room.</summary>
    public int SnapshotsDropped => _shelf.Dropped;

    /// <summary>Instants of the series that fell off.</summary>
    public long SeriesDropped => _tape.Dropped;

    /// <summary>Hashes of the world's state, oldest first.</summary>
    public IReadOnlyList<TimelineHash> Hashes => _hashes;

    /// <summary>Moments played a second time at which the world was not what it had been: never, unless something
    /// depends on more than scenario, seed and log.</summary>
    public int Mismatches { get; private set; }

    /// <summary>One tick.</summary>
    /// <returns>False when the run had already ended.</returns>
    public bool Step()
    {
        if (!Run.Step())
        {
            return false;
        }

        Record();
        return true;
    }

    /// <summary>Steps until an offset is reached or the run has ended.</summary>
    public void RunTo(TimeSpan position)
    {
        while (Position < position && Step())
        {
        }
    }

    /// <summary>Steps to the end.</summary>
    public void RunToEnd() => RunTo(TimeSpan.MaxValue);

    /// <summary>Puts the timeline to an offset: forward by playing, back by <see cref="Return"/> and playing on from
    /// there.</summary>
    public void Seek(TimeSpan position)
    {
        Return(position);
        RunTo(position);
    }

    /// <summary>Puts the timeline back to the nearest snapshot at or before an offset, to the beginning when there is
    /// none; one that lies before that already stays.</summary>
    public void Return(TimeSpan position)
    {
        if (position < Position)
        {
            Run = Copied(position, TimeSpan.MaxValue);
        }
    }

    /// <summary>A timeline of its own that has this one's past up to an offset. What was done to this one later is not
    /// done to it. This one stays where it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Offset of the fork; one beyond the present means the present.</param>
    public Timeline Fork(string name, TimeSpan position)
    {
        var at = At(position, position);
        var fork = new Timeline(name, at, _seed, _settings) { Parent = Name };
        fork._log.AddRange(_log.Where(entry => entry.At <= at.Position));
        fork._hashes.AddRange(_hashes.Where(hash => hash.At <= at.Position));
        return fork;
    }

    /// <summary>Adds a step to the end of the scenario's timeline; it becomes part of what is played. What had been
    /// recorded beyond the present is forgotten.</summary>
    /// <param name="step">Falls due not before the next tick.</param>
    /// <param name="actor">Who does it.</param>
    public void Add(TimelineStep step, string actor)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        var here = Position;
        _shelf.Cut(here);
        _tape.Begin(here, Run.World);
        _hashes.RemoveAll(hash => hash.At > here);
        _recordedTo = here;
        Run.Add(step);
        _log.Add(new TimelineEntry(_log.Count + 1, step.Time.At, actor, TextOf(step)));
    }

    /// <summary>What the world carried up to an offset at most the present; a moment that has passed is played again
    /// beside the timeline.</summary>
    public TimelineReading Read(TimeSpan position)
    {
        var run = position >= Position ? Run : At(position, TimeSpan.MaxValue);
        return TimelineReader.Read(Name, run, [.. _hashes.Where(hash => hash.At <= run.Position)]);
    }

    /// <summary>The series of an entity since the timeline began, oldest first; empty for one that does no
    /// work.</summary>
    public ImmutableArray<TimelinePoint> Series(EntityId entity) =>
        _tape.Of(entity, Run.World, Run.Scenario.TelemetryInterval);

    /// <summary>Compares with another timeline of the same scenario, over what both have lived through since they
    /// parted (when they never did or always were apart: since the beginning), and finds the first tick at which they
    /// differ.</summary>
    public TimelineComparison Compare(Timeline other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var position = Position < other.Position ? Position : other.Position;
        var (left, right) = (Read(position), other.Read(position));
        var (same, _) = TimelineDiff.Divergence(left.Hashes, right.Hashes);
        var since = same is { } parted && parted < left.At ? Read(parted) : null;
        var found = TimelineDiff.Of(left, right, since, -Run.Scenario.WarmUp);
        return found is { SameUntil: { } from, DifferentFrom: { } different }
            ? Refined(found, other, (from, different))
            : found;
    }

    /// <summary>Plays both from where they are known to agree to where they are known to differ.</summary>
    private TimelineComparison Refined(
        TimelineComparison found, Timeline other, (TimeSpan From, TimeSpan To) known)
    {
        var same = known.From;
        var (left, right) = (At(same, TimeSpan.MaxValue), other.At(same, TimeSpan.MaxValue));
        while (left.Position < known.To && left.Step() && right.Step())
        {
            if (left.StateHash() != right.StateHash())
            {
                return found with { SameUntil = same, DifferentFrom = left.Position };
            }

            same = left.Position;
        }

        return found;
    }

    /// <summary>A run of its own that stands at an offset, or at the present when that lies before it.</summary>
    /// <param name="position">The offset.</param>
    /// <param name="known">Steps added for a later offset are left out.</param>
    private ScenarioRun At(TimeSpan position, TimeSpan known)
    {
        var run = position >= Position ? Run.Fork() : Copied(position, known);
        run.RunTo(position < Position ? position : Position);
        return run;
    }

    private ScenarioRun Copied(TimeSpan position, TimeSpan known)
    {
        var scenario = Run.Scenario;
        var late = scenario.Timeline.Skip(_scripted).Where(step => step.Time.At > known).ToHashSet();
        scenario = scenario with { Timeline = scenario.Timeline.RemoveAll(late.Contains) };
        if (_shelf.Before(position) is not { } snapshot)
        {
            return new ScenarioRun(scenario, _seed, Run.Settings);
        }

        var run = snapshot.Fork();

        // What was added after the snapshot was taken is part of what is played.
        foreach (var step in scenario.Timeline.Skip(run.Scenario.Timeline.Length))
        {
            run.Add(step);
        }

        return run;
    }

    private void Record()
    {
        var (position, scenario) = (Position, Run.Scenario);
        var lived = (position + scenario.WarmUp).Ticks;
        var isNew = position > _recordedTo;
        if (lived % (scenario.Tick.Ticks * _settings.HashEvery) == 0)
        {
            Check(new TimelineHash(position, Run.StateHash()), isNew);
        }

        if (!isNew)
        {
            return;
        }

        _recordedTo = position;
        if (lived % scenario.TelemetryInterval.Ticks == 0)
        {
            Keep(position);
        }

        if (position >= TimeSpan.Zero && (_shelf.Newest is not { } newest
            || position - newest >= _settings.SnapshotEvery))
        {
            var copy = Run.Fork();
            _shelf.Add(copy, StateCopier.OfThread.Bytes);
        }
    }

    /// <summary>The warm-up is no part of the series.</summary>
    private void Keep(TimeSpan position)
    {
        if (position > TimeSpan.Zero)
        {
            _tape.Record(position, Run.World);
        }
        else
        {
            _tape.Begin(position, Run.World);
        }
    }

    private void Check(TimelineHash hash, bool isNew)
    {
        if (isNew)
        {
            _hashes.Add(hash);
        }
        else if (_hashes.BinarySearch(hash, ByTime) is >= 0 and var place && _hashes[place].Hash != hash.Hash)
        {
            Mismatches++;
        }
    }

    private static Comparer<TimelineHash> ByTime { get; } =
        Comparer<TimelineHash>.Create((left, right) => left.At.CompareTo(right.At));

    /// <summary>What a step does, in a line.</summary>
    public static string TextOf(TimelineStep step) => step switch
    {
        { Fault: { } fault } => $"inject {fault.Kind} on {string.Join(", ", fault.Targets.Take(3))}",
        { Reverts: { } reverted } => $"revert {reverted}",
        { Cancels: { } cancelled } => $"without {cancelled}",
        { Change: { } change } => $"change {change.Title}",
        _ => step.Note ?? "",
    };
}
