using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>Puts drafts together into an estate and reports everything that does not fit, each at its place.</summary>
/// <param name="all">Every entity.</param>
/// <param name="isComplete">False when entities were refused: a link to one of those is then no mistake of its
/// own.</param>
/// <param name="problems">Where to report.</param>
internal sealed class EstateAssembly(ImmutableArray<EntityDraft> all, bool isComplete, ProblemList problems)
{
    // An entity without a readable id was reported when it was read.
    private readonly ImmutableArray<EntityDraft> _drafts = [.. all.Where(draft => !draft.Id.IsNone)];
    private readonly Dictionary<EntityId, EntityDraft> _byId = [];
    private readonly bool _hasWork = all.Any(draft => draft.Process is not null);

    /// <summary>The estate, or null when there is any problem.</summary>
    public Estate? Assemble(EstateDraft estate)
    {
        var before = problems.Count;
        if (isComplete && all.IsEmpty)
        {
            problems.Add(estate.Place.Child("entities"), "an estate needs at least one entity");
        }

        Index();
        foreach (var draft in _drafts)
        {
            CheckLinks(draft);
            if (draft.IsSound)
            {
                CheckEntity(draft);
                CheckGroups(draft);
            }
        }

        if (problems.Count > before || !isComplete || _drafts.Any(draft => !draft.IsSound))
        {
            return null;
        }

        var world = BuildWorld() with
        {
            AlertRules = AlertRuleDraft.Resolve(
                estate.AlertRules, [.. _drafts.Select(draft => draft.Id).Order()], problems),
            ZoneLinks = ZoneLinkFields.Resolve(estate.ZoneLinks, _byId.Keys.ToHashSet(), problems),
            Monitors = MonitorFields.Resolve(
                estate.Monitors,
                _byId.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Process is not null), problems),
        };
        var topology = BuildTopology(estate.Version);
        new TopologyCheck(_byId, problems).Check(topology, estate.Place);
        return problems.Count > before ? null : new Estate(estate.Name, topology, world);
    }

    private void Index()
    {
        foreach (var draft in _drafts)
        {
            if (!_byId.TryAdd(draft.Id, draft))
            {
                problems.Add(
                    draft.Place.Child("id"), $"'{draft.Id}' is already defined on line {_byId[draft.Id].Place.Line}");
            }
        }
    }

    private void CheckEntity(EntityDraft draft)
    {
        var kind = draft.Id.Kind;
        var isHost = kind == EntityKind.Host;
        if (draft.Process is not null && !CanWork(kind))
        {
            problems.Add(
                draft.Place.Child("process"), $"a {ChoiceNames.Name(kind)} does no work of its own; it has no process");
        }

        if (draft.Cores is not null && !isHost)
        {
            problems.Add(draft.Place.Child("cores"), $"only a host has cores, not a {ChoiceNames.Name(kind)}");
        }

        if (_hasWork && isHost && draft.Cores is null)
        {
            problems.Add(
                draft.Place.Child("cores"), "is missing: an estate whose entities work needs to know its hosts");
        }
    }

    private void CheckLinks(EntityDraft draft)
    {
        var seen = new Dictionary<(EntityId, DependencyKind), int>();
        var called = new Dictionary<EntityId, int>();
        foreach (var link in draft.Links.Where(link => !link.On.IsNone))
        {
            if (link.On == draft.Id)
            {
                problems.Add(link.Place.Child("to"), "an entity does not depend on itself");
            }
            else if (isComplete && !_byId.ContainsKey(link.On))
            {
                problems.Add(link.Place.Child("to"), $"'{link.On}' is not an entity of this estate");
            }

            if (!seen.TryAdd((link.On, link.Kind), link.Place.Line))
            {
                var line = seen[(link.On, link.Kind)];
                problems.Add(
                    link.Place.Child("to"),
                    $"'{link.On}' is already linked as {ChoiceNames.Name(link.Kind)} on line {line}");
            }

            if (!link.IsSound)
            {
                continue;
            }

            CheckCall(draft, link);
            if (link.Call is not null && !called.TryAdd(link.On, link.Place.Line))
            {
                problems.Add(
                    link.Place.Child("call"), $"calls to '{link.On}' are already described on line {called[link.On]}");
            }
        }
    }

    private void CheckCall(EntityDraft draft, LinkDraft link)
    {
        var isCall = link.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;
        var canCarry = draft.Process is not null
            && _byId.TryGetValue(link.On, out var callee) && callee.Process is not null;
        if (link.Call is not null && !isCall)
        {
            problems.Add(link.Place.Child("call"), $"a {ChoiceNames.Name(link.Kind)} link carries no calls");
        }
        else if (link.Call is not null && !canCarry && _byId.ContainsKey(link.On))
        {
            problems.Add(link.Place.Child("call"), "calls travel between two entities that both have a process");
        }
        else if (link.Call is null && isCall && canCarry)
        {
            problems.Add(
                link.Place.Child("call"),
                "is missing: both ends work, so say how calls travel (call: {} takes the defaults)");
        }
    }

    private void CheckGroups(EntityDraft draft)
    {
        foreach (var link in draft.Links.Where(link => link.Group is not null && !draft.Groups.ContainsKey(link.Group)))
        {
            problems.Add(link.Place.Child("group"), $"'{link.Group}' is not among the groups of {draft.Id}");
        }

        foreach (var (name, least) in draft.Groups)
        {
            var members = draft.Links.Count(link => link.Group == name);
            if (members == 0)
            {
                problems.Add(draft.Place.Child("groups").Child(name), "no link belongs to this group");
            }
            else if (least > members)
            {
                problems.Add(
                    draft.Place.Child("groups").Child(name), $"asks for {least} healthy members of {members}");
            }
        }
    }

    private TopologySnapshot BuildTopology(long version)
    {
        var sorted = _drafts.OrderBy(draft => draft.Id).ToArray();
        return new TopologySnapshot(
            version,
            [.. sorted.Select(draft => new Entity(draft.Id, draft.Labels))],
            [.. sorted.SelectMany(draft => draft.Links
                .OrderBy(link => link.On).ThenBy(link => link.Kind)
                .Select(link => new Dependency(
                    draft.Id, link.On, link.Kind, link.Coupling, link.Criticality, link.Group)))],
            [.. sorted.SelectMany(draft => draft.Groups
                .Select(group => new RedundancyGroup(draft.Id, group.Key, group.Value)))]);
    }

    private WorldModel BuildWorld()
    {
        var sorted = _drafts.OrderBy(draft => draft.Id).ToArray();
        return new WorldModel(
            [.. sorted.Where(draft => draft.Process is not null)
                .Select(draft => draft.Process! with { Entity = draft.Id })],
            [.. sorted.SelectMany(draft => draft.Links
                .Where(link => link.Call is not null)
                .OrderBy(link => link.On)
                .Select(link => link.Call! with { Caller = draft.Id, Callee = link.On }))],
            [.. sorted.Where(draft => draft.Cores is not null)
                .Select(draft => new HostModel(draft.Id, draft.Cores!.Value))]);
    }

    private static bool CanWork(EntityKind kind) =>
        kind is EntityKind.Service or EntityKind.Datastore or EntityKind.Queue or EntityKind.External;
}
