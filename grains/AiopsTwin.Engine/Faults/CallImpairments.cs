using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>The part of the overlay that lies over calls, one number per call. Grows when a reroute adds a
/// call.</summary>
internal sealed class CallImpairments
{
    private readonly CallGraph _graph;

    public CallImpairments(CallGraph graph)
    {
        _graph = graph;
        Pool = [];
        Timeout = [];
        Retries = [];
        Blocked = [];
        ErrorAdd = [];
        DelaySeconds = [];
        DelayVariance = [];
        Loss = [];
        Weight = [];
        Clear();
    }

    /// <summary>Connections in force; 0 = unlimited.</summary>
    public double[] Pool { get; private set; }

    /// <summary>Seconds one attempt is waited for, in force.</summary>
    public double[] Timeout { get; private set; }

    /// <summary>Further attempts in force.</summary>
    public int[] Retries { get; private set; }

    /// <summary>Share of attempts that vanish on the way.</summary>
    public double[] Blocked { get; private set; }

    /// <summary>Share of attempts that fail on the way.</summary>
    public double[] ErrorAdd { get; private set; }

    /// <summary>Seconds added to the way there and back.</summary>
    public double[] DelaySeconds { get; private set; }

    /// <summary>Variance of what is added to the way, in seconds squared.</summary>
    public double[] DelayVariance { get; private set; }

    /// <summary>Share of packets lost on the way; they are sent again, which takes time.</summary>
    public double[] Loss { get; private set; }

    /// <summary>Share of the calls that take this way; a detour has 0 until a reroute is in force.</summary>
    public double[] Weight { get; private set; }

    /// <summary>Back to the healthy model, with room for every call of the graph.</summary>
    public void Clear()
    {
        if (Pool.Length != _graph.Count)
        {
            Pool = new double[_graph.Count];
            Timeout = new double[_graph.Count];
            Retries = new int[_graph.Count];
            Blocked = new double[_graph.Count];
            ErrorAdd = new double[_graph.Count];
            DelaySeconds = new double[_graph.Count];
            DelayVariance = new double[_graph.Count];
            Loss = new double[_graph.Count];
            Weight = new double[_graph.Count];
        }

        Array.Clear(Blocked);
        Array.Clear(ErrorAdd);
        Array.Clear(DelaySeconds);
        Array.Clear(DelayVariance);
        Array.Clear(Loss);
        for (var e = 0; e < _graph.Count; e++)
        {
            var call = _graph.Calls[e];
            Pool[e] = call.Pool;
            Timeout[e] = call.Timeout;
            Retries[e] = call.Retries;
            Weight[e] = call.IsDetour ? 0 : 1;
        }
    }
}
