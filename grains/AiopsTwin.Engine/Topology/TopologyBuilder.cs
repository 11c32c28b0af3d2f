using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// Collects entities, links and groups in any order and yields a sorted, de-duplicated <see cref="TopologySnapshot"/>
/// that obeys <see cref="TopologyRules"/>, or the list of all problems. Saying the same thing twice is fine; saying two
/// different things of one entity, link or group is a problem.
/// </summary>
public sealed class TopologyBuilder
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Dictionary<EntityId, Entity> _entities = [];
    private readonly Dictionary<(EntityId, EntityId, DependencyKind), Dependency> _links = [];
    private readonly Dictionary<(EntityId, string), RedundancyGroup> _groups = [];
    private readonly SortedSet<string> _conflicts = new(StringComparer.Ordinal);

    /// <summary>Adds an entity.</summary>
    /// <exception cref="ArgumentException">It has no id.</exception>
    public TopologyBuilder Add(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        RequireId(entity.Id, nameof(entity));
        if (_entities.TryGetValue(entity.Id, out var held) && !TopologyOrder.SameEntity(held, entity))
        {
            _conflicts.Add($"{entity.Id}: given twice with different labels");
        }

        _entities[entity.Id] = entity;
        return this;
    }

    /// <summary>Adds an entity with labels; of a label given twice here, the last one counts.</summary>
    public TopologyBuilder Add(EntityId entity, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = NoLabels.ToBuilder();
        foreach (var (name, value) in labels)
        {
            all[name] = value;
        }

        return Add(new Entity(entity, all.ToImmutable()));
    }

    /// <summary>Adds an entity without labels unless it is there already: for sources that know links only.</summary>
    public TopologyBuilder Mention(EntityId entity)
    {
        RequireId(entity, nameof(entity));
        _entities.TryAdd(entity, new Entity(entity, NoLabels));
        return this;
    }

    /// <summary>Adds a link. Its ends must be added too, before or after.</summary>
    /// <exception cref="ArgumentException">An end has no id.</exception>
    public TopologyBuilder Link(Dependency link)
    {
        ArgumentNullException.ThrowIfNull(link);
        RequireId(link.Dependent, nameof(link));
        RequireId(link.On, nameof(link));
        var key = (link.Dependent, link.On, link.Kind);
        if (_links.TryGetValue(key, out var held) && held != link)
        {
            _conflicts.Add($"{TopologyRules.NameOf(link)}: given twice with different terms");
        }

        _links[key] = link;
        return this;
    }

    /// <summary>Adds a link that is required and stands alone.</summary>
    /// <param name="dependent">The entity relying.</param>
    /// <param name="on">The entity relied upon.</param>
    /// <param name="kind">How.</param>
    /// <param name="coupling">Share of the dependent's work that needs the dependency, in (0, 1].</param>
    public TopologyBuilder Link(EntityId dependent, EntityId on, DependencyKind kind, double coupling = 1) =>
        Link(new Dependency(dependent, on, kind, coupling, Criticality.Required, null));

    /// <summary>Adds a redundancy group; its members are the links that name it.</summary>
    /// <exception cref="ArgumentException">It has no dependent.</exception>
    public TopologyBuilder Group(RedundancyGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentException.ThrowIfNullOrEmpty(group.Name);
        RequireId(group.Dependent, nameof(group));
        var key = (group.Dependent, group.Name);
        if (_groups.TryGetValue(key, out var held) && held != group)
        {
            _conflicts.Add($"{TopologyRules.NameOf(group)}: given twice with different terms");
        }

        _groups[key] = group;
        return this;
    }

    /// <summary>Adds links from one entity to several that can stand in for one another, and their group.</summary>
    /// <param name="group">The group, with the dependent and how many must be healthy.</param>
    /// <param name="kind">The kind of every member link.</param>
    /// <param name="members">The entities relied upon.</param>
    public TopologyBuilder AnyOf(RedundancyGroup group, DependencyKind kind, params ReadOnlySpan<EntityId> members)
    {
        Group(group);
        foreach (var member in members)
        {
            Link(new Dependency(group.Dependent, member, kind, 1, Criticality.Required, group.Name));
        }

        return this;
    }

    /// <summary>Adds everything of another topology.</summary>
    public TopologyBuilder Include(TopologySnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var entity in other.Entities)
        {
            Add(entity);
        }

        foreach (var link in other.Dependencies)
        {
            Link(link);
        }

        foreach (var group in other.Groups)
        {
            Group(group);
        }

        return this;
    }

    /// <summary>Yields the snapshot or all problems. The builder keeps what it has and may go on.</summary>
    /// <param name="version">Version to give the snapshot.</param>
    /// <param name="snapshot">The snapshot, or null.</param>
    /// <param name="problems">All problems; empty on success.</param>
    public bool TryBuild(
        long version, [NotNullWhen(true)] out TopologySnapshot? snapshot, out ImmutableArray<string> problems)
    {
        var built = new TopologySnapshot(
            version,
            Sorted(_entities.Values, TopologyOrder.CompareEntities),
            Sorted(_links.Values, TopologyOrder.CompareLinks),
            Sorted(_groups.Values, TopologyOrder.CompareGroups));
        problems = [.. _conflicts, .. TopologyRules.Check(built)];
        snapshot = problems.IsEmpty ? built : null;
        return snapshot is not null;
    }

    /// <summary>Yields the snapshot.</summary>
    /// <param name="version">Version to give it.</param>
    /// <exception cref="InvalidOperationException">There are problems; the message lists them all.</exception>
    public TopologySnapshot Build(long version = 1) => TryBuild(version, out var snapshot, out var problems)
        ? snapshot
        : throw new InvalidOperationException(string.Join(Environment.NewLine, problems));

    private static ImmutableArray<T> Sorted<T>(ICollection<T> items, Comparison<T> compare)
    {
        var sorted = ImmutableArray.CreateBuilder<T>(items.Count);
        sorted.AddRange(items);
        sorted.Sort(compare);
        return sorted.MoveToImmutable();
    }

    private static void RequireId(EntityId id, string parameter)
    {
        if (id.IsNone)
        {
            throw new ArgumentException("An entity id is missing.", parameter);
        }
    }
}
