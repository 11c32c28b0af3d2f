using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>
/// Counts what a process of a simulated world owes by its objectives: requests, those that fail, those that are
/// answered too late. What the world carries is read, not what its monitors say, so there is no noise in it. A response
/// time is read as a gamma law, as everywhere in the world.
/// </summary>
internal sealed class PromiseTally
{
    private readonly SimulatedWorld _world;
    private readonly int _process;
    private readonly double[] _bad;

    /// <param name="world">The world read.</param>
    /// <param name="process">Number of the process.</param>
    /// <param name="objectives">What it promises.</param>
    public PromiseTally(SimulatedWorld world, int process, ImmutableArray<ServiceObjective> objectives)
    {
        (_world, _process, Objectives) = (world, process, objectives);
        _bad = new double[objectives.Length];
    }

    /// <summary>What is promised.</summary>
    public ImmutableArray<ServiceObjective> Objectives { get; }

    /// <summary>Requests that arrived.</summary>
    public double Requests { get; private set; }

    /// <summary>Those of them that failed.</summary>
    public double Failed { get; private set; }

    /// <summary>Share of requests that failed, in [0, 1]; 0 without any.</summary>
    public double FailedShare => Requests > 0 ? Failed / Requests : 0;

    /// <summary>The objectives of an entity of an estate, by kind; empty when it states none.</summary>
    public static ImmutableArray<ServiceObjective> ObjectivesOf(Estate estate, EntityId entity) =>
        estate.Topology.Entities.FirstOrDefault(one => one.Id == entity) is { } found
            ? ServiceObjective.Of(found)
            : [];

    /// <summary>Counts the tick that is just over.</summary>
    /// <param name="seconds">Its length.</param>
    public void Add(double seconds)
    {
        var columns = _world.State.Processes;
        var arrived = columns.Inflow[_process] * seconds;
        var failing = 1 - columns.Success[_process];
        Requests += arrived;
        Failed += arrived * failing;
        for (var i = 0; i < _bad.Length; i++)
        {
            _bad[i] += arrived * (Objectives[i].Limit is { } limit ? Slow(columns, limit) : failing);
        }
    }

    /// <summary>Share of the requests counted for which an objective was not kept, in [0, 1].</summary>
    public double BadShare(int objective) => Requests > 0 ? _bad[objective] / Requests : 0;

    /// <summary>Whether every objective was kept.</summary>
    public bool AreKept()
    {
        for (var i = 0; i < _bad.Length; i++)
        {
            if (BadShare(i) > Objectives[i].Allowed)
            {
                return false;
            }
        }

        return true;
    }

    private double Slow(ProcessColumns columns, TimeSpan limit) => GammaLaw.Tail(
        columns.ResponseMean[_process], columns.ResponseVariance[_process], limit.TotalSeconds);
}
