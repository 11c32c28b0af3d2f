using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>Writes the JSON schema of a file format from the tables that read it.</summary>
internal static class SchemaDocument
{
    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(string id, string title, FieldType root)
    {
        var definitions = new JsonObject();
        var reference = root.Schema(definitions);
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach (var (key, value) in reference)
        {
            document[key] = value?.DeepClone();
        }

        document["$defs"] = definitions;
        return document.ToJsonString(Pretty) + "\n";
    }
}
