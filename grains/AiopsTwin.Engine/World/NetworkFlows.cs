using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Bytes through hosts and switches, by the sizes of requests and answers; traffic of a host goes in equal parts over
/// the switches it connects through that are present, and on from there.
/// </summary>
internal sealed class NetworkFlows
{
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
        var (arrived, received, sent) = (_sums.Arrived[p], 0.0, 0.0);
        var twice = _state.Impairments.Calls.Doubled;
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var (carried, call) = (_sums.Carried[graph.InCalls[i]], graph.Calls[graph.InCalls[i]].Policy);
            arrived -= carried;
            carried *= 1 + twice[graph.InCalls[i]];
            received += carried * call.RequestBytes;
            sent += carried * call.ResponseBytes;
        }

        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var (carried, call) = (_sums.Carried[graph.OutCalls[i]], graph.Calls[graph.OutCalls[i]].Policy);
            carried *= 1 + twice[graph.OutCalls[i]];
            received += carried * call.ResponseBytes;
            sent += carried * call.RequestBytes;
        }

        // The rest came from outside.
        received = (received + (Math.Max(0, arrived) * CallModel.UsualRequestBytes)) / _sums.Seconds;
        sent = (sent + (Math.Max(0, arrived) * CallModel.UsualResponseBytes)) / _sums.Seconds;

        for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
        {
            if (_state.PlaceCopies[i] > 0 && placement.HostOfUnit[placement.Unit[i]] is >= 0 and var host)
            {
                var share = (double)_state.PlaceCopies[i] / _state.Processes.Copies[p];
                var node = _state.Map.HostNode[host];
                Received[node] += share * received;
                Sent[node] += share * sent;
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
