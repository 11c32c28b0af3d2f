using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Bytes through hosts and switches. Requests and answers have one size each, an assumption of ours that only sets the
/// scale; traffic of a host goes in equal parts over the switches it connects through that are present, and on from
/// there.
/// </summary>
internal sealed class NetworkFlows
{
    private const double RequestBytes = 2_000;
    private const double AnswerBytes = 6_000;

    /// <summary>Heartbeats, monitoring and the like, per host.</summary>
    private const double IdleBytesPerSecond = 5_000;

    private readonly WorldState _state;
    private readonly IntervalSums _sums;

    [Unchanging]
    private readonly int[] _order;

    [Unchanging]
    private readonly int[][] _through;

    public NetworkFlows(WorldState state, IntervalSums sums)
    {
        (_state, _sums) = (state, sums);
        var map = state.Map;
        Received = new double[map.Entities.Length];
        Sent = new double[map.Entities.Length];
        _through = new int[map.Entities.Length][];
        Array.Fill(_through, []);
        foreach (var link in map.Links(DependencyKind.ConnectsThrough))
        {
            _through[link.Dependent] = [.. _through[link.Dependent], link.On];
        }

        // What has no way of its own uses its rack's.
        foreach (var link in map.Links(DependencyKind.InRack))
        {
            if (_through[link.Dependent].Length == 0 && map.Kinds[link.Dependent] == EntityKind.Host)
            {
                _through[link.Dependent] = [link.On];
            }
        }

        var start = new int[map.Entities.Length + 1];
        for (var n = 0; n < map.Entities.Length; n++)
        {
            start[n + 1] = start[n] + _through[n].Length;
        }

        _order = CallOrder.CallersFirst(map.Entities.Length, start, [.. _through.SelectMany(on => on)]);
    }

    /// <summary>Bytes received per second by node, over the interval.</summary>
    public double[] Received { get; }

    /// <summary>Bytes sent per second by node, over the interval.</summary>
    public double[] Sent { get; }

    /// <summary>Works out the interval.</summary>
    public void Measure()
    {
        Array.Clear(Received);
        Array.Clear(Sent);
        var map = _state.Map;
        foreach (var node in map.HostNode)
        {
            Received[node] = Sent[node] = IdleBytesPerSecond;
        }

        foreach (var p in map.ProcessesByEntity)
        {
            MeasureProcess(p);
        }

        foreach (var node in _order)
        {
            PassOn(node);
        }
    }

    private void MeasureProcess(int p)
    {
        var (graph, placement) = (_state.Map.Graph, _state.Map.Placement);
        var answered = _sums.Arrived[p] / _sums.Seconds;
        var asked = 0.0;
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            asked += _sums.Carried[graph.OutCalls[i]] / _sums.Seconds;
        }

        for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
        {
            if (_state.PlaceCopies[i] > 0 && placement.HostOfUnit[placement.Unit[i]] is >= 0 and var host)
            {
                var share = (double)_state.PlaceCopies[i] / _state.Processes.Copies[p];
                var node = _state.Map.HostNode[host];
                Received[node] += share * ((answered * RequestBytes) + (asked * AnswerBytes));
                Sent[node] += share * ((answered * AnswerBytes) + (asked * RequestBytes));
            }
        }
    }

    private void PassOn(int node)
    {
        var present = 0;
        foreach (var next in _through[node])
        {
            present += _state.IsPresent(next) ? 1 : 0;
        }

        if (present == 0 || !_state.IsPresent(node))
        {
            return;
        }

        foreach (var next in _through[node])
        {
            if (_state.IsPresent(next))
            {
                Received[next] += Sent[node] / present;
                Sent[next] += Sent[node] / present;
            }
        }
    }
}
