using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Discrete;
using AiopsTwin.Engine.World.Monitoring;

namespace AiopsTwin.Engine.World;

/// <summary>
/// An estate that behaves: a fluid queueing network over hosts, racks, power and network, with faults injected, that
/// says of itself only what monitors would see. Same estate, load, seed, settings and injections: same telemetry, bit
/// for bit. Method and validation: <c>docs/methods/world.md</c>. A tick costs O(entities + calls) and allocates nothing
/// beyond the telemetry it returns. Not safe for use by two callers at once.
/// </summary>
public sealed class SimulatedWorld
{
    /// <summary>Name of the source of every batch.</summary>
    public const string Source = "world";

    /// <summary>Longer ticks are divided: beyond it, waits of ordinary length would be blurred.</summary>
    private const double LongestStepSeconds = 5;

    private readonly WorldSettings _settings;
    private readonly WorldState _state;
    private readonly FaultAgenda _faults;
    private readonly LoadWalk _load;
    private readonly WorldStep _step;
    private readonly IntervalSums _sums;
    private readonly WorkTelemetry _work;
    private readonly PlaceTelemetry _places;
    private readonly RequestTelemetry _requests;
    private readonly ReportPath _path;
    private readonly RuleEvaluation _rules;
    private readonly int _stepsPerTick;
    private readonly double _stepSeconds;
    private readonly double _stretchSeconds;
    private readonly long _ticksPerInterval;
    private long _ticks;

    /// <summary>Builds the world at rest; it fills with work in the first seconds.</summary>
    /// <param name="estate">The estate; each call of its model has a link in its topology.</param>
    /// <param name="load">Work from outside; every entry must have a process model.</param>
    /// <param name="seed">Seed of all noise.</param>
    /// <param name="settings">How time is kept.</param>
    /// <exception cref="ArgumentException">The model and the topology do not fit, or the settings are out of
    /// range.</exception>
    public SimulatedWorld(Estate estate, ImmutableArray<LoadSource> load, ulong seed, WorldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _state = new WorldState(WorldMap.Of(estate, load.IsDefault ? [] : load));
        var random = new SeededRandom(seed);
        _state.Zoom = Zoom.Of(_state, settings.Zoom, random);
        _faults = new FaultAgenda(_state, random);
        _load = new LoadWalk(_state, random, settings.StartsAt);
        _sums = new IntervalSums(_state);
        _step = new WorldStep(_state, _sums);
        var draws = new Draws(_state.Map, random);
        _work = new WorkTelemetry(_state, _sums, draws);
        _places = new PlaceTelemetry(_state, _sums, draws);
        _requests = new RequestTelemetry(_state, random);
        var collectors = new Collectors(_state);
        _path = new ReportPath(_state, draws, collectors);
        _rules = new RuleEvaluation(_state, collectors);
        _stepsPerTick = (int)Math.Ceiling(settings.Tick.TotalSeconds / LongestStepSeconds);
        _stepSeconds = settings.Tick.TotalSeconds / _stepsPerTick;
        _stretchSeconds = _stepSeconds * Math.Max(1, Math.Floor(LongestStepSeconds / _stepSeconds));
        _ticksPerInterval = settings.TelemetryInterval.Ticks / settings.Tick.Ticks;
        Refresh();
    }

    /// <summary>Virtual time, UTC.</summary>
    public DateTimeOffset Now => _settings.StartsAt + (_settings.Tick * _ticks);

    /// <summary>Who helps to work out large steps; null, as at first, for nobody. It changes how long a tick takes and
    /// nothing else. A fork has the same helpers.</summary>
    public IShardCrew? Crew
    {
        get => _state.Crew;
        set => _state.Crew = value;
    }

    /// <summary>Share of the processes whose work was moved in the last step, [0, 1]; the rest slept, because nothing
    /// they depend upon had moved.</summary>
    public double AwakeShare => _state.Activity.Moved / (double)Math.Max(1, _state.Map.Processes.Length);

    /// <summary>Entities whose requests are simulated one at a time: those of the settings, and whoever is joined to
    /// them by held slots; by name.</summary>
    public ImmutableArray<EntityId> Zoomed => _state.Zoom is { } zoom ? [.. zoom.Entities] : [];

    /// <summary>The columns, for tests and measurements inside the Engine.</summary>
    internal WorldState State => _state;

    /// <summary>Sums since the start, brought up to date by every report.</summary>
    internal IntervalSums Sums => _sums;

    /// <summary>Lets work come straight to a process from now on, beside the sources of the load; it takes the place of
    /// what was added there before.</summary>
    /// <param name="process">Number of the process.</param>
    /// <param name="ratePerSecond">Requests per second; below 0 so many of the sources' stay away.</param>
    internal void AddLoad(int process, double ratePerSecond)
    {
        _state.Added ??= new double[_state.Map.Processes.Length];
        _state.Added[process] = ratePerSecond;
        _state.IsLoadStale = true;
    }

    /// <summary>Injects a fault now. A fault with the id of an active one takes its place.</summary>
    /// <param name="fault">The fault; its ramp and duration count from now.</param>
    /// <exception cref="ArgumentException">The fault does not fit the estate; the message lists every
    /// problem.</exception>
    public void Inject(FaultSpec fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var problems = FaultCatalog.Check(fault, _state.Map.Estate);
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(
                $"Fault '{fault.Id}' cannot be injected: {string.Join("; ", problems)}.", nameof(fault));
        }

        _faults.Add(fault, Now);
        if (_state.Calls.Count < _state.Map.Graph.Count)
        {
            _state.Calls.Grow(_state.Map.Graph.Count);
            _sums.Grow();
            _state.Zoom?.Grow();
        }
    }

    /// <summary>Takes a fault back, at once and wholly; nothing happens when it is not active (any more).</summary>
    /// <param name="faultId">Id of the fault.</param>
    public void Revert(string faultId)
    {
        ArgumentNullException.ThrowIfNull(faultId);
        _faults.Remove(faultId);
    }

    /// <summary>A world of its own that stands where this one stands and, left alone, goes on bit for bit as this one
    /// does: same telemetry, same traces. Memory copies: O(entities + calls); what never changes is shared.</summary>
    public SimulatedWorld Fork() => StateCopier.OfThread.Copy(this);

    /// <summary>One number for everything that can change in the world: equal for two worlds that went the same way
    /// from the same beginning, different (but for a chance of 2^-64) when one bit of them differs.</summary>
    public ulong StateHash() => StateReader.OfThread.Read(this).Hash;

    /// <summary>Bytes of the numbers in which the world's state consists: what a fork copies.</summary>
    public long StateBytes() => StateReader.OfThread.Read(this).Bytes;

    /// <summary>Moves the world by one tick.</summary>
    /// <returns>What it reports; batches are empty except at the end of a telemetry interval.</returns>
    public WorldTelemetry Tick()
    {
        for (var step = 0; step < _stepsPerTick; step++)
        {
            Step(Now + (_settings.Tick * ((double)step / _stepsPerTick)));
        }

        _ticks++;
        if (_ticks % _ticksPerInterval != 0)
        {
            return new WorldTelemetry(Now, []);
        }

        var heard = Report();
        return new WorldTelemetry(Now, heard)
        {
            Requests = _path.Take(FollowRequests()),
            Alerts = _rules.Evaluate(heard, Now),
            IsDue = true,
        };
    }

    private RequestSignals FollowRequests() => Now < _settings.TracedFrom
        ? RequestSignals.None
        : _requests.Write(
            _settings.Traces, _ticks / _ticksPerInterval, Now - _settings.TelemetryInterval,
            _settings.TelemetryInterval);

    private void Step(DateTimeOffset at)
    {
        if (_faults.IsDue(at))
        {
            _step.BringAll();
            _faults.Lay(at, TimeSpan.FromSeconds(_stepSeconds));
            Refresh();
        }

        var isFirst = _load.Run((at - _settings.StartsAt).TotalSeconds, _stretchSeconds);
        if (_step.Run(_stepSeconds, isFirst))
        {
            _work.Refresh();
        }
    }

    private void Refresh()
    {
        _step.Refresh(_stepSeconds);
        _work.Refresh();
    }

    private ImmutableArray<ObserveBatch> Report()
    {
        var map = _state.Map;
        var interval = _ticks / _ticksPerInterval;
        var batches = ImmutableArray.CreateBuilder<ObserveBatch>(map.Entities.Length);
        var samples = ImmutableArray.CreateBuilder<Sample>(16);
        _step.BringAll();
        _places.Measure();
        for (var node = 0; node < map.Entities.Length; node++)
        {
            samples.Clear();
            var process = map.ProcessOfNode[node];
            if (process >= 0 && _state.Processes.Copies[process] > 0)
            {
                _work.Write(process, interval, Now, samples);
            }
            else if (process < 0 && _state.IsPresent(node))
            {
                _places.Write(node, interval, Now, samples);
            }

            if (samples.Count > 0)
            {
                batches.Add(new ObserveBatch(map.Entities[node], Source, interval, samples.ToImmutable()));
            }
        }

        _sums.Clear();
        _state.Zoom?.BeginInterval();
        return _path.Take(batches.ToImmutable(), interval, Now);
    }
}
