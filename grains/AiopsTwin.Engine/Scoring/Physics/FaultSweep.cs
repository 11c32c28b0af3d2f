using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// Whatever fault strikes an estate, nothing appears and nothing vanishes: every kind that finds a target is injected
/// into a world of its own for ten virtual minutes, five of them in force, and at every tick arrivals are departures,
/// losses and what is present, every number is finite, and no flow is negative.
/// </summary>
public static class FaultSweep
{
    private const int Seconds = 600;
    private const int From = 60;
    private const double Bound = 1e-9;
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    /// <summary>Strikes an estate with every kind there is.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the worlds, and of the targets drawn.</param>
    /// <returns>The largest residual of all worlds, infinite when a number was not finite or a flow
    /// negative.</returns>
    public static PhysicsFigure Run(Estate estate, ImmutableArray<LoadSource> load, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var (worst, where, kinds) = (0.0, "", 0);
        foreach (var kind in FaultCatalog.Kinds)
        {
            if (Draw(kind, estate, seed) is not { } fault)
            {
                continue;
            }

            kinds++;
            var (residual, at) = Strike(estate, load, seed, fault);
            if (residual > worst)
            {
                (worst, where) = (residual, $", worst under {kind.Name} on {fault.Targets[0]}, {at}");
            }
        }

        return new PhysicsFigure(
            FormattableString.Invariant($"{estate.Name}, seed {seed}: {kinds} kinds of fault, {kinds * Seconds} ticks")
            + where, "largest relative residual", 0, worst, worst, Bound);
    }

    /// <summary>A fault of a kind that fits an estate, with the magnitude people would begin with; null when the kind
    /// finds nothing to strike there.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="estate">The estate.</param>
    /// <param name="seed">Seed of the targets drawn.</param>
    public static FaultSpec? Draw(FaultKind kind, Estate estate, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(estate);
        var preset = FaultPreset.All.FirstOrDefault(one => one.Kind == kind);
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var one in kind.Parameters.Where(one => one.Default is null || one == preset?.Parameter))
        {
            parameters[one.Name] = one == preset?.Parameter
                ? preset.Magnitude
                : Math.Clamp(2, one.Minimum, one.Maximum);
        }

        var like = new FaultSpec(kind.Name, kind.Name, [], null, parameters.ToImmutable(), TimeSpan.Zero, Lasting);
        return Candidates(like, estate, new SeededRandom(seed).Fork(kind.Name))
            .FirstOrDefault(fault => FaultCatalog.Check(fault, estate).IsEmpty);
    }

    /// <summary>The fault on everything there is, on every call, and on every call led elsewhere, each in an order that
    /// is drawn.</summary>
    private static IEnumerable<FaultSpec> Candidates(FaultSpec like, Estate estate, SeededRandom random)
    {
        EntityId[] entities = [.. estate.Topology.Entities.Select(entity => entity.Id).Order()];
        CallModel[] calls = [.. estate.World.Calls];
        Shuffle(entities, random.Fork("entities"));
        Shuffle(calls, random.Fork("calls"));
        var others = estate.World.Processes.Select(process => process.Entity);
        return entities.Select(target => like with { Targets = [target] })
            .Concat(calls.Select(call => like with { Targets = [call.Caller], Peer = call.Callee }))
            .Concat(calls.Take(1).SelectMany(call => others.Select(
                other => like with { Targets = [call.Caller, other], Peer = call.Callee })));
    }

    private static void Shuffle<T>(T[] items, SeededRandom random)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private static (double Residual, string At) Strike(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, FaultSpec fault)
    {
        var world = new SimulatedWorld(estate, load, seed, QueueEstate.Settings);
        var (worst, at) = (0.0, "");
        for (var second = 0; second < Seconds; second++)
        {
            if (second == From)
            {
                world.Inject(fault);
            }

            world.Tick();
            var (residual, process) = Conservation.Residual(world);
            residual = FlowsAreSound(world.State.Calls) ? residual : double.PositiveInfinity;
            if (residual > worst)
            {
                (worst, at) = (residual, FormattableString.Invariant($"second {second}, {process}"));
            }
        }

        return (worst, at);
    }

    private static bool FlowsAreSound(CallColumns calls)
    {
        for (var e = 0; e < calls.Count; e++)
        {
            if (!(calls.Flow[e] >= 0 && calls.Held[e] >= 0 && double.IsFinite(calls.Flow[e] + calls.Held[e])))
            {
                return false;
            }
        }

        return true;
    }
}
