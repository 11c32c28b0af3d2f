using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Calls in progress: connections of pools, attempts with their timeouts, further attempts with backoff and budget,
/// breakers. Work whose caller has given up goes on unless the caller takes it back.
/// </summary>
internal sealed class CallFlow
{
    /// <summary>Time to learn that a connection is refused, as in <see cref="LatencyStep"/>.</summary>
    private const double RefusalSeconds = 0.001;

    /// <summary>Number in the place of the request where a caller outside asks.</summary>
    private const int Nobody = -1;

    private readonly DiscreteState _state;
    private readonly CallGraph _graph;
    private readonly CallImpairments _overlay;
    private readonly ProcessColumns _columns;
    private readonly RequestFlow _requests;
    private readonly MessageFlow _messages;
    private readonly RetryBudgets _budgets;
    private readonly Dictionary<(int Call, int Copy), double> _kept = [];
    private Deadlines[] _timeouts = [];
    private Deadlines[] _acquires = [];
    private int[] _connections = [];
    private CopyBreakers?[] _breakers = [];

    public CallFlow(DiscreteState state, RequestFlow requests, MessageFlow messages)
    {
        (_state, _requests, _messages) = (state, requests, messages);
        _graph = state.World.Map.Graph;
        _overlay = state.World.Impairments.Calls;
        _columns = state.World.Processes;
        _budgets = new RetryBudgets(_graph);
        Grow();
    }

    /// <summary>Attempts of a call that have a connection, where it has a pool.</summary>
    public int Connections(int e) => _connections[e];

    /// <summary>Makes room for every call of the graph.</summary>
    public void Grow()
    {
        var known = _timeouts.Length;
        _timeouts = DiscreteState.Grown(_timeouts, _graph.Count);
        _acquires = DiscreteState.Grown(_acquires, _graph.Count);
        _connections = DiscreteState.Grown(_connections, _graph.Count);
        _budgets.Grow();
        _breakers = DiscreteState.Grown(_breakers, _graph.Count);
        for (var e = known; e < _graph.Count; e++)
        {
            if (_state.Touches(e))
            {
                (_timeouts[e], _acquires[e]) = (new Deadlines(), new Deadlines());
                _breakers[e] = _graph.Calls[e].Policy.Breaker is { } model ? new CopyBreakers(model) : null;
            }
        }
    }

    /// <summary>Makes a call of a request.</summary>
    /// <returns>True when the request has to wait for it.</returns>
    public bool Send(int request, int e)
    {
        ref var random = ref _state.CallDraws[e];
        var process = _graph.From[e];
        var isSync = _graph.Mode[e] == CallMode.Sync;
        var mean = _graph.PerRequest[e] * _overlay.Weight[e] * (isSync ? 1 - _columns.HitRatio[process] : 1);
        var count = (int)mean;
        count += mean > count && random.NextDouble() < mean - count ? 1 : 0;
        if (count == 0)
        {
            return false;
        }

        if (!isSync)
        {
            _messages.Send(e, count);
            return false;
        }

        var copy = _columns.Copies[process] > 1 ? random.NextInt(_columns.Copies[process]) : 0;
        if (_graph.Calls[e].Policy.TimeToLive is not null
            && _kept.TryGetValue((e, copy), out var until) && _state.Now < until)
        {
            return false;
        }

        Begin(Place(request, e, count, copy));
        return true;
    }

    /// <summary>An attempt of a caller outside, who sees to its breaker and to further attempts itself.</summary>
    public void Enter(int e) => Acquire(Place(Nobody, e, 1, 0));

    private int Place(int request, int e, int count, int copy)
    {
        var calls = _state.Calls;
        var call = calls.Rent();
        calls.Edge[call] = e;
        calls.Request[call] = request;
        calls.Remaining[call] = count;
        calls.Copy[call] = copy;
        return call;
    }

    /// <summary>The callee has answered.</summary>
    public void Answered(int call, int generation, bool isSuccess)
    {
        if (_state.Calls.Generation[call] == generation)
        {
            var e = _state.Calls.Edge[call];
            var isLost = _overlay.ErrorAdd[e] > 0 && _state.CallDraws[e].NextDouble() < _overlay.ErrorAdd[e];
            End(call, isSuccess && !isLost ? AttemptEnd.Answered : AttemptEnd.Failed);
        }
    }

    /// <summary>An attempt fails on the way, or its connection is given up.</summary>
    public void Failed(int call, int generation, AttemptEnd end)
    {
        if (_state.Calls.Generation[call] == generation)
        {
            End(call, end);
        }
    }

    /// <summary>The backoff of a call is over.</summary>
    public void Retry(int call) => Attempt(call);

    /// <summary>The oldest timeouts of a call of the graph fall due.</summary>
    public void TimeOut(int e)
    {
        var line = _timeouts[e];
        while (!line.IsEmpty && (line.First.At <= _state.Now || IsOver(line.First)))
        {
            var due = line.First;
            line.Drop();
            if (!IsOver(due))
            {
                TakeBack(due.Call);
                End(due.Call, AttemptEnd.Late);
            }
        }

        if (!line.IsEmpty)
        {
            _state.Events.Add(line.First.At, EventKind.Timeout, e);
        }
    }

    /// <summary>The oldest waits for a connection end.</summary>
    public void GiveUpAcquiring(int e)
    {
        var line = _acquires[e];
        while (!line.IsEmpty && (line.First.At <= _state.Now || IsOver(line.First)))
        {
            var due = line.First;
            line.Drop();
            if (!IsOver(due))
            {
                _state.Calls.Generation[due.Call]++;
                _state.CallTallies[e].Add(CallTally.Unconnected);
                _state.CallTallies[e].Wait(_state.Now - _state.Calls.Sent[due.Call]);
                Decide(due.Call, isSuccess: false);
            }
        }

        if (!line.IsEmpty)
        {
            _state.Events.Add(line.First.At, EventKind.Acquire, e);
        }
    }

    private void Begin(int call)
    {
        _state.Calls.Level[call] = 0;
        _budgets.Save(_state.Calls.Edge[call]);
        Attempt(call);
    }

    private void Attempt(int call)
    {
        var calls = _state.Calls;
        var e = calls.Edge[call];
        if (_breakers[e] is { } breakers && !breakers.MayPass(calls.Copy[call], _state.Now))
        {
            calls.Generation[call]++;
            _state.CallTallies[e].Add(CallTally.Asked);
            _state.CallTallies[e].Add(CallTally.Barred);
            Decide(call, isSuccess: false);
            return;
        }

        Acquire(call);
    }

    private void Acquire(int call)
    {
        var calls = _state.Calls;
        var e = calls.Edge[call];
        calls.Generation[call]++;
        calls.Sent[call] = _state.Now;
        _state.CallTallies[e].Add(CallTally.Asked);
        var pool = _state.World.Calls.Pool[e];
        if (pool > 0 && _connections[e] >= pool)
        {
            var patience = _graph.AcquireTimeout[e] > 0 ? _graph.AcquireTimeout[e] : _overlay.Timeout[e];
            Watch(_acquires[e], EventKind.Acquire, e, new(_state.Now + patience, call, calls.Generation[call]));
            return;
        }

        _connections[e] += pool > 0 ? 1 : 0;
        Connected(call);
    }

    private void Connected(int call)
    {
        var calls = _state.Calls;
        var (e, generation) = (calls.Edge[call], ++calls.Generation[call]);
        _state.CallTallies[e].Wait(_state.Now - calls.Sent[call]);
        calls.Sent[call] = _state.Now;
        ref var random = ref _state.CallDraws[e];
        var callee = _graph.To[e];
        var timeout = _overlay.Timeout[e];
        calls.AtCallee[call] = -1;
        Watch(_timeouts[e], EventKind.Timeout, e, new(_state.Now + timeout, call, generation));
        var hangs = _columns.Absence[callee] == Absence.Hangs
            || (_overlay.Blocked[e] > 0 && random.NextDouble() < _overlay.Blocked[e]);
        if (hangs)
        {
            if (_graph.ConnectTimeout[e] < timeout)
            {
                _state.Events.Add(_state.Now + _graph.ConnectTimeout[e], EventKind.Unreached, call, generation);
            }
        }
        else if (_columns.Absence[callee] == Absence.Refuses
            || (_overlay.Refused[e] > 0 && random.NextDouble() < _overlay.Refused[e]))
        {
            _state.Events.Add(_state.Now + RefusalSeconds, EventKind.Fail, call, generation);
        }
        else
        {
            Deliver(call, e, callee, generation);
        }
    }

    private void Deliver(int call, int e, int callee, int generation)
    {
        _state.CallTallies[e].Add(CallTally.Sent);
        var isUnanswered = _overlay.Unanswered[e] > 0
            && _state.CallDraws[e].NextDouble() < _overlay.Unanswered[e];
        if (!_state.IsInside[callee])
        {
            var (seconds, isSuccess) = FluidAnswers.Draw(ref _state.CallDraws[e], _columns, callee);
            if (!isUnanswered)
            {
                var kind = isSuccess ? EventKind.Answer : EventKind.Fail;
                _state.Events.Add(_state.Now + seconds + WayOf(e), kind, call, generation);
            }

            return;
        }

        // Whose answer gets lost works for nobody, and nobody can take it back.
        var request = _requests.Place(callee, isUnanswered ? Nobody : call, generation);
        _state.Calls.AtCallee[call] = isUnanswered ? -1 : request;
        var time = WayOf(e);
        if (time <= 0)
        {
            _requests.Arrive(request);
        }
        else
        {
            _state.Events.Add(_state.Now + time, EventKind.Deliver, request);
        }
    }

    private double WayOf(int e)
    {
        var way = PacketLoss.Way(_graph, _overlay, e);
        return way.Mean <= 0
            ? 0
            : GammaDraw.Next(ref _state.CallDraws[e], way.Mean, way.Variance / (way.Mean * way.Mean));
    }

    private void Watch(Deadlines line, EventKind kind, int e, Deadlines.Deadline deadline)
    {
        if (line.IsEmpty)
        {
            _state.Events.Add(deadline.At, kind, e);
        }

        line.Add(deadline);
    }

    private bool IsOver(in Deadlines.Deadline deadline) =>
        _state.Calls.Generation[deadline.Call] != deadline.Generation;

    private void TakeBack(int call)
    {
        var request = _state.Calls.AtCallee[call];
        if (request >= 0 && _graph.Calls[_state.Calls.Edge[call]].Policy.CancelsOnTimeout)
        {
            _state.Requests.Marks[request] |= RequestMark.Cancelled;
        }
    }

    /// <summary>An attempt that was sent is over.</summary>
    private void End(int call, AttemptEnd end)
    {
        var calls = _state.Calls;
        var e = calls.Edge[call];
        calls.Generation[call]++;
        _state.CallTallies[e].End(_state.Now - calls.Sent[call], end);
        if (calls.Request[call] != Nobody)
        {
            _breakers[e]?.Note(calls.Copy[call], end == AttemptEnd.Answered, _state.Now);
        }

        if (_state.World.Calls.Pool[e] > 0)
        {
            PassConnection(e);
        }

        Decide(call, end == AttemptEnd.Answered);
    }

    /// <summary>Those who wait for a connection stand in the line of their deadlines: the first of them gets
    /// it.</summary>
    private void PassConnection(int e)
    {
        _connections[e]--;
        var line = _acquires[e];
        while (!line.IsEmpty && _connections[e] < _state.World.Calls.Pool[e])
        {
            var next = line.First;
            line.Drop();
            if (!IsOver(next))
            {
                _connections[e]++;
                Connected(next.Call);
            }
        }
    }

    private void Decide(int call, bool isSuccess)
    {
        var calls = _state.Calls;
        var (e, request) = (calls.Edge[call], calls.Request[call]);
        if (request == Nobody)
        {
            calls.Return(call);
            return;
        }

        if (!isSuccess && calls.Level[call] < _overlay.Retries[e] && _budgets.TrySpend(e))
        {
            var longest = _graph.Calls[e].BackoffAt(calls.Level[call]++);
            var jitter = _graph.Calls[e].Policy.Jitter;
            var backoff = longest * (1 - (jitter > 0 ? jitter * _state.CallDraws[e].NextDouble() : 0));
            _state.Events.Add(_state.Now + backoff, EventKind.Retry, call);
            return;
        }

        if (isSuccess && _graph.Calls[e].Policy.TimeToLive is { } kept)
        {
            _kept[(e, calls.Copy[call])] = _state.Now + kept.TotalSeconds;
        }

        var isFailed = !isSuccess
            && (_graph.Fallback[e] <= 0 || _state.CallDraws[e].NextDouble() >= _graph.Fallback[e]);
        if (!isFailed && --calls.Remaining[call] > 0)
        {
            Begin(call);
            return;
        }

        calls.Return(call);
        _requests.Returned(request, isFailed);
    }
}
