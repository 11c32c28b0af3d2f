using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Proofs;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>
/// A world that behaves like an estate whose fault-free telemetry is known (docs/methods/fitting.md). Rates, response
/// times and losses are those of one fault-free time; which calls the graph lacks and which failures callers survive is
/// learned from all of them. The rest is what <see cref="WorldFit"/> makes of usual numbers, with its assumptions.
/// </summary>
public sealed class FittedWorld
{
    // Whoever fails with fewer than half of a call's failures has something else to answer with.
    private const double Needed = 0.5;

    /// <summary>
    /// Use of the slots of everybody. Telemetry of requests does not tell how many requests an entity could work on:
    /// room for fifty times the usual keeps a fault of slowness from becoming an overload for which there is no
    /// evidence.
    /// </summary>
    public const double AssumedUse = 0.02;

    private const double StepSeconds = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private readonly FaultFreeTime _time;

    private FittedWorld(WorldFit fit, FaultFreeTime time, ImmutableArray<LearnedCall> calls)
    {
        _time = time;
        Estate = fit.Map.Estate;
        Load = [.. fit.Map.Load];
        Calls = calls;
        Works = Compare(fit);
    }

    /// <summary>The estate, ready to be simulated.</summary>
    public Estate Estate { get; }

    /// <summary>The usual work from outside, without waves and noise.</summary>
    public ImmutableArray<LoadSource> Load { get; }

    /// <summary>All calls, by caller and callee.</summary>
    public ImmutableArray<LearnedCall> Calls { get; }

    /// <summary>Residuals: every entity that works, sorted.</summary>
    public ImmutableArray<FittedWork> Works { get; }

    /// <summary>Fits a world.</summary>
    /// <param name="topology">The graph that is known.</param>
    /// <param name="usual">The fault-free time whose rates and response times the world is to have.</param>
    /// <param name="all">All fault-free times of the estate, <paramref name="usual"/> among them.</param>
    public static FittedWorld Of(TopologySnapshot topology, FaultFreeTime usual, IReadOnlyList<FaultFreeTime> all)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(usual);
        ArgumentNullException.ThrowIfNull(all);
        var hidden = HiddenCalls.Find(TopologyGraph.Compile(topology), all);
        var whole = HiddenCalls.AddTo(topology, hidden);
        var fits = all.Select(time => (Fit: Fit(whole, time), time)).ToList();
        var first = fits.Find(one => ReferenceEquals(one.time, usual)).Fit ?? Fit(whole, usual);
        var shares = CallFailures.Shares(first, fits);
        var known = hidden.Select(call => (call.Caller, call.Callee)).ToHashSet();
        var calls = first.Calls.Select(call => Learned(first, call, shares[call.Number], known))
            .OrderBy(call => call.Caller).ThenBy(call => call.Callee).ToImmutableArray();
        return new FittedWorld(Fit(Needs(whole, calls), usual), usual, calls);
    }

    /// <summary>Plays the world with a fault and without, both without noise; what the fault adds, by entity.</summary>
    /// <param name="fault">The fault; it begins with the first sample.</param>
    /// <param name="samples">Samples to play, at the distance of those the world was fitted to.</param>
    /// <exception cref="ArgumentException">The fault does not fit the estate.</exception>
    public ImmutableSortedDictionary<EntityId, FaultEffect> Play(FaultSpec fault, int samples)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var world = AtRest();
        var usual = Read(world);
        var steps = (int)Math.Max(1, Math.Round(_time.Interval.TotalSeconds / StepSeconds));
        var effects = usual.Keys.ToDictionary(
            entity => entity, _ => new FaultEffect(new double[samples], new double[samples], new double[samples]));
        world.Inject(fault);
        for (var sample = 0; sample < samples; sample++)
        {
            for (var step = 0; step < steps; step++)
            {
                world.Tick();
                foreach (var (entity, now) in Read(world))
                {
                    Add(effects[entity], sample, (usual[entity], now), steps);
                }
            }
        }

        return effects.ToImmutableSortedDictionary();
    }

    private static void Add(FaultEffect effect, int sample, (Work Usual, Work Now) pair, int steps)
    {
        var (usual, now) = pair;
        effect.Delay[sample] += (now.Latency - usual.Latency) / steps;
        effect.Failing[sample] += (usual.Success > 0 ? Math.Max(0, 1 - (now.Success / usual.Success)) : 0) / steps;
        effect.Traffic[sample] += (usual.Rate > 0 ? now.Rate / usual.Rate : 1) / steps;
    }

    private static WorldFit Fit(TopologySnapshot topology, FaultFreeTime time)
    {
        var now = DateTimeOffset.UnixEpoch;
        var evidence = time.Works.Select(pair => new EntityEvidence(
            pair.Key, now, now, null, [.. Usual(pair.Value)])).ToImmutableArray();
        var source = new CounterfactualCase(TopologyGraph.Compile(topology), evidence, [], [], now, now);
        var window = new ProofWindow(now, time.Interval, 1, time.Interval);
        return WorldFit.Of(ObservedEstate.Of(source, window), AssumedUse);
    }

    private static IEnumerable<SeriesEvidence> Usual(WorkSeries work)
    {
        foreach (var (metric, values) in new[]
        {
            (MetricCatalog.ErrorRatio, work.Loss), (MetricCatalog.RequestDuration, work.Latency),
            (MetricCatalog.RequestRate, work.Rate),
        })
        {
            var mean = WorkSeries.MeanOf(values.AsSpan());
            if (!double.IsNaN(mean))
            {
                yield return new SeriesEvidence(metric, mean, 1, mean, 0, null, true, []);
            }
        }
    }

    private static LearnedCall Learned(
        WorldFit fit, FittedCall call, double share, HashSet<(EntityId, EntityId)> hidden)
    {
        var (from, to) = (fit.Observed.Working[call.From].Entity, fit.Observed.Working[call.To].Entity);
        return new LearnedCall(from, to, call.PerRequest, call.IsAwaited, share, hidden.Contains((from, to)));
    }

    /// <summary>The graph with the calls optional that callers do without.</summary>
    private static TopologySnapshot Needs(TopologySnapshot topology, ImmutableArray<LearnedCall> calls)
    {
        var spared = calls.Where(call => call.FailureShare < Needed)
            .Select(call => (call.Caller, call.Callee)).ToHashSet();
        return topology with
        {
            Dependencies =
            [
                .. topology.Dependencies.Select(link =>
                    link.Kind == DependencyKind.CallsSync && spared.Contains((link.Dependent, link.On))
                        ? link with { Criticality = Criticality.Optional }
                        : link),
            ],
        };
    }

    private SimulatedWorld AtRest()
    {
        var step = TimeSpan.FromSeconds(StepSeconds);
        var world = new SimulatedWorld(Estate, Load, 1, new WorldSettings(DateTimeOffset.UnixEpoch, step, step));
        for (var rested = TimeSpan.Zero; rested < Rest; rested += step)
        {
            world.Tick();
        }

        return world;
    }

    private static SortedDictionary<EntityId, Work> Read(SimulatedWorld world)
    {
        var (columns, map) = (world.State.Processes, world.State.Map);
        var works = new SortedDictionary<EntityId, Work>();
        for (var p = 0; p < map.Processes.Length; p++)
        {
            works[map.Processes[p].Entity] = new Work(
                columns.Inflow[p], columns.ResponseMean[p],
                GammaLaw.Percentile95(columns.ResponseMean[p], columns.ResponseVariance[p]).Value,
                columns.Success[p]);
        }

        return works;
    }

    private ImmutableArray<FittedWork> Compare(WorldFit fit)
    {
        var simulated = Read(AtRest());
        return
        [
            .. fit.Observed.Working.Select(one => (one, Work: simulated[one.Entity])).Select(pair => new FittedWork(
                pair.one.Entity,
                (pair.one.Rate?.Usual ?? double.NaN, pair.Work.Rate),
                (pair.one.Latency?.Usual ?? double.NaN, pair.Work.Latency),
                (Observed95(pair.one.Entity), pair.Work.Latency95),
                (pair.one.Errors?.Usual ?? double.NaN, 1 - pair.Work.Success))),
        ];
    }

    private double Observed95(EntityId entity) => WorkSeries.MeanOf(_time.Works[entity].Latency95.AsSpan());

    private readonly record struct Work(double Rate, double Latency, double Latency95, double Success);
}
