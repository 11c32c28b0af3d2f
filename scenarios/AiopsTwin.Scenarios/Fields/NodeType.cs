using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>Whatever stands there, read later (templates and parts that are either a text or a map).</summary>
internal sealed class NodeType(FieldType schema) : FieldType<SourceNode>
{
    public override JsonObject Schema(JsonObject definitions) => schema.Schema(definitions);

    public override bool TryRead(SourceNode node, Place place, ProblemList problems, out SourceNode value)
    {
        value = node;
        return true;
    }
}
