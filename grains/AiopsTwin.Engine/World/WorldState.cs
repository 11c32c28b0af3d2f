using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.World;

/// <summary>Everything that moves in a simulated world, as columns.</summary>
internal sealed class WorldState
{
    /// <param name="map">The estate.</param>
    /// <param name="tables">Tables to share with other worlds; null for its own. They hold no state.</param>
    public WorldState(WorldMap map, QueueTables? tables = null)
    {
        Map = map;
        Tables = tables ?? new QueueTables();
        Impairments = new Impairments(map, new CopyAges(this));
        Processes = new ProcessColumns(map.Processes.Length);
        Calls = new CallColumns();
        Calls.Grow(map.Graph.Count);
        Activity = new Activity(map);
        InversePhi = new double[map.HostNode.Length];
        Array.Fill(InversePhi, 1);
        HostCoresUsed = new double[map.HostNode.Length];
        PlaceCopies = [.. map.Placement.Copies];
        IsDead = new bool[map.Entities.Length];
        IsUnreachable = new bool[map.Entities.Length];
        for (var p = 0; p < map.Processes.Length; p++)
        {
            Processes.Success[p] = 1;
            Processes.Replicas[p] = map.Processes[p].Replicas;
            Processes.HitRatio[p] = map.Processes[p].CacheHitRatio;
            Processes.ResponseMean[p] = map.Processes[p].ServiceTime.TotalSeconds;
        }

        for (var e = 0; e < map.Graph.Count; e++)
        {
            var call = map.Graph.Calls[e];
            Calls.PerServed[e] = call.PerRequest;
            Calls.AttemptMean[e] = Math.Min(call.Timeout, Processes.ResponseMean[call.To]);
        }
    }

    public WorldMap Map { get; }

    /// <summary>Virtual seconds since the start, at the begin of a step.</summary>
    public double Seconds { get; set; }

    /// <summary>Set when copies came or went by themselves: whoever counts them must count anew.</summary>
    public bool IsRescaled { get; set; }

    /// <summary>Set when the work from outside must be counted anew, though the walk of the load rests.</summary>
    public bool IsLoadStale { get; set; } = true;

    /// <summary>Set when the work from outside has been counted anew: whoever gets other work must wake.</summary>
    public bool HasLoadMoved { get; set; } = true;

    /// <summary>Who does pieces of a step side by side; null for nobody.</summary>
    [field: Unchanging]
    public IShardCrew? Crew { get; set; }

    /// <summary>Who can be visited at the same time; null until somebody asks.</summary>
    [field: Unchanging]
    public ShardPlan? Plan { get; set; }

    public Impairments Impairments { get; }

    /// <summary>Copies to be killed at the begin of the next step, by process.</summary>
    public List<(int Process, int Copies)> Killed { get; } = [];

    public ProcessColumns Processes { get; }

    public CallColumns Calls { get; }

    public QueueTables Tables { get; }

    /// <summary>The part that is simulated one request at a time; null for none.</summary>
    public Zoom? Zoom { get; set; }

    public Activity Activity { get; }

    /// <summary>How much longer processor work takes on a host than on an idle one; at least 1.</summary>
    public double[] InversePhi { get; }

    public double[] HostCoresUsed { get; }

    /// <summary>Running, reachable copies at every place of the placement.</summary>
    public int[] PlaceCopies { get; }

    /// <summary>Nodes without power, or down themselves, or standing on what is.</summary>
    public bool[] IsDead { get; }

    /// <summary>Nodes no packet reaches.</summary>
    public bool[] IsUnreachable { get; }

    /// <summary>Work from outside that comes straight to every process, in requests per second, beside the sources of
    /// the load; below 0 what stays away. Null for none.</summary>
    public double[]? Added { get; set; }

    /// <summary>Share of the requests of a caller that have to make a call at all: not those its cache answers, nor
    /// those it has kept an answer for.</summary>
    public double AskingShare(int call) => (1 - Processes.HitRatio[Map.Graph.From[call]]) * (1 - Calls.Kept[call]);

    /// <summary>True when a node is neither dead nor cut off.</summary>
    public bool IsPresent(int node) => !IsDead[node] && !IsUnreachable[node];
}
