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

    /// <summary>Further attempts a budget may save up.</summary>
    private const double MostSaved = 10;

    private readonly DiscreteState _state;
    private readonly CallGraph _graph;
    private readonly CallImpairments _overlay;
    private readonly ProcessColumns _columns;
    private readonly RequestFlow _requests;
    private readonly Deadlines[] _timeouts;
    private readonly Deadlines[] _acquires;
    private readonly long[] _messages;
    private readonly int[] _connections;
    private readonly double[] _saved;
    private readonly CopyBreakers?[] _breakers;
    private readonly Dictionary<(int Call, int Copy), double> _kept = [];

    public CallFlow(DiscreteState state, RequestFlow requests)
    {
        (_state, _requests) = (state, requests);
        _graph = state.World.Map.Graph;
        _overlay = state.World.Impairments.Calls;
        _columns = state.World.Processes;
        _timeouts = Array.ConvertAll(_graph.Calls, _ => new Deadlines());
        _acquires = Array.ConvertAll(_graph.Calls, _ => new Deadlines());
        _messages = new long[_graph.Count];
        Attempts = new long[_graph.Count];
        Late = new long[_graph.Count];
        _connections = new int[_graph.Count];
        _saved = new double[_graph.Count];
        _breakers = Array.ConvertAll(
            _graph.Calls, call => call.Policy.Breaker is { } model ? new CopyBreakers(model) : null);
    }

    /// <summary>Attempts sent since the start, by call of the graph.</summary>
    public long[] Attempts { get; }

    /// <summary>Attempts given up for being late since the start, by call of the graph.</summary>
    public long[] Late { get; }

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
            SendMessages(e, count);
            return false;
        }

        var copy = _columns.Copies[process] > 1 ? random.NextInt(_columns.Copies[process]) : 0;
        if (_graph.Calls[e].Policy.TimeToLive is not null
            && _kept.TryGetValue((e, copy), out var until) && _state.Now < until)
        {
            return false;
        }

        var calls = _state.Calls;
        var call = calls.Rent();
        calls.Edge[call] = e;
        calls.Request[call] = request;
        calls.Remaining[call] = count;
        calls.Copy[call] = copy;
        Begin(call);
        return true;
    }

    /// <summary>The callee has answered.</summary>
    public void Answered(int call, int generation, bool isSuccess)
    {
        if (_state.Calls.Generation[call] == generation)
        {
            var e = _state.Calls.Edge[call];
            var isLost = _overlay.ErrorAdd[e] > 0 && _state.CallDraws[e].NextDouble() < _overlay.ErrorAdd[e];
            End(call, isSuccess && !isLost);
        }
    }

    /// <summary>An attempt fails on the way.</summary>
    public void Failed(int call, int generation)
    {
        if (_state.Calls.Generation[call] == generation)
        {
            End(call, isSuccess: false);
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
                Late[e]++;
                TakeBack(due.Call);
                End(due.Call, isSuccess: false);
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
                Decide(due.Call, isSuccess: false);
            }
        }

        if (!line.IsEmpty)
        {
            _state.Events.Add(line.First.At, EventKind.Acquire, e);
        }
    }

    /// <summary>Hands over what queues have kept for consumers that are there again.</summary>
    public void HandOver()
    {
        for (var e = 0; e < _messages.Length; e++)
        {
            while (_messages[e] > 0 && IsTaken(e))
            {
                _messages[e]--;
                _requests.Enter(_graph.To[e], isPulled: true);
            }
        }
    }

    private void SendMessages(int e, int count)
    {
        var isPulled = _graph.Mode[e] == CallMode.Pull;
        for (var i = 0; i < count; i++)
        {
            Attempts[e]++;
            if (!isPulled)
            {
                Push(e);
            }
            else if (IsTaken(e))
            {
                _requests.Enter(_graph.To[e], isPulled);
            }
            else
            {
                _messages[e] += _messages[e] < _state.World.Map.QueueLimit[_graph.From[e]] ? 1 : 0;
            }
        }
    }

    private void Push(int e)
    {
        if (_overlay.Reaching(e) is var reaching && (reaching == 1 || _state.CallDraws[e].NextDouble() < reaching))
        {
            _requests.Enter(_graph.To[e], isPulled: false);
        }
    }

    private bool IsTaken(int e) => _columns.Servers[_graph.To[e]] > 0 && _overlay.Blocked[e] < 1;

    private void Begin(int call)
    {
        var e = _state.Calls.Edge[call];
        _state.Calls.Level[call] = 0;
        if (double.IsFinite(_graph.RetryBudget[e]))
        {
            _saved[e] = Math.Min(MostSaved, _saved[e] + _graph.RetryBudget[e]);
        }

        Attempt(call);
    }

    private void Attempt(int call)
    {
        var calls = _state.Calls;
        var e = calls.Edge[call];
        calls.Generation[call]++;
        if (_breakers[e] is { } breakers && !breakers.MayPass(calls.Copy[call], _state.Now))
        {
            Decide(call, isSuccess: false);
            return;
        }

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
        Attempts[e]++;
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
                _state.Events.Add(_state.Now + _graph.ConnectTimeout[e], EventKind.Fail, call, generation);
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
        var request = _requests.Place(callee, call, generation);
        _state.Calls.AtCallee[call] = request;
        var way = PacketLoss.Way(_graph, _overlay, e);
        if (way.Mean <= 0)
        {
            _requests.Arrive(request);
            return;
        }

        var time = GammaDraw.Next(ref _state.CallDraws[e], way.Mean, way.Variance / (way.Mean * way.Mean));
        _state.Events.Add(_state.Now + time, EventKind.Deliver, request);
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
    private void End(int call, bool isSuccess)
    {
        var calls = _state.Calls;
        var e = calls.Edge[call];
        calls.Generation[call]++;
        _breakers[e]?.Note(calls.Copy[call], isSuccess, _state.Now);
        if (_state.World.Calls.Pool[e] > 0)
        {
            PassConnection(e);
        }

        Decide(call, isSuccess);
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
        var e = calls.Edge[call];
        if (!isSuccess && MayTryAgain(call, e))
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

        var request = calls.Request[call];
        calls.Return(call);
        _requests.Returned(request, isFailed);
    }

    private bool MayTryAgain(int call, int e)
    {
        if (_state.Calls.Level[call] >= _overlay.Retries[e])
        {
            return false;
        }

        if (!double.IsFinite(_graph.RetryBudget[e]))
        {
            return true;
        }

        var may = _saved[e] >= 1;
        _saved[e] -= may ? 1 : 0;
        return may;
    }
}
