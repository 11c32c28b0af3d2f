using System.Text.Json;
using System.Text.Json.Serialization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>How a silo writes an incident, read back.</summary>
internal static class IncidentJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new EntityIdConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private sealed class EntityIdConverter : JsonConverter<EntityId>
    {
        public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EntityId.TryParse(reader.GetString(), out var id, out var reason) ? id : throw new JsonException(reason);

        public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}
