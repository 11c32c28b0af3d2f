namespace AiopsTwin.Engine.World;

/// <summary>
/// Orders processes so that callers come before callees: the condensation of strongly connected components (Tarjan
/// 1972, "Depth-first search and linear graph algorithms"), written without recursion. O(processes + calls).
/// </summary>
internal static class CallOrder
{
    /// <summary>All process numbers, callers first; members of one cycle stand together, by number.</summary>
    public static int[] CallersFirst(int processes, int[] outStart, int[] callees)
    {
        var search = new Search(processes, outStart, callees);
        for (var p = 0; p < processes; p++)
        {
            search.VisitFrom(p);
        }

        return InOrder(search, (a, b) => a.CompareTo(b));
    }

    /// <summary>
    /// As <see cref="CallersFirst"/>, but numbers that have callers first already stay as they are (roots are visited
    /// from the last number down, so whatever a number reaches is done before it), and members of one cycle stand by
    /// rank.
    /// </summary>
    public static int[] NearlyAsNumbered(int processes, int[] outStart, int[] callees, int[] rank)
    {
        var search = new Search(processes, outStart, callees);
        for (var p = processes - 1; p >= 0; p--)
        {
            search.VisitFrom(p);
        }

        return InOrder(search, (a, b) => rank[a].CompareTo(rank[b]));
    }

    private static int[] InOrder(Search search, Comparison<int> withinCycle)
    {
        // Tarjan finds a component only after everything it reaches, so the reverse of that is callers first.
        var order = new List<int>();
        for (var i = search.Components.Count - 1; i >= 0; i--)
        {
            search.Components[i].Sort(withinCycle);
            order.AddRange(search.Components[i]);
        }

        return [.. order];
    }

    private sealed class Search(int processes, int[] outStart, int[] callees)
    {
        private readonly int[] _found = new int[processes];
        private readonly int[] _low = new int[processes];
        private readonly int[] _next = new int[processes];
        private readonly bool[] _onStack = new bool[processes];
        private readonly Stack<int> _path = new();
        private readonly Stack<int> _stack = new();
        private int _clock;

        public List<List<int>> Components { get; } = [];

        public void VisitFrom(int root)
        {
            if (_found[root] != 0)
            {
                return;
            }

            Enter(root);
            while (_path.TryPeek(out var node))
            {
                if (_next[node] < outStart[node + 1])
                {
                    Follow(node, callees[_next[node]++]);
                }
                else
                {
                    Leave(node);
                }
            }
        }

        private void Enter(int node)
        {
            _found[node] = _low[node] = ++_clock;
            _next[node] = outStart[node];
            _onStack[node] = true;
            _stack.Push(node);
            _path.Push(node);
        }

        private void Follow(int node, int callee)
        {
            if (_found[callee] == 0)
            {
                Enter(callee);
            }
            else if (_onStack[callee])
            {
                _low[node] = Math.Min(_low[node], _found[callee]);
            }
        }

        private void Leave(int node)
        {
            _path.Pop();
            if (_path.TryPeek(out var parent))
            {
                _low[parent] = Math.Min(_low[parent], _low[node]);
            }

            if (_low[node] != _found[node])
            {
                return;
            }

            var component = new List<int>();
            int member;
            do
            {
                member = _stack.Pop();
                _onStack[member] = false;
                component.Add(member);
            }
            while (member != node);

            Components.Add(component);
        }
    }
}
