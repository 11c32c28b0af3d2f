using System.Text.Json.Nodes;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>Schema of a choice between two types; reading is done by whoever knows which.</summary>
internal sealed class EitherSchema(FieldType first, FieldType second) : FieldType
{
    public override JsonObject Schema(JsonObject definitions) => new()
    {
        ["anyOf"] = new JsonArray(first.Schema(definitions), second.Schema(definitions)),
    };
}
