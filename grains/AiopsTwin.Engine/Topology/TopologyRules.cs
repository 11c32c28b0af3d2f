using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// What every topology must obey. All problems are found, not the first only: somebody who imports ten thousand
/// entities wants one list. Problems name the entity, link or group and are in a fixed order: sizes, entities, links,
/// groups, cycles.
/// </summary>
public static class TopologyRules
{
    /// <summary>Checks a snapshot against the default limits.</summary>
    /// <returns>All problems; empty when the snapshot is good. The empty graph is good.</returns>
    public static ImmutableArray<string> Check(TopologySnapshot snapshot) => Check(snapshot, TopologyLimits.Default);

    /// <summary>Checks a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="limits">How big it may be.</param>
    /// <returns>All problems, at most <see cref="TopologyLimits.MaxProblems"/> and then a line with the number of the
    /// rest; empty when the snapshot is good.</returns>
    public static ImmutableArray<string> Check(TopologySnapshot snapshot, TopologyLimits limits)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(limits);
        var problems = new ProblemList(limits.MaxProblems);
        CheckSizes(snapshot, limits, problems);
        CheckEntities(snapshot, limits, problems);
        CheckLinks(snapshot, problems);
        CheckGroups(snapshot, limits, problems);
        foreach (var cycle in ContainmentCycles.Find(snapshot))
        {
            problems.Add($"{cycle}: runs on or stands in itself, directly or through others");
        }

        return problems.ToImmutable();
    }

    internal static string NameOf(Dependency link) => string.Create(
        CultureInfo.InvariantCulture, $"{link.Dependent} -> {link.On} ({link.Kind})");

    internal static string NameOf(RedundancyGroup group) => $"{group.Dependent} group '{group.Name}'";

    private static void CheckSizes(TopologySnapshot snapshot, TopologyLimits limits, ProblemList problems)
    {
        problems.AddIf(snapshot.Version < 0, $"version {snapshot.Version} is negative");
        Limit("entities", snapshot.Entities.Length, limits.MaxEntities);
        Limit("links", snapshot.Dependencies.Length, limits.MaxDependencies);
        Limit("redundancy groups", snapshot.Groups.Length, limits.MaxGroups);

        void Limit(string what, int count, int limit) =>
            problems.AddIf(count > limit, $"{count} {what}; at most {limit} are allowed");
    }

    private static void CheckEntities(TopologySnapshot snapshot, TopologyLimits limits, ProblemList problems)
    {
        for (var i = 0; i < snapshot.Entities.Length; i++)
        {
            var entity = snapshot.Entities[i];
            if (entity.Id.IsNone)
            {
                problems.Add($"entity {i} has no id");
                continue;
            }

            var order = i == 0 ? -1 : snapshot.Entities[i - 1].Id.CompareTo(entity.Id);
            problems.AddIf(order == 0, $"{entity.Id}: listed twice");
            problems.AddIf(order > 0, $"{entity.Id}: entities are not sorted by id");
            problems.AddIf(
                entity.Labels.Count > limits.MaxLabels,
                $"{entity.Id}: {entity.Labels.Count} labels; at most {limits.MaxLabels} are allowed");
            foreach (var (key, value) in entity.Labels)
            {
                problems.AddIf(key.Length == 0, $"{entity.Id}: a label has no name");
                problems.AddIf(
                    key.Length > limits.MaxTextLength || value is null || value.Length > limits.MaxTextLength,
                    $"{entity.Id}: label '{Short(key)}' is missing or longer than {limits.MaxTextLength} characters");
                if (ServiceObjective.IsStatedBy(key))
                {
                    CheckObjective(entity.Id, key, value, problems);
                }
            }
        }
    }

    private static void CheckObjective(EntityId entity, string label, string? value, ProblemList problems)
    {
        if (ServiceObjective.WhyNot(entity) is { } why)
        {
            problems.Add(why);
        }
        else if (!ServiceObjective.TryRead(label, value, out _, out var reason))
        {
            problems.Add($"{entity}: label '{Short(label)}': {reason}");
        }
    }

    private static void CheckLinks(TopologySnapshot snapshot, ProblemList problems)
    {
        var known = snapshot.Entities.Select(entity => entity.Id).Where(id => !id.IsNone).ToHashSet();
        for (var i = 0; i < snapshot.Dependencies.Length; i++)
        {
            var link = snapshot.Dependencies[i];
            if (link.Dependent.IsNone || link.On.IsNone)
            {
                problems.Add($"link {i} has an end without an id");
                continue;
            }

            var order = i == 0 ? -1 : TopologyOrder.CompareLinks(snapshot.Dependencies[i - 1], link);
            problems.AddIf(order == 0, $"{NameOf(link)}: listed twice");
            problems.AddIf(order > 0, $"{NameOf(link)}: links are not sorted by dependent, dependency and kind");
            problems.AddIf(!known.Contains(link.Dependent), $"{NameOf(link)}: there is no {link.Dependent}");
            problems.AddIf(!known.Contains(link.On), $"{NameOf(link)}: there is no {link.On}");
            CheckLink(link, problems);
        }
    }

    private static void CheckLink(Dependency link, ProblemList problems)
    {
        problems.AddIf(link.Dependent == link.On, $"{NameOf(link)}: an entity cannot depend on itself");
        problems.AddIf(
            !(link.Coupling > 0 && link.Coupling <= 1),
            $"{NameOf(link)}: coupling {link.Coupling} is not in (0, 1]");
        if (!Enum.IsDefined(link.Kind) || !Enum.IsDefined(link.Criticality))
        {
            problems.Add($"{NameOf(link)}: unknown kind or criticality");
        }
        else if (LinkPlausibility.Objection(link) is { } objection)
        {
            problems.Add($"{NameOf(link)}: {objection}");
        }
    }

    private static void CheckGroups(TopologySnapshot snapshot, TopologyLimits limits, ProblemList problems)
    {
        var members = new Dictionary<(EntityId Dependent, string Name), int>();
        foreach (var group in snapshot.Groups.Where(group => !group.Dependent.IsNone && group.Name is not null))
        {
            members.TryAdd((group.Dependent, group.Name), 0);
        }

        foreach (var link in snapshot.Dependencies.Where(link => link.Group is not null && !link.Dependent.IsNone))
        {
            var key = (link.Dependent, link.Group!);
            if (members.TryGetValue(key, out var count))
            {
                members[key] = count + 1;
            }
            else
            {
                problems.Add($"{NameOf(link)}: {link.Dependent} has no group '{Short(link.Group!)}'");
            }
        }

        for (var i = 0; i < snapshot.Groups.Length; i++)
        {
            var group = snapshot.Groups[i];
            if (group.Dependent.IsNone || string.IsNullOrEmpty(group.Name) || group.Name.Length > limits.MaxTextLength)
            {
                problems.Add($"group {i} has no dependent, or its name is empty or too long");
                continue;
            }

            var order = i == 0 ? -1 : TopologyOrder.CompareGroups(snapshot.Groups[i - 1], group);
            problems.AddIf(order == 0, $"{NameOf(group)}: listed twice");
            problems.AddIf(order > 0, $"{NameOf(group)}: groups are not sorted by dependent and name");
            var count = members[(group.Dependent, group.Name)];
            problems.AddIf(count == 0, $"{NameOf(group)}: no link belongs to it");
            problems.AddIf(
                count > 0 && (group.MinHealthy < 1 || group.MinHealthy > count),
                $"{NameOf(group)}: needs {group.MinHealthy} healthy of {count} members; 1 to {count} are possible");
        }
    }

    private static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
