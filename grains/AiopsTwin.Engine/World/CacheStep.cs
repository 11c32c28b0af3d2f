namespace AiopsTwin.Engine.World;

/// <summary>
/// Caches that fill: the hit ratio rises towards what it should be as misses are fetched, and only a fetch that
/// succeeds fills an entry (Yang et al. 2022, "Metastable failures in the wild", the look-aside cache). A cache without
/// a number of entries is full at once.
/// </summary>
internal sealed class CacheStep
{
    private readonly WorldState _state;
    private readonly Continuation _continuation;
    private readonly int[] _caches;

    public CacheStep(WorldState state, Continuation continuation)
    {
        (_state, _continuation) = (state, continuation);
        _caches = [.. state.Map.ProcessesByEntity.Where(p => state.Map.Processes[p].CacheHitRatio > 0)];
    }

    /// <summary>Moves the hit ratios by a step.</summary>
    public void Run(double seconds)
    {
        var (columns, goal) = (_state.Processes, _state.Impairments.HitRatio);
        foreach (var p in _caches)
        {
            var entries = _state.Map.Processes[p].CacheEntries is > 0 and var model
                ? model
                : _state.Impairments.FillEntries[p];
            var hits = columns.HitRatio[p];
            if (hits == goal[p])
            {
                continue;
            }

            _continuation.BringTo(p);
            _state.Activity.IsAwake[p] = true;
            if (entries <= 0 || hits > goal[p])
            {
                columns.HitRatio[p] = goal[p];
                continue;
            }

            var fills = columns.Served[p] * (1 - hits) * Fetched(p);
            columns.HitRatio[p] = goal[p] - ((goal[p] - hits) * Math.Exp(-seconds * fills / entries));
        }
    }

    /// <summary>Share of the fetches behind a cache that bring something.</summary>
    private double Fetched(int p)
    {
        var (graph, calls) = (_state.Map.Graph, _state.Calls);
        var success = 1.0;
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            if (graph.Mode[e] == CallMode.Sync)
            {
                success *= (1 - calls.Open[e]) * calls.AnsweredShare(e);
            }
        }

        return success;
    }
}
