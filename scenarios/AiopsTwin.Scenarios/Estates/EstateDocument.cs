using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Lays an estate out as a document with the fields of its format, in the order of the tables. Everything is said,
/// defaults too, so that a file keeps its meaning should a default ever change.
/// </summary>
internal static class EstateDocument
{
    public static JsonObject Of(Estate estate, ImmutableArray<LoadSource> load)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var topology = estate.Topology;
        var links = topology.Dependencies.ToLookup(link => link.Dependent);
        var groups = topology.Groups.ToLookup(group => group.Dependent);
        var processes = estate.World.Processes.ToDictionary(process => process.Entity);
        var calls = estate.World.Calls.ToDictionary(call => (call.Caller, call.Callee));
        var hosts = estate.World.Hosts.ToDictionary(host => host.Host);
        var entities = new JsonArray();
        foreach (var entity in topology.Entities)
        {
            var node = new JsonObject { [EstateFields.Id.Name] = entity.Id.Text };
            Add(node, EstateFields.Labels, Map(entity.Labels, label => label));
            if (hosts.TryGetValue(entity.Id, out var host))
            {
                node[EstateFields.Cores.Name] = host.Cores;
            }

            if (processes.TryGetValue(entity.Id, out var process))
            {
                node[EstateFields.ProcessPart.Name] = ModelDocument.Process(process);
            }

            Add(node, EstateFields.DependsOn, Links(entity.Id, links[entity.Id], calls));
            Add(node, EstateFields.Groups, Groups(groups[entity.Id]));
            entities.Add(node);
        }

        var document = new JsonObject
        {
            [EstateFields.Format.Name] = 1,
            [EstateFields.Name.Name] = estate.Name,
            [EstateFields.Version.Name] = topology.Version,
            [EstateFields.Entities.Name] = entities,
        };
        var world = estate.World;
        Add(document, EstateFields.ZoneLinks, new JsonArray([.. world.ZoneLinks.Select(ModelDocument.ZoneLink)]));
        Add(document, EstateFields.Monitors, new JsonArray([.. world.Monitors.Select(ModelDocument.Monitor)]));
        Add(document, EstateFields.AlertRules, new JsonArray([.. world.AlertRules.Select(ModelDocument.Rule)]));
        Add(document, EstateFields.Load, new JsonArray([.. load.Select(Source)]));
        return document;
    }

    private static JsonObject Source(LoadSource source) => new()
    {
        [LoadFields.Entry.Name] = source.Entry.Text,
        [LoadFields.Name.Name] = source.Name,
        [LoadFields.Rate.Name] = source.RatePerSecond,
        [LoadFields.DailyAmplitude.Name] = source.DailyAmplitude,
        [LoadFields.PeakHour.Name] = source.PeakHour,
        [LoadFields.Noise.Name] = source.Noise,
    };

    private static JsonArray Links(
        EntityId dependent,
        IEnumerable<Dependency> links,
        Dictionary<(EntityId, EntityId), CallModel> calls)
    {
        var list = new JsonArray();
        foreach (var link in links)
        {
            var node = new JsonObject
            {
                [EstateFields.On.Name] = link.On.Text,
                [EstateFields.LinkKind.Name] = ChoiceNames.Name(link.Kind),
                [EstateFields.Coupling.Name] = link.Coupling,
                [EstateFields.LinkCriticality.Name] = ChoiceNames.Name(link.Criticality),
            };
            if (link.Group is not null)
            {
                node[EstateFields.Group.Name] = link.Group;
            }

            var carries = link.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;

            // A pair linked in both ways has one call model: it is written once, at the first of the two.
            if (carries && calls.Remove((dependent, link.On), out var call))
            {
                node[EstateFields.CallPart.Name] = ModelDocument.Call(call);
            }

            list.Add(node);
        }

        return list;
    }

    private static JsonObject Groups(IEnumerable<RedundancyGroup> groups)
    {
        var map = new JsonObject();
        foreach (var group in groups)
        {
            map[group.Name] = group.MinHealthy == 1 ? EstateFields.AnyOf : group.MinHealthy;
        }

        return map;
    }

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs, Func<string, JsonNode> value)
    {
        var map = new JsonObject();
        foreach (var (key, text) in pairs)
        {
            map[key] = value(text);
        }

        return map;
    }

    private static void Add(JsonObject node, Field field, JsonNode part)
    {
        if (part is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            node[field.Name] = part;
        }
    }
}
