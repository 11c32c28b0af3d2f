using System.Text.Json;
using System.Text.Json.Serialization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>An entity id is its text.</summary>
internal sealed class EntityIdConverter : JsonConverter<EntityId>
{
    public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String
            ? throw new JsonException("an entity id is a text, for example \"service:checkout\"")
            : EntityId.TryParse(reader.GetString(), out var id, out var reason) ? id : throw new JsonException(reason);

    public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
