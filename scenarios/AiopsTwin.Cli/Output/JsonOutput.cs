using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Output;

/// <summary>Writes results as one JSON object on one line: the same result gives the same bytes.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EntityIdConverter(), new JsonStringEnumConverter() },
    };

    public static void Write(TextWriter output, JsonObject result) => output.Write(result.ToJsonString(Options) + "\n");

    /// <summary>Reads what a silo answers.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new JsonException("nothing");

    public static JsonNode? Of<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    public static JsonArray Of(IEnumerable<Problem> problems) =>
        [.. problems.Select(problem => (JsonNode)new JsonObject
        {
            ["file"] = problem.File,
            ["line"] = problem.Line,
            ["column"] = problem.Column,
            ["field"] = problem.Field,
            ["reason"] = problem.Reason,
        })];

    private sealed class EntityIdConverter : JsonConverter<EntityId>
    {
        public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EntityId.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}
