using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>What was seen of one fork of an <see cref="ImpactStage"/>: at its users, and by process.</summary>
internal sealed class ImpactPlay
{
    private readonly SimulatedWorld _world;
    private readonly int[] _entries;
    private readonly ImpactPlay? _usual;
    private readonly TimeSpan?[] _felt;

    // The usual course, by tick and process; kept of the fork without faults alone.
    private readonly List<(float[] Success, float[] Response)> _course = [];
    private readonly List<double> _ratio = [];
    private int _ticks;

    /// <param name="world">The fork.</param>
    /// <param name="entries">Processes at which work enters.</param>
    /// <param name="objectives">By process: what it promises.</param>
    /// <param name="usual">The fork without faults; null for itself.</param>
    public ImpactPlay(
        SimulatedWorld world, int[] entries, ImmutableArray<ServiceObjective>[] objectives, ImpactPlay? usual)
    {
        (_world, _entries, _usual) = (world, entries, usual);
        _felt = new TimeSpan?[objectives.Length];
        Promises = [.. objectives.Select((promised, p) => new PromiseTally(world, p, promised))];
    }

    /// <summary>By process: its requests, and what it owes by its objectives.</summary>
    public PromiseTally[] Promises { get; }

    /// <summary>Requests from outside.</summary>
    public double Requests { get; private set; }

    /// <summary>Those of them that fail.</summary>
    public double Lost { get; private set; }

    /// <summary>When a hundredth more of the requests from outside first fails; null when it never does.</summary>
    public TimeSpan? AtUsers { get; private set; }

    /// <summary>When a process first feels something by <see cref="ImpactRule"/>; null when it never does, and when
    /// nobody asks anything of it, with faults or without.</summary>
    public TimeSpan? FeltAt(int process) =>
        Promises[process].Requests > 0 || _usual?.Promises[process].Requests > 0 ? _felt[process] : null;

    /// <summary>Requests from outside that fail more than without faults.</summary>
    public double MoreLost => Math.Max(0, Lost - (_usual?.Lost ?? Lost));

    /// <summary>The same as a share of those there would be without faults, in [0, 1].</summary>
    public double MoreLostShare =>
        _usual is { Requests: > 0 and var requests } ? Math.Min(1, MoreLost / requests) : 0;

    /// <summary>Looks at the world after a tick.</summary>
    /// <param name="after">Time since the faults.</param>
    /// <param name="seconds">Length of the tick.</param>
    public void Look(TimeSpan after, double seconds)
    {
        var columns = _world.State.Processes;
        var (asked, failed) = (0.0, 0.0);
        foreach (var entry in _entries)
        {
            asked += columns.External[entry];
            failed += columns.External[entry] * (1 - columns.Success[entry]);
        }

        Requests += asked * seconds;
        Lost += failed * seconds;
        foreach (var promise in Promises)
        {
            promise.Add(seconds);
        }

        var ratio = asked > 0 ? failed / asked : 0;
        if (_usual is null)
        {
            _ratio.Add(ratio);
            _course.Add((
                Array.ConvertAll(columns.Success, value => (float)value),
                Array.ConvertAll(columns.ResponseMean, value => (float)value)));
            return;
        }

        var tick = _ticks++;
        AtUsers ??= ratio > _usual._ratio[tick] + ImpactRule.MoreErrors ? after : null;
        var (success, response) = _usual._course[tick];
        for (var p = 0; p < _felt.Length; p++)
        {
            _felt[p] ??= ImpactRule.IsFelt(
                new WorkQuality(columns.Success[p], columns.ResponseMean[p]), new WorkQuality(success[p], response[p]))
                ? after
                : null;
        }
    }
}
