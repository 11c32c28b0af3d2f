using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Messages: what is sent and forgotten, and what a queue keeps until its consumer has a slot to spare. A consumer
/// outside takes so many in a step as the fluid has room for.
/// </summary>
internal sealed class MessageFlow
{
    private readonly DiscreteState _state;
    private readonly CallGraph _graph;
    private readonly CallImpairments _overlay;
    private readonly ProcessColumns _columns;
    private readonly RequestFlow _requests;

    // By call: messages kept, those of them in partitions that have stopped, and what a consumer outside may take yet.
    private long[] _kept = [];
    private long[] _stuck = [];
    private double[] _room = [];

    // By process: the calls that bring it kept messages.
    private readonly int[][] _pulls;

    public MessageFlow(DiscreteState state, RequestFlow requests)
    {
        (_state, _requests) = (state, requests);
        _graph = state.World.Map.Graph;
        _overlay = state.World.Impairments.Calls;
        _columns = state.World.Processes;
        _pulls = new int[state.IsInside.Length][];
        for (var p = 0; p < _pulls.Length; p++)
        {
            _pulls[p] = [.. _graph.InCalls[_graph.InStart[p].._graph.InStart[p + 1]].Where(IsKept)];
        }

        Grow();
    }

    /// <summary>Makes room for every call of the graph.</summary>
    public void Grow()
    {
        _kept = DiscreteState.Grown(_kept, _graph.Count);
        _stuck = DiscreteState.Grown(_stuck, _graph.Count);
        _room = DiscreteState.Grown(_room, _graph.Count);
    }

    /// <summary>Messages a queue keeps for one consumer.</summary>
    public long KeptFor(int e) => _kept[e] + _stuck[e];

    /// <summary>Sends messages of a request.</summary>
    public void Send(int e, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _state.CallTallies[e].Add(CallTally.Asked);
            if (_graph.Mode[e] == CallMode.Push)
            {
                Push(e);
            }
            else
            {
                Keep(e);
            }
        }
    }

    /// <summary>A message of a caller outside.</summary>
    public void Enter(int e)
    {
        _state.CallTallies[e].Add(CallTally.Asked);
        if (_graph.Mode[e] == CallMode.Push)
        {
            Push(e);
        }
        else
        {
            Arrive(e);
        }
    }

    /// <summary>A consumer has a slot to spare.</summary>
    public void Pull(int p)
    {
        foreach (var e in _pulls[p])
        {
            while (_kept[e] > 0 && IsTaken(e) && _requests.HasSlot(p))
            {
                _kept[e]--;
                Arrive(e);
            }
        }
    }

    /// <summary>Begins a step: partitions move again, consumers are there again.</summary>
    public void Begin(int e, double seconds)
    {
        if (_stuck[e] > 0 && _overlay.Stuck[e] == 0)
        {
            (_kept[e], _stuck[e]) = (_kept[e] + _stuck[e], 0);
        }

        var to = _graph.To[e];
        if (_state.IsInside[to])
        {
            Pull(to);
            return;
        }

        var capacity = _columns.Servers[to] > 0 ? _columns.Capacity[to] : 0;
        _room[e] = Math.Min(_room[e], 1) + (DemandStep.PullUse * capacity * _overlay.Reaching(e) * seconds);
        while (_kept[e] > 0 && _room[e] >= 1)
        {
            _kept[e]--;
            Arrive(e);
        }
    }

    /// <summary>True for a call by which a queue inside keeps messages.</summary>
    public bool IsKept(int e) => _graph.Mode[e] == CallMode.Pull && _state.IsInside[_graph.From[e]];

    private void Push(int e)
    {
        if (_overlay.Reaching(e) is var reaching && (reaching == 1 || _state.CallDraws[e].NextDouble() < reaching))
        {
            Arrive(e);
        }
    }

    private void Keep(int e)
    {
        var isFull = KeptFor(e) >= _state.World.Map.QueueLimit[_graph.From[e]];
        if (_overlay.Stuck[e] > 0 && _state.CallDraws[e].NextDouble() < _overlay.Stuck[e])
        {
            _stuck[e] += isFull ? 0 : 1;
            return;
        }

        var to = _graph.To[e];
        if (_state.IsInside[to] ? IsTaken(e) && _requests.HasSlot(to) : _room[e] >= 1)
        {
            Arrive(e);
        }
        else
        {
            _kept[e] += isFull ? 0 : 1;
            _state.World.Calls.TotalDropped[e] += isFull ? 1 : 0;
        }
    }

    private void Arrive(int e)
    {
        _state.CallTallies[e].Add(CallTally.Sent);
        if (_state.IsInside[_graph.To[e]])
        {
            _requests.Enter(_graph.To[e], _graph.Mode[e] == CallMode.Pull);
        }
        else
        {
            _room[e]--;
        }
    }

    private bool IsTaken(int e) => _columns.Servers[_graph.To[e]] > 0 && _overlay.Blocked[e] < 1;
}
