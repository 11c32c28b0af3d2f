using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Who is dead and who is cut off, from the graph alone: power and place are lost along powered-by and in-rack links,
/// the network along connects-through links, and an instance goes with all its hosts. A redundancy group fails only
/// when fewer of its members are left than it needs, so one lost feed of two harms nobody. Recomputed on faults only,
/// O(links x depth).
/// </summary>
internal sealed class Liveness
{
    private readonly WorldState _state;
    [Unchanging]
    private readonly Need[] _power;

    [Unchanging]
    private readonly Need[] _network;

    public Liveness(WorldState state)
    {
        _state = state;
        var map = state.Map;
        var onHosts = map.Links(DependencyKind.RunsOn)
            .Where(link => map.Kinds[link.Dependent] == EntityKind.Instance)
            .GroupBy(link => link.Dependent)
            .Select(links => new Need(links.Key, [.. links.Select(link => link.On)], 1))
            .ToList();
        var inRacks = Needs(DependencyKind.InRack).ToList();
        _power = [.. Needs(DependencyKind.InRack, DependencyKind.PoweredBy), .. onHosts];
        _network = [.. Needs(DependencyKind.ConnectsThrough), .. inRacks, .. onHosts];
    }

    /// <summary>Brings <see cref="WorldState.IsDead"/> and <see cref="WorldState.IsUnreachable"/> up to date.</summary>
    public void Refresh()
    {
        var impairments = _state.Impairments;
        impairments.IsDown.CopyTo(_state.IsDead, 0);
        Spread(_power, _state.IsDead, _state.IsDead);

        // A dead switch carries nothing; beyond that, being dead and being cut off are different things.
        impairments.IsCut.CopyTo(_state.IsUnreachable, 0);
        Spread(_network, _state.IsUnreachable, _state.IsDead);
    }

    private static void Spread(Need[] needs, bool[] lost, bool[] gone)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var need in needs)
            {
                if (lost[need.Node])
                {
                    continue;
                }

                var left = 0;
                foreach (var member in need.On)
                {
                    left += lost[member] || gone[member] ? 0 : 1;
                }

                if (left < need.AtLeast)
                {
                    lost[need.Node] = changed = true;
                }
            }
        }
    }

    private IEnumerable<Need> Needs(params DependencyKind[] kinds)
    {
        var minimum = _state.Map.Estate.Topology.Groups.ToDictionary(
            group => (group.Dependent, group.Name), group => group.MinHealthy);
        var grouped = new SortedDictionary<(int Node, string Group), List<int>>(
            Comparer<(int Node, string Group)>.Create((a, b) =>
                a.Node != b.Node ? a.Node.CompareTo(b.Node) : string.CompareOrdinal(a.Group, b.Group)));
        foreach (var (dependent, on, link) in _state.Map.Links(kinds))
        {
            if (link.Criticality == Criticality.Optional)
            {
                continue;
            }

            if (link.Group is null)
            {
                yield return new Need(dependent, [on], 1);
                continue;
            }

            if (!grouped.TryGetValue((dependent, link.Group), out var members))
            {
                grouped.Add((dependent, link.Group), members = []);
            }

            members.Add(on);
        }

        foreach (var ((node, name), members) in grouped)
        {
            var atLeast = minimum.GetValueOrDefault((_state.Map.Entities[node], name), 1);
            yield return new Need(node, [.. members], Math.Min(atLeast, members.Count));
        }
    }

    /// <summary>A node lives on as long as enough of what it stands on does.</summary>
    private readonly record struct Need(int Node, int[] On, int AtLeast);
}
