using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Gives every node a layer so that callers stand above what they call. Calls that close a cycle are turned around for
/// this purpose only; the rest is the longest path from a node nobody calls (Sugiyama, Tagawa, Toda 1981, steps 1 and
/// 2). Cost: linear in nodes and calls.
/// </summary>
internal static class LayerAssignment
{
    /// <summary>Layer of every node, 0 on top.</summary>
    /// <param name="count">Number of nodes.</param>
    /// <param name="calls">Calls as (caller, callee), sorted; the order decides which call of a cycle is
    /// turned.</param>
    public static int[] Assign(int count, ImmutableArray<(int From, int To)> calls)
    {
        var forward = WithoutCycles(count, calls);
        var layer = new int[count];
        foreach (var node in TopDown(count, forward))
        {
            foreach (var callee in forward[node])
            {
                layer[callee] = Math.Max(layer[callee], layer[node] + 1);
            }
        }

        return layer;
    }

    // Depth-first from nodes nobody calls, so that the call turned around is the one that leads back up.
    private static List<int>[] WithoutCycles(int count, ImmutableArray<(int From, int To)> calls)
    {
        var callees = calls.ToLookup(call => call.From, call => call.To);
        var isCalled = calls.Select(call => call.To).ToHashSet();
        var state = new byte[count];
        var forward = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var root in Enumerable.Range(0, count).OrderBy(node => isCalled.Contains(node)).ThenBy(node => node))
        {
            if (state[root] == 0)
            {
                Visit(root, callees, state, forward);
            }
        }

        return forward;
    }

    private static void Visit(int root, ILookup<int, int> callees, byte[] state, List<int>[] forward)
    {
        var path = new Stack<(int Node, IEnumerator<int> Next)>();
        state[root] = 1;
        path.Push((root, callees[root].GetEnumerator()));
        while (path.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                state[top.Node] = 2;
                path.Pop();
                continue;
            }

            var callee = top.Next.Current;
            if (state[callee] == 1)
            {
                forward[callee].Add(top.Node);
                continue;
            }

            forward[top.Node].Add(callee);
            if (state[callee] == 0)
            {
                state[callee] = 1;
                path.Push((callee, callees[callee].GetEnumerator()));
            }
        }
    }

    private static IEnumerable<int> TopDown(int count, List<int>[] forward)
    {
        var waiting = new int[count];
        foreach (var callee in forward.SelectMany(callees => callees))
        {
            waiting[callee]++;
        }

        var ready = new Queue<int>(Enumerable.Range(0, count).Where(node => waiting[node] == 0));
        while (ready.TryDequeue(out var node))
        {
            yield return node;
            foreach (var callee in forward[node].Where(callee => --waiting[callee] == 0))
            {
                ready.Enqueue(callee);
            }
        }
    }
}
