using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// The flood as a talk between entities, one message per link, taken from the heap of waiting messages in an order
/// drawn from a seed. It is the reference for the partitioned flood, and far too slow for more than a thousand
/// entities: a message may correct an entity again and again.
/// <para>
/// A message says "within h hops, this link carries x". An entity keeps, for every h, the most that each of its links
/// is known to carry, and its own value within h hops; when that grows, it tells its neighbours about h + 1. Values
/// within h hops are those of round h of the synchronous flood, so the talk ends with the same strengths, hops and
/// truncation, whatever the order; delays follow from the hops once it is quiet. <c>HopByHopFloodTests</c> holds both
/// to it, bit for bit.
/// </para>
/// </summary>
public static class HopByHopFlood
{
    /// <summary>Largest graph accepted, in entities.</summary>
    public const int MaxNodes = 1000;

    /// <summary>Floods, message by message. <see cref="FloodRequest.MaxCarries"/> is not heeded.</summary>
    /// <param name="graph">The graph, of at most <see cref="MaxNodes"/> entities.</param>
    /// <param name="request">The question.</param>
    /// <param name="settings">The edge rule.</param>
    /// <param name="order">Seed of the order in which messages are taken; it does not change the answer.</param>
    /// <exception cref="ArgumentException">The graph is too large or the request is not valid.</exception>
    public static FloodResult Run(TopologyGraph graph, FloodRequest request, FloodSettings settings, ulong order)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(graph.NodeCount, MaxNodes, nameof(graph));
        request.Validate();
        var answers = ImmutableArray.CreateBuilder<FloodAnswer>(request.Sources.Length);
        var rounds = 0;
        for (var label = 0; label < request.Sources.Length; label++)
        {
            var talk = new Talk(graph, request, settings);
            talk.Hold(request.Sources[label], new SeededRandom(order).Fork((ulong)label));
            rounds = Math.Max(rounds, talk.LastGrowth);
            answers.Add(new FloodAnswer(request.Sources[label], talk.Reached(), talk.IsOpen));
        }

        return new FloodResult(answers.MoveToImmutable(), rounds);
    }

    /// <summary>The talk about one source.</summary>
    private sealed class Talk
    {
        private readonly TopologyGraph _graph;
        private readonly FloodRequest _request;
        private readonly bool _isExpectation;
        private readonly SliceRate[] _rates;
        private readonly double[,] _carried;
        private readonly double[,] _strength;
        private readonly double[] _own;
        private readonly List<(int Link, int Hop, double Value)> _waiting = [];

        public Talk(TopologyGraph graph, FloodRequest request, FloodSettings settings)
        {
            _graph = graph;
            _request = request;
            _isExpectation = request.Direction is FloodDirection.TowardDependents;
            _rates = new SliceRate[graph.LinkCount];
            for (var link = 0; link < _rates.Length; link++)
            {
                _rates[link] = EdgeRule.RateOf(graph, link, request.Direction, settings);
            }

            _carried = new double[graph.LinkCount, request.MaxHops + 1];
            _strength = new double[graph.NodeCount, request.MaxHops + 1];
            _own = new double[graph.NodeCount];
        }

        public int LastGrowth
        {
            get
            {
                var last = 0;
                for (var node = 0; node < _graph.NodeCount; node++)
                {
                    for (var hop = last + 1; hop <= _request.MaxHops; hop++)
                    {
                        last = GrewAt(node, hop) ? hop : last;
                    }
                }

                return last;
            }
        }

        public bool IsOpen => Enumerable.Range(0, _graph.NodeCount).Any(node =>
            GrewAt(node, _request.MaxHops) && CarriesOn(node, _strength[node, _request.MaxHops]));

        public void Hold(FloodSource source, SeededRandom random)
        {
            if (!_graph.TryIndex(source.Origin, out var origin))
            {
                return;
            }

            _own[origin] = source.Strength;
            Reconsider(origin, 0);
            while (_waiting.Count > 0)
            {
                var pick = random.NextInt(_waiting.Count);
                var (link, hop, value) = _waiting[pick];
                _waiting[pick] = _waiting[^1];
                _waiting.RemoveAt(_waiting.Count - 1);
                Hear(link, hop, value);
            }
        }

        public ImmutableArray<FloodReach> Reached()
        {
            var hops = Enumerable.Range(0, _graph.NodeCount).Select(FirstHop).ToArray();
            var delays = new double[_graph.NodeCount];
            var byHops = Enumerable.Range(0, hops.Length).Where(node => hops[node] > 0).OrderBy(node => hops[node]);
            foreach (var node in byHops)
            {
                delays[node] = Join(
                    node, link => _carried[link, hops[node]] > 0
                        ? -(delays[Sender(link)] + _rates[link].DelaySeconds)
                        : double.NegativeInfinity,
                    double.NegativeInfinity) * -1;
            }

            return [.. Enumerable.Range(0, hops.Length).Where(node => hops[node] >= 0).Select(node => new FloodReach(
                _graph.IdOf(node), _strength[node, _request.MaxHops], hops[node], delays[node]))];
        }

        private void Hear(int link, int hop, double value)
        {
            var grew = false;
            for (var h = hop; h <= _request.MaxHops && _carried[link, h] < value; h++)
            {
                _carried[link, h] = value;
                grew = true;
            }

            if (grew)
            {
                Reconsider(_isExpectation ? _graph.DependentOf(link) : _graph.DependencyOf(link), hop);
            }
        }

        private void Reconsider(int node, int hop)
        {
            for (var h = hop; h <= _request.MaxHops; h++)
            {
                var within = h;
                var value = Join(node, link => _carried[link, within], _own[node]);
                if (value <= _strength[node, h])
                {
                    continue;
                }

                _strength[node, h] = value;
                if (h < _request.MaxHops && (h == 0 || value > _strength[node, h - 1]))
                {
                    Tell(node, h + 1, value);
                }
            }
        }

        private void Tell(int node, int hop, double value)
        {
            foreach (var link in _isExpectation ? _graph.LinksToDependents(node) : _graph.LinksToDependencies(node))
            {
                if (value * _rates[link].Factor >= _request.Floor)
                {
                    _waiting.Add((link, hop, value * _rates[link].Factor));
                }
            }
        }

        /// <summary>The rule: the largest of the own value, of links alone, and of what each group passes on.</summary>
        private double Join(int node, Func<int, double> valueOf, double own)
        {
            var most = own;
            var groups = new SortedSet<int>();
            foreach (var link in _isExpectation ? _graph.LinksToDependencies(node) : _graph.LinksToDependents(node))
            {
                if (_isExpectation && _graph.GroupOf(link) >= 0)
                {
                    groups.Add(_graph.GroupOf(link));
                }
                else
                {
                    most = Math.Max(most, valueOf(link));
                }
            }

            foreach (var group in groups)
            {
                var members = _graph.MembersOf(group).ToArray().Select(valueOf).ToArray();
                most = Math.Max(most, EdgeRule.LargestOf(members, _graph.FailuresNeeded(group)));
            }

            return most;
        }

        private int Sender(int link) => _isExpectation ? _graph.DependencyOf(link) : _graph.DependentOf(link);

        private int FirstHop(int node)
        {
            for (var hop = 0; hop <= _request.MaxHops; hop++)
            {
                if (_strength[node, hop] > 0)
                {
                    return hop;
                }
            }

            return -1;
        }

        private bool GrewAt(int node, int hop) => hop > 0 && _strength[node, hop] > _strength[node, hop - 1];

        private bool CarriesOn(int node, double value)
        {
            foreach (var link in _isExpectation ? _graph.LinksToDependents(node) : _graph.LinksToDependencies(node))
            {
                if (value * _rates[link].Factor >= _request.Floor)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
