using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>
/// A world made from what a twin knows: its graph, and the usual rate, response time, errors and use of entities. Own
/// time is response time less that of the calls waited for; slots follow from use; calls per request from rates
/// (<see cref="CallShares"/>). What cannot be read off telemetry is assumed and said so: calls one after the other
/// where the response time has room for that, side by side where it has not; an assumed use where none is reported; one
/// copy on every place an entity runs on. Numbers of entities are those of <see cref="ObservedEstate.Working"/>.
/// </summary>
internal sealed class WorldFit
{
    /// <summary>Patience of callers while their callee answers: longer than what people wait for. That of callers of a
    /// silent callee is read off how long they then took.</summary>
    public const double PatienceSeconds = 60;

    /// <summary>Use of slots that is taken for the usual one where none is told.</summary>
    public const double UsualUse = 0.3;

    private const double LeastUse = 0.05;
    private const double MostUse = 0.9;
    private const double SmallestRate = 1e-3;
    private const double UnknownSeconds = 0.01;
    private const double LeastOwnShare = 0.02;

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly double _assumedUse;

    private WorldFit(ObservedEstate observed, double assumedUse)
    {
        Observed = observed;
        _assumedUse = assumedUse;
        Count = observed.Working.Length;
        Number = Enumerable.Range(0, Count).ToDictionary(i => observed.Working[i].Entity);
        Calls = [.. ReadCalls()];
        CallsTo = Calls.ToLookup(call => call.To);
        for (var c = 0; c < Calls.Count; c++)
        {
            Calls[c].Number = c;
        }

        CallsOf = Calls.ToLookup(call => call.From);
        Rates = new double[Count];
        Latencies = new double[Count];
        OwnErrors = new double[Count];
        SetUsual();
        Outside = CallShares.Divide(Calls, Rates, Latencies, [.. Enumerable.Range(0, Count).Select(HasOtherCallers)]);
        OwnTimes = [.. Enumerable.Range(0, Count).Select(OwnTime)];
        for (var i = 0; i < Count; i++)
        {
            OwnErrors[i] = Math.Max(0, LossOf(i) - CallsOf[i]
                .Where(call => call is { IsAwaited: true, IsRequired: true })
                .Sum(call => call.PerRequest * LossOf(call.To)));
        }

        Map = WorldMap.Of(Estate(), Load());
        Process = [.. observed.Working.Select(one => Map.ProcessOf(one.Entity))];
        var numbers = Calls.Select((call, number) => (Key: (Process[call.From], Process[call.To]), number))
            .ToDictionary(pair => pair.Key, pair => pair.number);
        FittedCallOf = [.. Map.Graph.Calls.Select(call => numbers[(call.From, call.To)])];
    }

    public ObservedEstate Observed { get; }

    /// <summary>Number of entities that work.</summary>
    public int Count { get; }

    /// <summary>Numbers of those that work.</summary>
    public Dictionary<EntityId, int> Number { get; }

    public List<FittedCall> Calls { get; }

    /// <summary>Calls by caller.</summary>
    public ILookup<int, FittedCall> CallsOf { get; }

    /// <summary>Calls by callee.</summary>
    public ILookup<int, FittedCall> CallsTo { get; }

    /// <summary>Usual requests per second.</summary>
    public double[] Rates { get; }

    /// <summary>Usual response times, in seconds.</summary>
    public double[] Latencies { get; }

    /// <summary>Usual requests per second from outside.</summary>
    public double[] Outside { get; }

    /// <summary>Usual response times without the calls waited for.</summary>
    public double[] OwnTimes { get; }

    /// <summary>Own failures, as minus the logarithm of success, so that those of calls add up.</summary>
    public double[] OwnErrors { get; }

    public WorldMap Map { get; }

    /// <summary>Process number in the map, by number.</summary>
    public int[] Process { get; }

    /// <summary>Call of the fit, by call of the map.</summary>
    public int[] FittedCallOf { get; }

    /// <summary>Tables shared by all simulations.</summary>
    public QueueTables Tables { get; } = new();

    /// <summary>Fits a world.</summary>
    /// <param name="observed">What was observed.</param>
    /// <param name="assumedUse">Use of the slots of those that do not tell it.</param>
    public static WorldFit Of(ObservedEstate observed, double assumedUse = UsualUse) => new(observed, assumedUse);

    /// <summary>Whether an entity's calls are made side by side.</summary>
    public bool CallsSideBySide(int i) =>
        CallsOf[i].Where(call => call.IsAwaited).Sum(call => call.PerRequest * Latencies[call.To]) > Latencies[i];

    private double OwnTime(int i)
    {
        var waits = CallsOf[i].Where(call => call.IsAwaited)
            .Select(call => call.PerRequest * Latencies[call.To]).DefaultIfEmpty(0);
        var waited = CallsSideBySide(i) ? waits.Max() : waits.Sum();
        return Math.Max(LeastOwnShare * Latencies[i], Latencies[i] - waited);
    }

    private double LossOf(int i) =>
        -Math.Log(1 - Math.Clamp(Observed.Working[i].Errors?.Usual ?? 0, 0, 0.99));

    private void SetUsual()
    {
        for (var i = 0; i < Count; i++)
        {
            Rates[i] = Observed.Working[i].Rate?.Usual ?? double.NaN;
            Latencies[i] = Observed.Working[i].Latency?.Usual ?? double.NaN;
        }

        // Whoever does not tell its work is taken to be asked once by each of its callers' requests.
        for (var i = 0; i < Count; i++)
        {
            var asked = CallsTo[i].Where(call => !double.IsNaN(Rates[call.From]))
                .Sum(call => Rates[call.From]);
            Rates[i] = Math.Max(SmallestRate, double.IsNaN(Rates[i]) ? (asked > 0 ? asked : 1) : Rates[i]);
        }

        for (var i = 0; i < Count; i++)
        {
            var patient = CallsTo[i].Where(call => Latencies[call.From] > 0)
                .Select(call => Latencies[call.From]).DefaultIfEmpty(2 * UnknownSeconds).Min();
            Latencies[i] = Latencies[i] > 0 ? Latencies[i] : patient / 2;
        }
    }

    private IEnumerable<FittedCall> ReadCalls()
    {
        var graph = Observed.Source.Graph;
        for (var i = 0; i < Count; i++)
        {
            graph.TryIndex(Observed.Working[i].Entity, out var node);
            var seen = new HashSet<int>();
            foreach (var link in graph.LinksToDependencies(node).ToArray())
            {
                var found = graph.Dependencies[link];
                if (found.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync
                    && found.Dependent.Kind != EntityKind.Queue && found.On.Kind != EntityKind.Queue
                    && Number.TryGetValue(found.On, out var to) && to != i && seen.Add(to))
                {
                    // One of several that can stand in for each other is not required.
                    var isRequired = found.Criticality == Criticality.Required
                        && (graph.GroupOf(link) < 0 || graph.FailuresNeeded(graph.GroupOf(link)) == 1);
                    yield return new FittedCall(i, to, found.Kind, isRequired);
                }
            }
        }
    }

    private bool HasOtherCallers(int i)
    {
        var graph = Observed.Source.Graph;
        graph.TryIndex(Observed.Working[i].Entity, out var node);
        foreach (var link in graph.LinksToDependents(node))
        {
            if (graph.Dependencies[link].Kind == DependencyKind.CallsSync
                && !Number.ContainsKey(graph.Dependencies[link].Dependent))
            {
                return true;
            }
        }

        return false;
    }

    private Estate Estate()
    {
        var graph = Observed.Source.Graph;
        var ids = Number.Keys.Concat(Observed.Places).Order().ToArray();
        var members = ids.ToHashSet();
        var called = Calls.ToDictionary(
            call => (Observed.Working[call.From].Entity, Observed.Working[call.To].Entity),
            call => call.IsRequired ? Criticality.Required : Criticality.Optional);
        var links = new List<Dependency>();
        foreach (var id in ids)
        {
            graph.TryIndex(id, out var node);
            foreach (var link in graph.LinksToDependencies(node))
            {
                var found = graph.Dependencies[link];
                if (found.Kind is not (DependencyKind.CallsSync or DependencyKind.CallsAsync))
                {
                    links.AddRange(members.Contains(found.On) ? [found] : []);
                }
                else if (called.TryGetValue((found.Dependent, found.On), out var need))
                {
                    links.Add(found with { Criticality = need });
                }
            }
        }

        var topology = new TopologySnapshot(
            1, [.. ids.Select(id => new Entity(id, NoLabels))], [.. links],
            [.. graph.Groups.Where(group => members.Contains(group.Dependent))]);
        return new Estate("fitted", topology, new WorldModel(
            [.. Enumerable.Range(0, Count).Select(Model)], [.. Calls.Select(Model)], []));
    }

    private ImmutableArray<LoadSource> Load() =>
    [
        .. Enumerable.Range(0, Count).Where(i => Outside[i] > 0)
            .Select(i => new LoadSource(Observed.Working[i].Entity, "outside", Outside[i], 0, 0, 0)),
    ];

    private CallModel Model(FittedCall call) => new(
        Observed.Working[call.From].Entity, Observed.Working[call.To].Entity, call.PerRequest,
        CallsSideBySide(call.From) ? 0 : 1 + call.To, TimeSpan.FromSeconds(PatienceSeconds), 0, TimeSpan.Zero, 0);

    private ProcessModel Model(int i)
    {
        var entity = Observed.Working[i].Entity;
        Observed.Source.Graph.TryIndex(entity, out var node);
        var places = 0;
        foreach (var link in Observed.Source.Graph.LinksToDependencies(node))
        {
            var found = Observed.Source.Graph.Dependencies[link];
            places += found.Kind == DependencyKind.RunsOn && Observed.IsPlace(found.On) ? 1 : 0;
        }

        var copies = Math.Max(1, places);
        var use = Observed.Working[i].Use is { } told ? Math.Clamp(told, LeastUse, MostUse) : _assumedUse;
        var slots = Slots(Rates[i] * OwnTimes[i] / use, copies);
        slots = Math.Max(slots, SlotsShown(i, copies));
        return new ProcessModel(
            entity, copies, slots, TimeSpan.FromSeconds(ServiceTime(i, slots * copies)), 1,
            1 - Math.Exp(-OwnErrors[i]), 0, 1e6, 0);
    }

    /// <summary>Slots that an entity has shown to have: whoever got more work than usual and took no longer had room
    /// for it.</summary>
    private int SlotsShown(int i, int copies)
    {
        var one = Observed.Working[i];
        var most = one.Rate?.Course.Where(rate => !double.IsNaN(rate)).DefaultIfEmpty(0).Max() ?? 0;
        var longest = one.Latency?.Course.Where(time => !double.IsNaN(time)).DefaultIfEmpty(0).Max() ?? 0;
        return longest < 2 * Latencies[i] ? Slots(most * OwnTimes[i] / MostUse, copies) : 1;
    }

    /// <summary>Slots of one copy, rounded up to a power of two or one and a half times that: there is a table for each
    /// number.</summary>
    private static int Slots(double busy, int copies)
    {
        var wanted = Math.Ceiling(busy / copies);
        for (var power = 1; ; power *= 2)
        {
            if (power >= wanted || power >= 1 << 16)
            {
                return power;
            }

            if (power * 1.5 >= wanted && power > 1)
            {
                return power * 3 / 2;
            }
        }
    }

    /// <summary>The service time with which a queue of so many servers answers in the own time: a fixed point, for less
    /// service means less waiting, too.</summary>
    private double ServiceTime(int i, int servers)
    {
        var time = OwnTimes[i];
        for (var round = 0; round < 20; round++)
        {
            var rho = Math.Min(MostUse, Rates[i] * time / servers);
            var wait = ErlangTable.DelayProbability(servers, rho) / (servers * (1 - rho));
            time = (time + (OwnTimes[i] / (1 + wait))) / 2;
        }

        return Math.Max(1e-7, time);
    }
}
