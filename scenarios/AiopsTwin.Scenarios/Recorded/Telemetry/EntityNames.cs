using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Entities by the names a table gives them. A damaged table may hold anything where a name should be, so a
/// text that cannot be one is told apart.</summary>
internal sealed class EntityNames
{
    private readonly Dictionary<string, EntityId?> _services = new(StringComparer.Ordinal);

    /// <summary>The service of a name; null when the text cannot be a name.</summary>
    public EntityId? Service(string name)
    {
        if (!_services.TryGetValue(name, out var entity))
        {
            entity = Of(EntityKind.Service, name);
            _services[name] = entity;
        }

        return entity;
    }

    /// <summary>An entity of a kind; null when the text cannot be a name.</summary>
    public static EntityId? Of(EntityKind kind, string name) =>
        EntityId.TryParse($"{kind.ToString().ToLowerInvariant()}:{name}", out var entity, out _) ? entity : null;
}
