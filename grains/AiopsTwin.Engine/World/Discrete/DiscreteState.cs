using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What the parts of a discrete-event simulation share: the model and its overlay, who is simulated, the
/// agenda, requests and calls, and one stream of chance for every process and every call of the graph.</summary>
internal sealed class DiscreteState
{
    private readonly SeededRandom _random;

    /// <param name="world">The model.</param>
    /// <param name="isInside">By process: whose requests are simulated one at a time.</param>
    /// <param name="random">All chance.</param>
    public DiscreteState(WorldState world, bool[] isInside, SeededRandom random)
    {
        (World, IsInside, _random) = (world, isInside, random);
        var map = world.Map;
        ProcessDraws = Array.ConvertAll(map.ProcessNode, node => random.Fork(map.Entities[node].Text));
        Tallies = new ProcessTally[isInside.Length];
        for (var p = 0; p < isInside.Length; p++)
        {
            Tallies[p] = isInside[p] ? new ProcessTally() : null!;
        }

        Grow();
    }

    /// <summary>The model, the overlay of its faults, and the columns that fluid parts read and write.</summary>
    public WorldState World { get; }

    /// <summary>By process: whose requests are simulated one at a time; the others answer as the fluid says.</summary>
    public bool[] IsInside { get; }

    /// <summary>What falls due.</summary>
    public EventHeap Events { get; } = new();

    /// <summary>Requests at processes.</summary>
    public Requests Requests { get; } = new();

    /// <summary>Calls in progress.</summary>
    public Calls Calls { get; } = new();

    /// <summary>Seconds since the start.</summary>
    public double Now { get; set; }

    /// <summary>By process.</summary>
    public SeededRandom[] ProcessDraws { get; }

    /// <summary>By call of the graph.</summary>
    public SeededRandom[] CallDraws { get; private set; } = [];

    /// <summary>By process: what happened; nothing for those outside.</summary>
    public ProcessTally[] Tallies { get; }

    /// <summary>By call of the graph: what happened; nothing for those with both ends outside.</summary>
    public CallTally[] CallTallies { get; private set; } = [];

    /// <summary>True for a call with an end inside: its attempts are simulated one at a time.</summary>
    public bool Touches(int e) => IsInside[World.Map.Graph.From[e]] || IsInside[World.Map.Graph.To[e]];

    /// <summary>Makes room for every call of the graph; what is there stays.</summary>
    public void Grow()
    {
        var (map, known) = (World.Map, CallDraws.Length);
        CallDraws = Grown(CallDraws, map.Graph.Count);
        CallTallies = Grown(CallTallies, map.Graph.Count);
        for (var e = known; e < CallDraws.Length; e++)
        {
            CallDraws[e] = _random.Fork(map.Entities[map.ProcessNode[map.Graph.From[e]]].Text)
                .Fork(map.Entities[map.ProcessNode[map.Graph.To[e]]].Text);
            CallTallies[e] = Touches(e) ? new CallTally() : null!;
        }
    }

    /// <summary>Makes a column longer; what is there stays.</summary>
    public static T[] Grown<T>(T[] column, int count)
    {
        Array.Resize(ref column, count);
        return column;
    }
}
