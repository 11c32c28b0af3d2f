using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// A part of a world whose requests are simulated one at a time inside the fluid whole. What flows in from callers
/// outside becomes single attempts (Poisson, at the fluid's rate, drawn anew in each step); calls to callees outside
/// meet the fluid's answer and count as their demand. What callers outside see of the answers is their mean over the
/// window of <see cref="FadingCounts"/>. Method: <c>docs/methods/world.md</c>, zoom.
/// </summary>
internal sealed class Zoom
{
    private readonly DiscreteState _state;
    private readonly RequestFlow _requests;
    private readonly MessageFlow _messages;
    private readonly CallFlow _calls;
    private readonly ZoomAnswers _answers;
    private readonly int[] _inside;
    private readonly SeededRandom[] _arrivals;
    private readonly SeededRandom _entering;
    private readonly double[] _nextArrival;
    private readonly (int Copies, int Replicas)[] _copies;
    private SeededRandom[] _entries = [];
    private double[] _nextEntry = [];
    private double[] _asked = [];
    private int[] _touching = [];
    private double _until;

    private Zoom(WorldState world, bool[] isInside, SeededRandom random)
    {
        _state = new DiscreteState(world, isInside, random.Fork("requests"));
        _requests = new RequestFlow(_state);
        _messages = new MessageFlow(_state, _requests);
        _calls = new CallFlow(_state, _requests, _messages);
        (_requests.Sender, _requests.Messages) = (_calls, _messages);
        _answers = new ZoomAnswers(_state, _requests, _messages, _calls);
        _inside = [.. world.Map.ProcessesByEntity.Where(p => isInside[p])];
        _entering = random.Fork("entering");
        var arriving = random.Fork("arrivals");
        _arrivals = Array.ConvertAll(
            world.Map.ProcessNode, node => arriving.Fork(world.Map.Entities[node].Text));
        _nextArrival = new double[isInside.Length];
        _copies = new (int, int)[isInside.Length];
        foreach (var p in _inside)
        {
            world.Activity.Pin(p);
        }

        Grow();
    }

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Who is inside, by entity.</summary>
    public IEnumerable<EntityId> Entities =>
        _inside.Select(p => _state.World.Map.Entities[_state.World.Map.ProcessNode[p]]);

    /// <summary>Requests inside that are under way, those waiting for calls without a slot among them.</summary>
    public int UnderWay => _state.Requests.Present;

    /// <summary>A zoom into some entities; null for none.</summary>
    /// <param name="world">The world.</param>
    /// <param name="entities">Who is wanted inside. Whoever holds a slot while it waits for one of them, or is waited
    /// for in that way, comes along: held slots join both ends at every moment.</param>
    /// <param name="random">All chance.</param>
    /// <exception cref="ArgumentException">An entity does no work.</exception>
    public static Zoom? Of(WorldState world, ImmutableArray<EntityId> entities, SeededRandom random)
    {
        if (entities.IsDefaultOrEmpty)
        {
            return null;
        }

        var isInside = new bool[world.Map.Processes.Length];
        foreach (var entity in entities)
        {
            isInside[world.Map.ProcessOf(entity) is >= 0 and var p
                ? p
                : throw new ArgumentException($"{entity} cannot be zoomed into: it does no work.")] = true;
        }

        for (var hasGrown = true; hasGrown;)
        {
            hasGrown = false;
            foreach (var call in world.Map.Graph.Calls)
            {
                if (call.IsHeld && isInside[call.From] != isInside[call.To])
                {
                    isInside[call.From] = isInside[call.To] = hasGrown = true;
                }
            }
        }

        return new Zoom(world, isInside, random);
    }

    /// <summary>True for a process whose requests are simulated one at a time.</summary>
    public bool Has(int p) => _state.IsInside[p];

    /// <summary>True for a call with an end inside: its attempts are simulated one at a time.</summary>
    public bool Touches(int e) => _state.Touches(e);

    /// <summary>What happened at a process inside.</summary>
    public ProcessTally TallyOf(int p) => _state.Tallies[p];

    /// <summary>What happened to the attempts of a call that touches the zoom.</summary>
    public CallTally TallyOfCall(int e) => _state.CallTallies[e];

    /// <summary>Requests present at a process inside, waiting or with a slot.</summary>
    public int PresentAt(int p) => _requests.PresentAt(p);

    /// <summary>A caller outside asks from now on for so many attempts, or sends so many messages, a second.</summary>
    public void Ask(int e, double perSecond) => _asked[e] = perSecond;

    /// <summary>One attempt of a call that touches the zoom, as its caller sees it now.</summary>
    public Moments AttemptOf(int e) => _answers.AttemptOf(e);

    /// <summary>Makes room for calls added to the graph.</summary>
    public void Grow()
    {
        var (map, known) = (_state.World.Map, _entries.Length);
        _state.Grow();
        _messages.Grow();
        _calls.Grow();
        _entries = DiscreteState.Grown(_entries, map.Graph.Count);
        _nextEntry = DiscreteState.Grown(_nextEntry, map.Graph.Count);
        _asked = DiscreteState.Grown(_asked, map.Graph.Count);
        for (var e = known; e < _entries.Length; e++)
        {
            _entries[e] = _entering.Fork(map.Entities[map.ProcessNode[map.Graph.From[e]]].Text)
                .Fork(map.Entities[map.ProcessNode[map.Graph.To[e]]].Text);
        }

        _touching = [.. Enumerable.Range(0, map.Graph.Count).Where(Touches)];
        _answers.Grow(_touching);
    }

    /// <summary>Takes note of copies that came or went; those at a copy that is gone are lost.</summary>
    public void Refresh()
    {
        var columns = _state.World.Processes;
        foreach (var p in _inside)
        {
            var (before, replicas) = _copies[p];
            var now = columns.Copies[p];

            // Those that an autoscaler removes finish what they have.
            var gone = before - now - Math.Max(0, replicas - columns.Replicas[p]);
            _copies[p] = (now, columns.Replicas[p]);
            _requests.Resize(p, gone > 0 ? (double)gone / before : 0);
        }
    }

    /// <summary>Plays a step, after the fluid's demand and before its latency.</summary>
    public void Run(double seconds)
    {
        var from = _state.World.Seconds;
        _until = from + seconds;
        Refresh();
        foreach (var e in _touching)
        {
            if (_messages.IsKept(e))
            {
                _messages.Begin(e, seconds);
            }
        }

        Draw(from);
        Play();
        foreach (var p in _inside)
        {
            _answers.TellProcess(p, seconds);
        }

        foreach (var e in _touching)
        {
            _answers.TellCall(e, seconds);
        }
    }

    /// <summary>Begins a telemetry interval.</summary>
    public void BeginInterval()
    {
        foreach (var p in _inside)
        {
            _state.Tallies[p].BeginInterval();
        }
    }

    /// <summary>Arrivals of a step have its rate; what was drawn for the rate before is drawn anew, for a Poisson
    /// process does not remember.</summary>
    private void Draw(double from)
    {
        foreach (var p in _inside)
        {
            _nextArrival[p] = from;
            DrawArrival(p);
        }

        foreach (var e in _touching)
        {
            if (!Has(_state.World.Map.Graph.From[e]))
            {
                _nextEntry[e] = from;
                DrawEntry(e);
            }
        }
    }

    private void DrawArrival(int p)
    {
        if (Next(ref _arrivals[p], ref _nextArrival[p], _state.World.Processes.External[p]))
        {
            _state.Events.Add(_nextArrival[p], EventKind.Arrive, p);
        }
    }

    private void DrawEntry(int e)
    {
        if (Next(ref _entries[e], ref _nextEntry[e], _asked[e]))
        {
            _state.Events.Add(_nextEntry[e], EventKind.Enter, e);
        }
    }

    private bool Next(ref SeededRandom random, ref double next, double rate)
    {
        next = rate > 0 ? next - (Math.Log(1 - random.NextDouble()) / rate) : double.PositiveInfinity;
        return next < _until;
    }

    private void Play()
    {
        var events = _state.Events;
        while (events.Next < _until)
        {
            var due = events.Take();
            _state.Now = due.At;
            Events++;
            Happen(due);
        }

        _state.Now = _until;
    }

    private void Happen(in EventHeap.Event due)
    {
        switch (due.Kind)
        {
            case EventKind.Arrive:
                DrawArrival(due.Subject);
                _requests.Enter(due.Subject, isPulled: false);
                break;
            case EventKind.Enter:
                DrawEntry(due.Subject);
                Enter(due.Subject);
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
                _calls.Failed(due.Subject, due.Tag, AttemptEnd.Failed);
                break;
            case EventKind.Unreached:
                _calls.Failed(due.Subject, due.Tag, AttemptEnd.Late);
                break;
            case EventKind.Answer:
                _calls.Answered(due.Subject, due.Tag, isSuccess: true);
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of events of the kind {due.Kind}.");
        }
    }

    private void Enter(int e)
    {
        if (_state.World.Map.Graph.Mode[e] == CallMode.Sync)
        {
            _calls.Enter(e);
        }
        else
        {
            _messages.Enter(e);
        }
    }
}
