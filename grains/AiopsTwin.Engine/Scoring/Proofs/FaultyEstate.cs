using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring.Correlations;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Proofs;

/// <summary>
/// Draws an estate of 15 to 45 working entities in four layers on hosts and racks, and one fault in it. Names, wiring,
/// service times, stages, retries, timeouts, kind and size of the fault are drawn; the same seed gives the same
/// scenario. Nothing of it was looked at when the fit of worlds was written but that it is made of the simulated world.
/// </summary>
public static class FaultyEstate
{
    private const double Surge = 2.5;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(4);

    /// <summary>Kinds of fault that are drawn.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "cpu-hog", "error-add", "host-down", "latency-add", "pool-shrink", "replica-loss", "slow-query", "table-lock",
        "traffic-surge",
    ];

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Any value.</param>
    public static Scenario Create(ulong seed) => new Draft(new SeededRandom(seed).Fork("proof")).Scenario(seed);

    private sealed class Draft
    {
        private readonly EstateSketch _sketch;
        private readonly List<CallModel> _calls = [];
        private readonly List<ProcessModel> _processes = [];
        private readonly Dictionary<EntityId, double> _rates = [];
        private readonly List<List<EntityId>> _layers = [];
        private readonly List<EntityId> _hosts;
        private readonly Dictionary<EntityId, List<EntityId>> _guests = [];
        private readonly Dictionary<EntityId, double> _busy = [];
        private SeededRandom _random;

        public Draft(SeededRandom random)
        {
            _random = random;
            _sketch = new EstateSketch(random.Fork("names"));
            var racks = _sketch.Add(EntityKind.Rack, 2 + _random.NextInt(2));
            _hosts = _sketch.Add(EntityKind.Host, 4 + _random.NextInt(5));
            for (var i = 0; i < _hosts.Count; i++)
            {
                _sketch.Link(_hosts[i], racks[i % racks.Count], DependencyKind.InRack);
                _guests[_hosts[i]] = [];
            }

            AddLayer(EntityKind.Service, 2 + _random.NextInt(3));
            AddLayer(EntityKind.Service, 5 + _random.NextInt(12));
            AddLayer(EntityKind.Service, 5 + _random.NextInt(15));
            AddLayer(EntityKind.Datastore, 3 + _random.NextInt(6));
            foreach (var entry in _layers[0])
            {
                _rates[entry] = Between(30, 120);
            }

            for (var layer = 0; layer < _layers.Count; layer++)
            {
                foreach (var entity in _layers[layer])
                {
                    Wire(entity, layer);
                }
            }
        }

        public Scenario Scenario(ulong seed)
        {
            var (fault, root) = Fault();
            var world = new WorldModel(
                [.. _processes.OrderBy(process => process.Entity)],
                [.. _calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
                [.. _hosts.Order().Select(host => new HostModel(host, CoresOf(host)))]);
            var load = _layers[0].Select(entry => new LoadSource(entry, "users", _rates[entry], 0.1, 14, 0.02));
            return new Scenario(
                $"faulty-{seed}", fault.Kind, "", 1, new Estate($"faulty-{seed}", _sketch.Build(), world), [.. load],
                Start, TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(90), TimeSpan.FromSeconds(5),
                TimeSpan.FromSeconds(10),
                [new TimelineStep(new StepTime(Onset, null, null), fault, null, null, null)], [],
                new GroundTruth([root], null, Onset));
        }

        /// <summary>Cores a third of which are busy on an ordinary day.</summary>
        private double CoresOf(EntityId host) => Math.Max(4, Math.Ceiling(3 * _busy.GetValueOrDefault(host)));

        private void AddLayer(EntityKind kind, int count)
        {
            var layer = _sketch.Add(kind, count);
            _layers.Add(layer);
            foreach (var entity in layer)
            {
                _rates[entity] = 0;
                var first = _random.NextInt(_hosts.Count);
                var hosts = new[] { first, (first + 1) % _hosts.Count }.Take(kind == EntityKind.Datastore ? 1 : 2);
                foreach (var host in hosts)
                {
                    _sketch.Link(entity, _hosts[host], DependencyKind.RunsOn);
                    _guests[_hosts[host]].Add(entity);
                }
            }
        }

        private void Wire(EntityId entity, int layer)
        {
            // Whoever is asked by nobody would be an entry without users: it is given a little of the layer above.
            if (_rates[entity] == 0)
            {
                Call(_layers[layer - 1][_random.NextInt(_layers[layer - 1].Count)], entity);
            }

            var service = Between(0.002, 0.02);
            var isStore = entity.Kind == EntityKind.Datastore;
            var busy = _rates[entity] * service / (isStore ? 1 : 2);
            var slots = Math.Max(2, (int)Math.Ceiling(busy / Between(0.03, 0.3)));
            _processes.Add(new ProcessModel(
                entity, isStore ? 1 : 2, slots, TimeSpan.FromSeconds(service), Between(0.3, 1), Between(0, 0.002),
                service * Between(0.2, 0.6), 500, 0));
            Weigh(entity);
            if (layer + 1 == _layers.Count)
            {
                return;
            }

            var below = _layers[layer + 1].Concat(layer + 2 < _layers.Count ? _layers[layer + 2] : []).ToList();
            for (var i = 1 + _random.NextInt(3); i > 0; i--)
            {
                Call(entity, below[_random.NextInt(below.Count)]);
            }
        }

        /// <summary>Adds the cores an entity keeps busy to the machines it runs on.</summary>
        private void Weigh(EntityId entity)
        {
            var machines = _hosts.Where(host => _guests[host].Contains(entity)).ToList();
            foreach (var machine in machines)
            {
                _busy[machine] = _busy.GetValueOrDefault(machine)
                    + (_rates[entity] * _processes[^1].CpuSecondsPerRequest / machines.Count);
            }
        }

        private void Call(EntityId caller, EntityId callee)
        {
            if (_calls.Exists(call => call.Caller == caller && call.Callee == callee))
            {
                return;
            }

            var times = _random.NextInt(3) == 0 ? 2 : Between(0.4, 1);
            _sketch.Call(caller, callee);
            _rates[callee] += _rates[caller] * times;
            _calls.Add(new CallModel(
                caller, callee, times, _random.NextInt(2), TimeSpan.FromSeconds(Between(0.8, 3)), _random.NextInt(3),
                TimeSpan.FromMilliseconds(50), 0));
        }

        private (FaultSpec Fault, EntityId Root) Fault()
        {
            var kind = Kinds[_random.NextInt(Kinds.Length)];
            var store = Pick(_layers[3]);
            var service = Pick(_layers[1 + _random.NextInt(2)]);
            var host = _hosts.OrderByDescending(one => _guests[one].Count).ThenBy(one => one).First();
            var called = Pick(_calls);
            return kind switch
            {
                "cpu-hog" => (Spec(kind, host, "cores", CoresOf(host) * Between(3, 8)), host),
                "error-add" => (Spec(kind, service, "ratio", Between(0.1, 0.5)), service),
                "host-down" => (Spec(kind, host), host),
                "latency-add" => (Spec(kind, service, "milliseconds", Between(60, 400)), service),
                "pool-shrink" => (Spec(kind, called.Caller, "size", Pool(called)) with { Peer = called.Callee },
                    called.Caller),
                "replica-loss" => (Spec(kind, service, "replicas", 2), service),
                "slow-query" => (Spec(kind, store, "factor", Between(4, 10)), store),
                "table-lock" => (Spec(kind, store, "milliseconds", Between(60, 300)), store),
                _ => (Spec(kind, _layers[0][0], "factor", Surge + Between(0, 1.5)), _layers[0][0]),
            };
        }

        /// <summary>Fewer connections than are usually in use: calls must wait.</summary>
        private double Pool(CallModel call)
        {
            var service = _processes.First(process => process.Entity == call.Callee).ServiceTime.TotalSeconds;
            return Math.Max(1, Math.Floor(_rates[call.Caller] * call.CallsPerRequest * service * 0.7));
        }

        private T Pick<T>(List<T> list) => list[_random.NextInt(list.Count)];

        private double Between(double low, double high) => low + (_random.NextDouble() * (high - low));

        private static FaultSpec Spec(string kind, EntityId target, string? parameter = null, double value = 0) => new(
            "fault", kind, [target], null,
            parameter is null
                ? ImmutableSortedDictionary<string, double>.Empty
                : ImmutableSortedDictionary<string, double>.Empty.Add(parameter, value),
            TimeSpan.Zero, null);
    }
}
