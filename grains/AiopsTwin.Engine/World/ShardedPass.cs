namespace AiopsTwin.Engine.World;

/// <summary>One pass over all processes that are flagged, level by level, each level in pieces side by side. Made anew
/// for every pass, so that it leaves nothing in the state.</summary>
internal sealed class ShardedPass(WorldState state, bool[] flags, IVisitor visitor, double seconds) : IShardWork
{
    private readonly int _shards = state.Crew!.Shards;
    private readonly ShardPlan _plan = state.Plan!;
    private int _level;
    private int _visited;

    /// <summary>Whether a pass over those flagged is worth handing out; brings the plan up to date.</summary>
    public static bool IsWorthwhile(WorldState state, bool[] flags)
    {
        // What is simulated one request at a time draws lots for its neighbours as well, in the order of visits.
        if (state.Crew is not { Shards: > 1 } crew || state.Zoom is not null)
        {
            return false;
        }

        if (state.Plan?.Calls != state.Map.Graph.Count)
        {
            state.Plan = new ShardPlan(state.Map.Graph);
        }

        return flags.AsSpan().Count(true) >= (long)crew.Fewest * state.Plan.Levels;
    }

    /// <summary>Visits callers before callees.</summary>
    /// <returns>How many were visited.</returns>
    public int Forwards()
    {
        for (_level = 0; _level < _plan.Levels; _level++)
        {
            state.Crew!.Run(this);
        }

        return _visited;
    }

    /// <summary>Visits callees before callers.</summary>
    public void Backwards()
    {
        for (_level = _plan.Levels - 1; _level >= 0; _level--)
        {
            state.Crew!.Run(this);
        }
    }

    /// <inheritdoc/>
    public void Run(int shard)
    {
        var visited = 0;
        foreach (var p in _plan.Members(_level, shard, _shards))
        {
            if (flags[p])
            {
                visited++;
                visitor.Visit(p, seconds);
            }
        }

        Interlocked.Add(ref _visited, visited);
    }
}
