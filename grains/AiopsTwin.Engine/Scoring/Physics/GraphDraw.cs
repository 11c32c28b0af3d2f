using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// Estates drawn to compare two simulations on: services in tiers that call those of later tiers, of any speed,
/// regularity and size, with all that calls may have. The busiest service has the use asked for, the others less.
/// </summary>
internal sealed class GraphDraw
{
    /// <summary>Most calls that one request from outside may cause in the mean: beyond it a drawn graph is thinned, as
    /// no real request visits thousands.</summary>
    private const double MostVisits = 60;

    private const double EntryRate = 100;

    /// <summary>Timeouts are at least so many times the response without waiting.</summary>
    private const double Patience = 5;

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly double[] _visits;
    private readonly EntityId[] _services;
    private readonly List<CallModel> _calls = [];
    private SeededRandom _random;

    private GraphDraw(ulong seed, double load)
    {
        _random = new SeededRandom(seed).Fork("graph");
        var count = (int)Math.Round(10 * Math.Pow(20, _random.NextDouble()));
        _services = [.. Enumerable.Range(0, count).Select(i => EntityId.Of(EntityKind.Service, $"s{i:000}"))];
        _visits = new double[count];
        _visits[0] = 1;
        Connect();
        Load = [new LoadSource(_services[0], "outside", EntryRate, 0, 0, 0)];
        Estate = Build(load);
    }

    /// <summary>The estate.</summary>
    public Estate Estate { get; }

    /// <summary>What enters it.</summary>
    public ImmutableArray<LoadSource> Load { get; }

    /// <summary>Where it enters.</summary>
    public EntityId Entry => _services[0];

    /// <summary>Requests at all services for each from outside, in the mean.</summary>
    public double Visits => _visits.Sum();

    /// <summary>Draws one of 10 to 200 services.</summary>
    /// <param name="seed">Equal seeds give equal estates.</param>
    /// <param name="load">Use of the busiest service, in (0, 1).</param>
    public static GraphDraw Of(ulong seed, double load) => new(seed, load);

    private void Connect()
    {
        for (var i = 0; i < _services.Length - 1; i++)
        {
            if (_visits[i] == 0)
            {
                continue;
            }

            var callees = Enumerable.Range(0, _random.NextInt(4))
                .Select(_ => i + 1 + _random.NextInt(Math.Min(_services.Length - i - 1, 30))).Distinct().Order();
            foreach (var to in callees)
            {
                var times = _random.NextInt(3) == 0 ? 1 + _random.NextInt(2) : 0.2 + (0.8 * _random.NextDouble());
                times = Math.Min(times, MostVisits / _services.Length * 4 / _visits[i]);
                _visits[to] += _visits[i] * times;
                _calls.Add(Call(i, to, times));
            }
        }
    }

    private CallModel Call(int from, int to, double times)
    {
        var retries = _random.NextInt(4);
        return new CallModel(
            _services[from], _services[to], times, _random.NextInt(3), TimeSpan.FromSeconds(2 + _random.NextInt(4)),
            retries, TimeSpan.FromMilliseconds(50 + _random.NextInt(200)), 0)
        {
            BackoffFactor = 1 + _random.NextInt(2),
            Jitter = _random.NextInt(2),
            RetryBudget = _random.NextInt(3) == 0 ? 0.2 : null,
        };
    }

    private Estate Build(double load)
    {
        // From the last to the first: a slot that is held is held for the answers of later ones.
        var processes = new List<ProcessModel>();
        var response = new double[_services.Length];
        for (var i = _services.Length - 1; i >= 0; i--)
        {
            if (_visits[i] > 0)
            {
                var use = i == 0 ? load : load * (0.4 + (0.6 * _random.NextDouble()));
                var process = Process(i, use);
                var calls = 0.0;
                for (var c = 0; c < _calls.Count; c++)
                {
                    if (_calls[c].Caller == process.Entity)
                    {
                        var answer = response[Array.IndexOf(_services, _calls[c].Callee)];
                        calls += _calls[c].CallsPerRequest * answer;
                        _calls[c] = Patient(_calls[c], answer);
                    }
                }

                response[i] = process.ServiceTime.TotalSeconds + calls;
                processes.Add(_random.NextInt(4) == 0 ? Held(process, i, use, response[i]) : process);
            }
        }

        var known = processes.Select(process => process.Entity).ToHashSet();
        var topology = new TopologySnapshot(
            1,
            [.. known.Order().Select(id => new Entity(id, NoLabels))],
            [.. _calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee).Select(call =>
                new Dependency(call.Caller, call.Callee, DependencyKind.CallsSync, 1, Criticality.Required, null))],
            []);
        return new Estate(
            "drawn", topology, new WorldModel([.. processes.OrderBy(process => process.Entity)], [.. _calls], []));
    }

    /// <summary>Nobody sets a timeout that a healthy callee keeps missing.</summary>
    private static CallModel Patient(CallModel call, double response)
    {
        var longest = TimeSpan.FromSeconds(Patience * response);
        return longest > call.Timeout ? call with { Timeout = longest } : call;
    }

    /// <summary>The same with as many slots as are held while its calls are waited for.</summary>
    private ProcessModel Held(ProcessModel process, int i, double use, double response)
    {
        var slots = (int)Math.Ceiling(EntryRate * _visits[i] * response / use);
        return process with
        {
            HoldsSlots = true,
            Replicas = 1,
            SlotsPerReplica = Math.Max(slots, process.Replicas * process.SlotsPerReplica),
            Balancing = Balancing.LeastLoaded,
        };
    }

    /// <summary>A service whose slots have a use: the service time follows from the slots.</summary>
    private ProcessModel Process(int i, double use)
    {
        var replicas = 1 + _random.NextInt(6);
        var slots = 1 + _random.NextInt(12);
        var seconds = replicas * slots * use / (EntryRate * _visits[i]);

        // Nobody keeps a thousand slots for a call a minute: slow ones are given fewer.
        while (seconds > 0.2 && replicas * slots > 1)
        {
            (replicas, slots) = replicas > 1 ? (replicas - 1, slots) : (1, slots - 1);
            seconds = replicas * slots * use / (EntryRate * _visits[i]);
        }

        return new ProcessModel(
            _services[i], replicas, slots, TimeSpan.FromSeconds(Math.Min(seconds, 0.2)),
            _random.NextInt(3) == 0 ? 0.25 + _random.NextDouble() : 1, 0.002 * _random.NextDouble(), 0, 100_000, 0)
        {
            Balancing = _random.NextInt(5) == 0 ? Balancing.Random : Balancing.LeastLoaded,
        };
    }
}
