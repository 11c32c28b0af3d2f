using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Who can be visited at the same time: levels of processes of which no two call each other. Whoever is visited earlier
/// of two that do stands on a lower level, so going level by level, in any order within one, is the same as going in
/// the order of visits.
/// </summary>
[Unchanging]
internal sealed class ShardPlan
{
    private readonly int[] _start;
    private readonly int[] _members;

    /// <summary>Finds the levels. O(processes + calls).</summary>
    public ShardPlan(CallGraph graph)
    {
        Calls = graph.Count;
        var order = graph.Order;
        var level = new int[order.Length];
        Array.Fill(level, -1);
        foreach (var p in order)
        {
            var after = -1;
            for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
            {
                after = Math.Max(after, Visited(graph.From[graph.InCalls[i]]));
            }

            for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
            {
                after = Math.Max(after, Visited(graph.To[graph.OutCalls[i]]));
            }

            level[p] = after + 1;

            int Visited(int other) => other == p ? -1 : level[other];
        }

        Levels = level.Length == 0 ? 0 : level.Max() + 1;
        _start = new int[Levels + 1];
        _members = [.. Enumerable.Range(0, level.Length).OrderBy(p => level[p]).ThenBy(p => p)];
        foreach (var one in level)
        {
            _start[one + 1]++;
        }

        for (var one = 0; one < Levels; one++)
        {
            _start[one + 1] += _start[one];
        }
    }

    /// <summary>Number of levels.</summary>
    public int Levels { get; }

    /// <summary>Calls of the graph the plan is for; calls are only ever added.</summary>
    public int Calls { get; }

    /// <summary>The processes of a shard on a level, by number.</summary>
    public ReadOnlySpan<int> Members(int level, int shard, int shards)
    {
        var (start, count) = (_start[level], _start[level + 1] - _start[level]);
        var (from, to) = ((int)((long)count * shard / shards), (int)((long)count * (shard + 1) / shards));
        return _members.AsSpan(start + from, to - from);
    }
}
