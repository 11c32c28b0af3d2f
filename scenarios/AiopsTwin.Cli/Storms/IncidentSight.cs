using System.Collections.Immutable;
using System.Text.Json;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>What a program sees of an incident.</summary>
/// <param name="IsStanding">False once it is closed, and when it became part of another.</param>
/// <param name="AlertCount">Alerts in it.</param>
/// <param name="Told">How often people were told of it.</param>
/// <param name="Entities">Entities it calls affected.</param>
/// <param name="Root">The first suspect; null before it is diagnosed.</param>
internal sealed record IncidentSight(
    bool IsStanding, int AlertCount, int Told, ImmutableHashSet<EntityId> Entities, EntityId? Root)
{
    /// <summary>Rows of its entities, with how many of each.</summary>
    public ImmutableDictionary<int, int> Rows { get; } = Entities.CountBy(StormEstate.RowOf).ToImmutableDictionary();

    /// <summary>The row most of its entities stand in.</summary>
    public int MainRow => Rows.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
        .Select(pair => pair.Key).FirstOrDefault(-1);

    /// <summary>Reads what the API answers.</summary>
    public static IncidentSight Read(string body)
    {
        using var read = JsonDocument.Parse(body);
        var incident = read.RootElement;
        var isMerged = incident.TryGetProperty("mergedInto", out var into) && into.ValueKind == JsonValueKind.String;
        var isClosed = string.Equals(
            incident.GetProperty("state").GetString(), "closed", StringComparison.OrdinalIgnoreCase);
        return new IncidentSight(
            !isMerged && !isClosed,
            incident.GetProperty("alertCount").GetInt32(),
            incident.GetProperty("told").GetInt32(),
            [.. incident.GetProperty("impact").EnumerateArray().Select(EntityOf)],
            RootOf(incident));
    }

    private static EntityId? RootOf(JsonElement incident) =>
        incident.TryGetProperty("diagnosis", out var diagnosis) && diagnosis.ValueKind == JsonValueKind.Object
        && diagnosis.GetProperty("suspects").EnumerateArray().FirstOrDefault() is
        { ValueKind: JsonValueKind.Object } suspect
            ? EntityOf(suspect.GetProperty("entity"))
            : null;

    private static EntityId EntityOf(JsonElement text) => EntityId.Parse(text.GetString()!);
}
