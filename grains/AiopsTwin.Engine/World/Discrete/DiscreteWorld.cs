using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// The same estate, load and faults as <see cref="SimulatedWorld"/>, one request at a time: a discrete-event simulation
/// for tails, for small estates, and to check the fluid model against. Queues, pools, timeouts, retries and breakers
/// are events; what is not about single requests (faults that grow, processor shares, copies that start, caches that
/// fill) moves in steps of the settings' tick, by the same code. Same inputs, same events. Not safe for use by two
/// callers at once.
/// </summary>
public sealed class DiscreteWorld
{
    private readonly WorldSettings _settings;
    private readonly WorldState _world;
    private readonly FaultAgenda _faults;
    private readonly LoadWalk _load;
    private readonly CapacityStep _capacity;
    private readonly CopyStarts _starts;
    private readonly Autoscalers _autoscalers;
    private readonly CacheStep _caches;
    private readonly DiscreteState _state;
    private readonly RequestFlow _requests;
    private readonly CallFlow _calls;
    private readonly SeededRandom[] _arrivals;
    private readonly double[] _nextArrival;
    private readonly int[] _copies;
    private readonly long[] _served;
    private readonly double[] _busy;
    private long _ticks;

    /// <summary>Builds the world at rest, empty.</summary>
    /// <param name="estate">The estate; each call of its model has a link in its topology.</param>
    /// <param name="load">Work from outside; every entry must have a process model.</param>
    /// <param name="seed">Seed of all chance.</param>
    /// <param name="settings">How time is kept; the tick is the step of what is not about single requests.</param>
    /// <exception cref="ArgumentException">The model and the topology do not fit, or the settings are out of
    /// range.</exception>
    public DiscreteWorld(Estate estate, ImmutableArray<LoadSource> load, ulong seed, WorldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _world = new WorldState(WorldMap.Of(estate, load.IsDefault ? [] : load));
        var random = new SeededRandom(seed);
        _faults = new FaultAgenda(_world, random);
        _load = new LoadWalk(_world, random, settings.StartsAt);
        _starts = new CopyStarts(_world);
        _capacity = new CapacityStep(_world, _starts, null);
        _autoscalers = new Autoscalers(_world, _starts);
        _caches = new CacheStep(_world, null);
        _state = new DiscreteState(_world, random.Fork("requests"));
        _requests = new RequestFlow(_state);
        _calls = new CallFlow(_state, _requests);
        _requests.Sender = _calls;
        _arrivals = Array.ConvertAll(
            _world.Map.Load, source => random.Fork("arrivals").Fork(source.Entry.Text).Fork(source.Name));
        _nextArrival = new double[_arrivals.Length];
        var processes = _world.Map.Processes.Length;
        (_copies, _served, _busy) = (new int[processes], new long[processes], new double[processes]);
        Refresh();
    }

    /// <summary>Virtual time, UTC.</summary>
    public DateTimeOffset Now => _settings.StartsAt + (_settings.Tick * _ticks);

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Injects a fault now. A fault with the id of an active one takes its place.</summary>
    /// <param name="fault">The fault; its ramp and duration count from now.</param>
    /// <exception cref="ArgumentException">The fault does not fit the estate, or is of a kind that only flows show;
    /// the message lists every problem.</exception>
    public void Inject(FaultSpec fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var problems = FaultCatalog.Check(fault, _world.Map.Estate);
        if (FaultCatalog.Find(fault.Kind) is { IsForRequests: false })
        {
            problems = problems.Add($"a discrete-event world knows no {fault.Kind}");
        }

        if (!problems.IsEmpty)
        {
            throw new ArgumentException(
                $"Fault '{fault.Id}' cannot be injected: {string.Join("; ", problems)}.", nameof(fault));
        }

        _faults.Add(fault, Now);
    }

    /// <summary>Takes a fault back, at once and wholly; nothing happens when it is not active (any more).</summary>
    /// <param name="faultId">Id of the fault.</param>
    public void Revert(string faultId)
    {
        ArgumentNullException.ThrowIfNull(faultId);
        _faults.Remove(faultId);
    }

    /// <summary>Moves the world by one tick.</summary>
    public void Tick()
    {
        var seconds = _settings.Tick.TotalSeconds;
        var from = _ticks * seconds;
        if (_faults.IsDue(Now))
        {
            _faults.Lay(Now, _settings.Tick);
            Refresh();
        }

        _starts.Run();
        _autoscalers.Run(seconds);
        if (_world.IsRescaled)
        {
            _world.IsRescaled = false;
            Refresh();
        }

        _caches.Run(seconds);
        _load.Run((Now - _settings.StartsAt).TotalSeconds, seconds);
        _world.Activity.WakeAll();
        _capacity.Run(seconds);
        _calls.HandOver();
        Draw(from);
        Play(from + seconds);
        Measure(seconds);
        _ticks++;
    }

    /// <summary>What an entity has done since the last <see cref="Clear"/>.</summary>
    /// <param name="entity">An entity with a process model.</param>
    /// <exception cref="ArgumentException">The entity does no work.</exception>
    public DiscreteReport Report(EntityId entity)
    {
        var p = _world.Map.ProcessOf(entity);
        if (p < 0)
        {
            throw new ArgumentException($"{entity} does no work.", nameof(entity));
        }

        var tally = _state.Tallies[p];
        return new DiscreteReport(
            tally.Arrived, tally.Served, tally.Failed, tally.Lost, tally.OwnSeconds, tally.BusySeconds, tally.Response);
    }

    /// <summary>Forgets what was counted, for example after a warm-up; what is under way goes on.</summary>
    public void Clear()
    {
        for (var p = 0; p < _state.Tallies.Length; p++)
        {
            _state.Tallies[p].Clear();
            (_served[p], _busy[p]) = (0, 0);
        }
    }

    /// <summary>Requests present at an entity, waiting or at own work.</summary>
    /// <param name="entity">An entity with a process model.</param>
    public int Present(EntityId entity) => _requests.PresentAt(_world.Map.ProcessOf(entity));

    private void Refresh()
    {
        _world.Processes.Copies.CopyTo(_copies, 0);
        _capacity.Refresh();
        for (var p = 0; p < _copies.Length; p++)
        {
            var (before, now) = (_copies[p], _world.Processes.Copies[p]);
            if (before != now || _ticks == 0)
            {
                _requests.Resize(p, before > now ? (double)(before - now) / before : 0);
            }
        }
    }

    /// <summary>Arrivals of a tick have its rate; what was drawn for the rate before is drawn anew, for a Poisson
    /// process does not remember.</summary>
    private void Draw(double from)
    {
        var load = _world.Map.Load;
        for (var s = 0; s < load.Length; s++)
        {
            _nextArrival[s] = from;
            DrawNext(s);
        }
    }

    private void DrawNext(int source)
    {
        var rate = _load.RateOf(source);
        if (rate > 0)
        {
            _nextArrival[source] -= Math.Log(1 - _arrivals[source].NextDouble()) / rate;
            _state.Events.Add(_nextArrival[source], EventKind.Arrive, source);
        }
        else
        {
            _nextArrival[source] = double.PositiveInfinity;
        }
    }

    private void Play(double until)
    {
        var events = _state.Events;
        while (events.Next < until)
        {
            var due = events.Take();
            _state.Now = due.At;
            Events++;
            switch (due.Kind)
            {
                case EventKind.Arrive when due.At == _nextArrival[due.Subject]:
                    DrawNext(due.Subject);
                    _requests.Enter(_world.Map.SourceProcess[due.Subject], isPulled: false);
                    break;
                case EventKind.Served:
                    _requests.Finish(due.Subject);
                    break;
                case EventKind.Timeout:
                    _calls.TimeOut(due.Subject);
                    break;
                case EventKind.Acquire:
                    _calls.GiveUpAcquiring(due.Subject);
                    break;
                case EventKind.Retry:
                    _calls.Retry(due.Subject);
                    break;
                case EventKind.Deliver:
                    _requests.Arrive(due.Subject);
                    break;
                case EventKind.Fail:
                    _calls.Failed(due.Subject, due.Tag);
                    break;
                default:
                    break;
            }
        }

        _state.Now = until;
        _world.Seconds = until;
    }

    /// <summary>What the parts that move in steps want to know of the tick.</summary>
    private void Measure(double seconds)
    {
        var columns = _world.Processes;
        for (var p = 0; p < _served.Length; p++)
        {
            var tally = _state.Tallies[p];
            columns.Served[p] = (tally.Served - _served[p]) / seconds;
            columns.Busy[p] = Math.Min(columns.Servers[p], (tally.BusySeconds - _busy[p]) / seconds);
            (_served[p], _busy[p]) = (tally.Served, tally.BusySeconds);
        }
    }
}

/// <summary>What an entity has done in a discrete-event world.</summary>
/// <param name="Arrived">Requests that came.</param>
/// <param name="Served">Requests whose own work was done.</param>
/// <param name="Failed">Answers that were failures.</param>
/// <param name="Lost">Requests turned away, taken back, or lost with a copy.</param>
/// <param name="OwnSeconds">Seconds of waiting for a slot and of own work, over those served.</param>
/// <param name="BusySeconds">Seconds of own work begun.</param>
/// <param name="Response">Times from arrival to answer, dependencies included, failures too.</param>
public sealed record DiscreteReport(
    long Arrived, long Served, long Failed, long Lost, double OwnSeconds, double BusySeconds, ResponseTally Response);
