using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Follows a prediction from its cause over the map, given who is known to be well. What hangs on several things that
/// stand in for one another, while enough of them are well, was not struck this way; the harm of a single thing may
/// only have gone unnoticed. The flood itself knows the map alone, and takes every dependency of the cause for failed.
/// O(links of what is reached) per prediction.
/// </summary>
/// <param name="graph">The map.</param>
internal sealed class CarriedReach(TopologyGraph graph)
{
    private readonly int[] _reachedIn = new int[graph.NodeCount];
    private readonly int[] _wellIn = new int[graph.NodeCount];
    private readonly int[] _carriedIn = new int[graph.NodeCount];
    private int[] _nodes = [];
    private int _run;

    /// <summary>Follows a prediction; what it carries can then be asked for.</summary>
    /// <param name="answer">The prediction.</param>
    /// <param name="isWell">True for a place in what it names that is known to show nothing.</param>
    public void Follow(FloodAnswer answer, Func<int, bool> isWell)
    {
        _run++;
        var reached = answer.Reached.AsSpan();
        if (_nodes.Length < reached.Length)
        {
            _nodes = new int[reached.Length];
        }

        for (var place = 0; place < reached.Length; place++)
        {
            _nodes[place] = graph.TryIndex(reached[place].Entity, out var node) ? node : -1;
            if (_nodes[place] >= 0)
            {
                _reachedIn[node] = _run;
                _wellIn[node] = isWell(place) ? _run : 0;
            }
        }

        if (graph.TryIndex(answer.Source.Origin, out var origin))
        {
            Walk(origin);
        }
    }

    /// <summary>True when the last prediction followed comes to what it names at a place.</summary>
    public bool Has(int place) => _nodes[place] >= 0 && _carriedIn[_nodes[place]] == _run;

    private void Walk(int origin)
    {
        var front = new Queue<int>([origin]);
        _carriedIn[origin] = _run;
        while (front.TryDequeue(out var node))
        {
            foreach (var link in graph.LinksToDependents(node))
            {
                var dependent = graph.DependentOf(link);
                if (_reachedIn[dependent] == _run && _carriedIn[dependent] != _run && Carries(link))
                {
                    _carriedIn[dependent] = _run;
                    front.Enqueue(dependent);
                }
            }
        }
    }

    private bool Carries(int link)
    {
        var group = graph.GroupOf(link);
        if (group < 0)
        {
            return true;
        }

        var struck = 0;
        foreach (var member in graph.MembersOf(group))
        {
            var node = graph.DependencyOf(member);
            struck += _carriedIn[node] == _run && _wellIn[node] != _run ? 1 : 0;
        }

        return struck >= graph.FailuresNeeded(group);
    }
}
