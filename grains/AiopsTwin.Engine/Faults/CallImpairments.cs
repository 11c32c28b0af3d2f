using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>The part of the overlay that lies over calls, one number per call. Grows when a reroute adds a
/// call.</summary>
internal sealed class CallImpairments
{
    private readonly CallGraph _graph;
    private readonly ZoneWays _ways;
    private readonly CopyAges _ages;

    /// <param name="graph">The calls.</param>
    /// <param name="ways">What the network costs them when all is well.</param>
    /// <param name="ages">When the copies at both ends began.</param>
    public CallImpairments(CallGraph graph, ZoneWays ways, CopyAges ages)
    {
        (_graph, _ways, _ages) = (graph, ways, ages);
        Pool = [];
        Timeout = [];
        Retries = [];
        Blocked = [];
        ErrorAdd = [];
        DelaySeconds = [];
        DelayVariance = [];
        Loss = [];
        Weight = [];
        Refused = [];
        Unanswered = [];
        Doubled = [];
        Stuck = [];
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

    /// <summary>Seconds added to the way there and back, by faults and by the zone matrix.</summary>
    public double[] DelaySeconds { get; private set; }

    /// <summary>Variance of what is added to the way, in seconds squared.</summary>
    public double[] DelayVariance { get; private set; }

    /// <summary>Share of packets lost on the way; they are sent again, which takes time.</summary>
    public double[] Loss { get; private set; }

    /// <summary>Share of the calls that take this way; a detour has 0 until a reroute is in force.</summary>
    public double[] Weight { get; private set; }

    /// <summary>Share of attempts turned away at once, before they cost the callee anything.</summary>
    public double[] Refused { get; private set; }

    /// <summary>Share of attempts whose answer is lost: the callee does the work and the caller waits.</summary>
    public double[] Unanswered { get; private set; }

    /// <summary>Share of packets that come twice.</summary>
    public double[] Doubled { get; private set; }

    /// <summary>Share of the messages that come for partitions that have stopped.</summary>
    public double[] Stuck { get; private set; }

    /// <summary>Share of attempts that reach the callee.</summary>
    public double Reaching(int call) => (1 - Blocked[call]) * (1 - Refused[call]);

    /// <summary>Share of a call's connections between copies that both ran some seconds ago: only these can be as old
    /// as that.</summary>
    public double OldEnough(int call, double seconds) =>
        _ages.OlderThan(_graph.From[call], seconds) * _ages.OlderThan(_graph.To[call], seconds);

    /// <summary>Packets of a request and its answer, of full Ethernet size.</summary>
    public double PacketsOf(int call)
    {
        var policy = _graph.Calls[call].Policy;
        return Math.Max(2, (policy.RequestBytes + policy.ResponseBytes) / PacketLoss.SegmentBytes);
    }

    /// <summary>Adds a share to what is struck already, as if by lots of their own.</summary>
    public static void Add(double[] shares, int at, double share) =>
        shares[at] = 1 - ((1 - shares[at]) * (1 - share));

    /// <summary>Adds a delay that a share of the attempts has.</summary>
    /// <param name="call">The call.</param>
    /// <param name="share">Share of the attempts delayed, [0, 1].</param>
    /// <param name="seconds">Mean delay of those.</param>
    /// <param name="deviation">Its deviation.</param>
    public void AddDelay(int call, double share, double seconds, double deviation)
    {
        DelaySeconds[call] += share * seconds;
        DelayVariance[call] += (share * deviation * deviation) + (share * (1 - share) * seconds * seconds);
    }

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
            Refused = new double[_graph.Count];
            Unanswered = new double[_graph.Count];
            Doubled = new double[_graph.Count];
            Stuck = new double[_graph.Count];
        }

        Array.Clear(Blocked);
        Array.Clear(ErrorAdd);
        Array.Clear(DelaySeconds);
        Array.Clear(DelayVariance);
        Array.Clear(Loss);
        Array.Clear(Refused);
        Array.Clear(Unanswered);
        Array.Clear(Doubled);
        Array.Clear(Stuck);
        for (var e = 0; e < _graph.Count; e++)
        {
            var call = _graph.Calls[e];
            Pool[e] = call.Pool;
            Timeout[e] = call.Timeout;
            Retries[e] = call.Retries;
            Weight[e] = call.IsDetour ? 0 : 1;
            if (_ways.IsAny)
            {
                (DelaySeconds[e], DelayVariance[e], Loss[e]) = _ways.Of(call.From, call.To);
            }
        }
    }
}
