using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A map with free keys and one type of value, sorted by key.</summary>
internal sealed class MapType<T>(FieldType<T> item) : FieldType<ImmutableSortedDictionary<string, T>>
{
    public override bool KeepsPartial => true;

    public override JsonObject Schema(JsonObject definitions) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = item.Schema(definitions),
    };

    public override bool TryRead(
        SourceNode node, Place place, ProblemList problems, out ImmutableSortedDictionary<string, T> value)
    {
        var builder = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        value = builder.ToImmutable();
        if (node is not SourceMap map)
        {
            problems.Add(place.At(node), $"expects a map, not {node.Shape}");
            return false;
        }

        var before = problems.Count;
        foreach (var (key, child) in map.Entries)
        {
            if (key.Text.Length == 0 || key.Text.Any(char.IsControl))
            {
                problems.Add(place.At(key), "a key is empty or has control characters");
            }
            else if (item.TryRead(child, place.Child(key.Text).At(child), problems, out var read))
            {
                builder[key.Text] = read;
            }
        }

        value = builder.ToImmutable();
        return problems.Count == before;
    }
}
