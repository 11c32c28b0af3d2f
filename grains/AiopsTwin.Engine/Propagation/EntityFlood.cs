using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// One entity's part in a flood that travels entity by entity. It knows its own links and groups only, and ends with
/// the strength and hops that the synchronous rounds give it, in whatever order messages come: a message says "within h
/// hops, this link carries x", and what is known for every h only grows (the same reasoning as <see
/// cref="HopByHopFlood"/>, which holds the whole graph). Used by the reference mode of the cluster, for small graphs.
/// Not thread-safe.
/// </summary>
/// <param name="entity">The entity.</param>
/// <param name="share">Its part of the graph.</param>
/// <param name="request">The question; its sources are not looked at.</param>
/// <param name="settings">The edge rule.</param>
public sealed class EntityFlood(EntityId entity, EntityShare share, FloodRequest request, FloodSettings settings)
{
    private readonly double[] _strength = new double[request.MaxHops + 1];
    private readonly Dictionary<(EntityId From, DependencyKind Kind), double[]> _carried = [];
    private double _own;

    private bool IsExpectation => request.Direction is FloodDirection.TowardDependents;

    private ImmutableArray<Dependency> LinksIn => IsExpectation ? share.DependsOn : share.Dependents;

    private ImmutableArray<Dependency> LinksOut => IsExpectation ? share.Dependents : share.DependsOn;

    /// <summary>The strength reached; 0 when the flood did not reach it.</summary>
    public double Strength => _strength[^1];

    /// <summary>Hops in which it was first reached; -1 when it was not.</summary>
    public int Hops => Array.FindIndex(_strength, strength => strength > 0);

    /// <summary>Makes the entity a source.</summary>
    /// <param name="strength">In (0, 1].</param>
    /// <returns>What it tells its neighbours.</returns>
    public ImmutableArray<HopTold> Hold(double strength)
    {
        _own = Math.Max(_own, strength);
        return Reconsider(0);
    }

    /// <summary>Hears what a link carries within a number of hops.</summary>
    /// <param name="from">The neighbour.</param>
    /// <param name="kind">Kind of the link: two entities may be linked in several ways.</param>
    /// <param name="hop">Hops, 1 to the limit of the request.</param>
    /// <param name="value">What is carried.</param>
    /// <returns>What the entity tells its neighbours then; empty when it learned nothing new.</returns>
    public ImmutableArray<HopTold> Hear(EntityId from, DependencyKind kind, int hop, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hop);
        if (!_carried.TryGetValue((from, kind), out var carried))
        {
            _carried.Add((from, kind), carried = new double[request.MaxHops + 1]);
        }

        var grew = false;
        for (var h = hop; h <= request.MaxHops && carried[h] < value; h++)
        {
            carried[h] = value;
            grew = true;
        }

        return grew ? Reconsider(hop) : [];
    }

    private ImmutableArray<HopTold> Reconsider(int hop)
    {
        var told = ImmutableArray.CreateBuilder<HopTold>();
        for (var h = hop; h <= request.MaxHops; h++)
        {
            var value = Join(h);
            if (value <= _strength[h])
            {
                continue;
            }

            _strength[h] = value;
            if (h < request.MaxHops && (h == 0 || value > _strength[h - 1]))
            {
                Tell(h + 1, value, told);
            }
        }

        return told.ToImmutable();
    }

    private void Tell(int hop, double value, ImmutableArray<HopTold>.Builder told)
    {
        foreach (var link in LinksOut)
        {
            var carried = value * FactorOf(link);
            if (carried >= request.Floor)
            {
                told.Add(new HopTold(IsExpectation ? link.Dependent : link.On, link.Kind, hop, carried));
            }
        }
    }

    private double FactorOf(Dependency link)
    {
        var factor = settings.FactorOf(request.Direction, link);
        return !IsExpectation && link.Group is { } group ? factor / FailuresNeeded(group) : factor;
    }

    /// <summary>The rule: the largest of the own value, of links alone, and of what each group passes on.</summary>
    private double Join(int hop)
    {
        var most = _own;
        foreach (var link in LinksIn)
        {
            if (!IsExpectation || link.Group is null)
            {
                most = Math.Max(most, CarriedBy(link, hop));
            }
        }

        if (IsExpectation)
        {
            foreach (var group in share.Groups)
            {
                var members = Members(group.Name).Select(link => CarriedBy(link, hop)).ToArray();
                most = Math.Max(most, EdgeRule.LargestOf(members, FailuresNeeded(group.Name)));
            }
        }

        return most;
    }

    private double CarriedBy(Dependency link, int hop)
    {
        var neighbour = link.On == entity ? link.Dependent : link.On;
        return _carried.TryGetValue((neighbour, link.Kind), out var carried) ? carried[hop] : 0;
    }

    private IEnumerable<Dependency> Members(string group) =>
        share.DependsOn.Where(link => string.Equals(link.Group, group, StringComparison.Ordinal));

    private int FailuresNeeded(string group) =>
        Members(group).Count() - share.Groups.First(one => one.Name == group).MinHealthy + 1;
}

/// <summary>The part of a graph that one entity owns.</summary>
/// <param name="DependsOn">Links to what it relies on, in topology order.</param>
/// <param name="Dependents">Links from what relies on it, in topology order.</param>
/// <param name="Groups">Its redundancy groups, by name.</param>
public sealed record EntityShare(
    ImmutableArray<Dependency> DependsOn,
    ImmutableArray<Dependency> Dependents,
    ImmutableArray<RedundancyGroup> Groups);

/// <summary>What an entity tells a neighbour: within so many hops, this link carries that much.</summary>
/// <param name="To">The neighbour.</param>
/// <param name="Kind">Kind of the link.</param>
/// <param name="Hop">Hops.</param>
/// <param name="Value">What is carried, at least the floor of the request.</param>
public readonly record struct HopTold(EntityId To, DependencyKind Kind, int Hop, double Value);
