using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>
/// "How much more can it take?", asked of the simulated world: an estate stands at its busiest time, nothing broken and
/// no noise in the load. Forks of it get more and more work, until a service no longer keeps its objectives, fails a
/// hundredth more, or does not come to rest: all work from outside raised alike for the whole estate, and work straight
/// to one service for each of them. The largest amount carried is found by bisection, to a hundredth. O(services x
/// log(largest factor) x minutes x (entities + calls)); the test <c>HeadroomTrialTests</c> holds it to the closed forms
/// of queues.
/// </summary>
public sealed class HeadroomTrial
{
    /// <summary>Largest factor of the work that is tried.</summary>
    public const double LargestFactor = 64;

    /// <summary>Fewest simulated minutes in which an ordinary estate comes to rest and can be judged.</summary>
    public const int FewestMinutes = 4;

    private const int WarmUpMinutes = 10;

    // A response time that still grows by a tenth between two halves of the time judged does not come to rest.
    private const double GrowthOfUnsettled = 1.1;

    private static readonly int Largest = LoadSearch.StepOf(LargestFactor);

    // The world divides longer ticks anyway.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private static readonly DateTimeOffset Day = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly Estate _estate;
    private readonly int _minutes;
    private readonly SimulatedWorld _world;
    private readonly TimeSpan _busiest;
    private readonly Service[] _services;

    /// <summary>Brings an estate to rest at its busiest time, and plays it once as it is.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="minutes">Simulated minutes with each amount of work, at least <see cref="FewestMinutes"/>; the
    /// second half is judged.</param>
    /// <exception cref="ArgumentException">The estate and its model do not fit.</exception>
    public HeadroomTrial(Estate estate, ImmutableArray<LoadSource> load, int minutes)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, FewestMinutes);
        (_estate, _minutes, _busiest) = (estate, minutes, WorkTrial.BusiestAt(load));
        _world = new SimulatedWorld(
            estate, WorkTrial.Steady(load, _busiest, 1), 1, new WorldSettings(Day, Tick, TimeSpan.FromHours(1)));
        for (var tick = 0; tick < TimeSpan.FromMinutes(WarmUpMinutes) / Tick; tick++)
        {
            _world.Tick();
        }

        _services = [.. ServicesOf(_world).Select(NewService)];
        var usual = Play(_world.Fork(), _services);
        for (var i = 0; i < _services.Length; i++)
        {
            _services[i] = _services[i] with { UsualFailedShare = usual[i].Promise.FailedShare };
            _services[i] = _services[i] with { IsKept = IsKept(_services[i], usual[i]) };
        }
    }

    /// <summary>Everything that can be asked about: what works and has work, but for queues, whose limit is that of
    /// their consumers; by id.</summary>
    public ImmutableArray<EntityId> Services => [.. _services.Select(service => service.Entity).Order()];

    /// <summary>Asks about the whole estate and every service.</summary>
    /// <param name="tell">Hears of each service that was tried; null for nobody.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public HeadroomAnswer Ask(Action<int, int>? tell = null, CancellationToken cancellation = default)
    {
        var whole = Whole(cancellation);
        var lines = new List<HeadroomLine>(_services.Length);
        foreach (var service in _services)
        {
            lines.Add(Line(service, cancellation));
            tell?.Invoke(lines.Count, _services.Length);
        }

        return new HeadroomAnswer(
            _busiest, _minutes, whole,
            [.. lines.OrderBy(line => Math.Round(line.Factor, 6)).ThenBy(line => line.Entity)]);
    }

    /// <summary>Asks about one service.</summary>
    /// <param name="entity">The service; of <see cref="Services"/>.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">It cannot be asked about.</exception>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public HeadroomAnswer Ask(EntityId entity, CancellationToken cancellation = default)
    {
        var found = Array.FindIndex(_services, service => service.Entity == entity);
        return found < 0
            ? throw new ArgumentException($"{entity} has no work that could grow.", nameof(entity))
            : new HeadroomAnswer(_busiest, _minutes, null, [Line(_services[found], cancellation)]);
    }

    private static IEnumerable<int> ServicesOf(SimulatedWorld world)
    {
        var map = world.State.Map;
        return map.ProcessesByEntity.Where(p => map.Kinds[map.ProcessNode[p]] != EntityKind.Queue
            && world.State.Processes.Inflow[p] > 0);
    }

    private Service NewService(int p)
    {
        var entity = _world.State.Map.Processes[p].Entity;
        return new Service(
            p, entity, _world.State.Processes.Inflow[p], PromiseTally.ObjectivesOf(_estate, entity), 0, false);
    }

    private HeadroomLine Line(Service service, CancellationToken cancellation)
    {
        if (!service.IsKept)
        {
            return new HeadroomLine(
                service.Entity, service.Rate, 0, service.InWords(), Bottleneck.Find(_world, service.Process));
        }

        HeadroomLimit? first = null;
        var most = LoadSearch.Most(Largest, Carries, cancellation);
        var carried = service.Rate * LoadSearch.FactorOf(most);
        return new HeadroomLine(service.Entity, service.Rate, carried, service.InWords(), first);

        bool Carries(int step)
        {
            var world = _world.Fork();
            world.AddLoad(service.Process, (LoadSearch.FactorOf(step) - 1) * service.Rate);
            if (IsKept(service, Play(world, [service])[0]))
            {
                return true;
            }

            first = Bottleneck.Find(world, service.Process);
            return false;
        }
    }

    /// <summary>Everything from outside grows alike; what does not do what it promises as it is, is left out.</summary>
    private HeadroomLine Whole(CancellationToken cancellation)
    {
        Service[] kept = [.. _services.Where(service => service.IsKept)];
        var external = _world.State.Processes.External;
        (HeadroomLimit? first, Service? broken) = (null, null);
        var most = LoadSearch.Most(Largest, Carries, cancellation);
        var now = external.Sum();
        return new HeadroomLine(
            broken?.Entity, now, now * LoadSearch.FactorOf(most), broken?.InWords() ?? "", first);

        bool Carries(int step)
        {
            var world = _world.Fork();
            for (var p = 0; p < external.Length; p++)
            {
                world.AddLoad(p, (LoadSearch.FactorOf(step) - 1) * external[p]);
            }

            var played = Play(world, kept);

            // Callers have lower numbers: the last that fails is nearest to the reason.
            var worst = kept.Where((service, i) => !IsKept(service, played[i])).MaxBy(service => service.Process);
            if (worst is null)
            {
                return true;
            }

            (broken, first) = (worst, Bottleneck.Find(world, worst.Process));
            return false;
        }
    }

    private static bool IsKept(Service service, Tally tally) => tally.IsAtRest()
        && (service.Objectives.IsEmpty
            ? tally.Promise.FailedShare <= service.UsualFailedShare + ImpactRule.MoreErrors
            : tally.Promise.AreKept());

    private Tally[] Play(SimulatedWorld world, IReadOnlyList<Service> services)
    {
        var tallies = services.Select(service => new Tally(world, service)).ToArray();
        var ticks = (int)(TimeSpan.FromMinutes(_minutes) / Tick);
        for (var tick = 0; tick < ticks; tick++)
        {
            world.Tick();
            for (var i = 0; tick >= ticks / 2 && i < tallies.Length; i++)
            {
                tallies[i].Add(Tick.TotalSeconds, tick < ticks * 3 / 4);
            }
        }

        return tallies;
    }

    /// <summary>What is asked about, and how it does as it is.</summary>
    private sealed record Service(
        int Process,
        EntityId Entity,
        double Rate,
        ImmutableArray<ServiceObjective> Objectives,
        double UsualFailedShare,
        bool IsKept)
    {
        public string InWords() => Objectives.IsEmpty
            ? "no hundredth more fails"
            : string.Join("; ", Objectives);
    }

    /// <summary>What a service did in the time judged.</summary>
    private sealed class Tally(SimulatedWorld world, Service service)
    {
        private readonly double[] _time = new double[2];
        private readonly int[] _ticks = new int[2];

        public PromiseTally Promise { get; } = new(world, service.Process, service.Objectives);

        public void Add(double seconds, bool isFirstHalf)
        {
            Promise.Add(seconds);
            var half = isFirstHalf ? 0 : 1;
            _time[half] += world.State.Processes.ResponseMean[service.Process];
            _ticks[half]++;
        }

        public bool IsAtRest() => _time[1] / _ticks[1] <= GrowthOfUnsettled * _time[0] / _ticks[0];
    }
}
