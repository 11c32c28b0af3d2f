using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What the parts of a discrete-event world share: the model and its overlay, the agenda, requests and calls,
/// and one stream of chance for every process and every call of the graph.</summary>
internal sealed class DiscreteState
{
    public DiscreteState(WorldState world, SeededRandom random)
    {
        World = world;
        var map = world.Map;
        ProcessDraws = Array.ConvertAll(map.ProcessNode, node => random.Fork(map.Entities[node].Text));
        CallDraws = Array.ConvertAll(map.Graph.Calls, call => random
            .Fork(map.Entities[map.ProcessNode[call.From]].Text).Fork(map.Entities[map.ProcessNode[call.To]].Text));
        Tallies = Array.ConvertAll(map.Processes, _ => new ProcessTally());
    }

    /// <summary>The model, the overlay of its faults, and the columns that fluid parts read and write.</summary>
    public WorldState World { get; }

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
    public SeededRandom[] CallDraws { get; }

    /// <summary>By process: what happened.</summary>
    public ProcessTally[] Tallies { get; }
}

/// <summary>What happened at a process since it was cleared.</summary>
internal sealed class ProcessTally
{
    /// <summary>Times from arrival to answer, failures included.</summary>
    public ResponseTally Response { get; } = new();

    public long Arrived { get; set; }

    /// <summary>Own work done.</summary>
    public long Served { get; set; }

    /// <summary>Answers that were failures.</summary>
    public long Failed { get; set; }

    /// <summary>Turned away, or lost with a copy, or taken back.</summary>
    public long Lost { get; set; }

    /// <summary>Seconds spent waiting for a slot and at own work, by those whose own work is done.</summary>
    public double OwnSeconds { get; set; }

    /// <summary>Seconds of own work.</summary>
    public double BusySeconds { get; set; }

    public void Clear()
    {
        Response.Clear();
        (Arrived, Served, Failed, Lost, OwnSeconds, BusySeconds) = (0, 0, 0, 0, 0, 0);
    }
}
