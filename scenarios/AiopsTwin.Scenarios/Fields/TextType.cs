using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>Turns text into a value; answers null when it did, else the reason why not.</summary>
internal delegate string? TextRule<T>(string text, out T value);

/// <summary>A scalar with a rule.</summary>
internal sealed class TextType<T>(TextRule<T> rule, JsonObject schema) : FieldType<T>
{
    public override JsonObject Schema(JsonObject definitions) => (JsonObject)schema.DeepClone();

    public override bool TryRead(SourceNode node, Place place, ProblemList problems, out T value)
    {
        value = default!;
        if (node is not SourceText text)
        {
            problems.Add(place.At(node), $"expects a single value, not {node.Shape}");
            return false;
        }

        if (text.IsNull)
        {
            problems.Add(place.At(node), "has no value");
            return false;
        }

        var reason = rule(text.Text, out value);
        if (reason is not null)
        {
            problems.Add(place.At(node), reason);
        }

        return reason is null;
    }
}
