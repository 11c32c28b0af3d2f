using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A list of one type of item.</summary>
internal sealed class ListType<T>(FieldType<T> item, int least = 0) : FieldType<ImmutableArray<T>>
{
    public override bool KeepsPartial => true;

    public override JsonObject Schema(JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema(definitions) };
        if (least > 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }

    public override bool TryRead(SourceNode node, Place place, ProblemList problems, out ImmutableArray<T> value)
    {
        value = [];
        if (node is not SourceList list)
        {
            problems.Add(place.At(node), $"expects a list, not {node.Shape}");
            return false;
        }

        var before = problems.Count;
        if (list.Items.Length < least)
        {
            problems.Add(place.At(node), least == 1 ? "needs at least one item" : $"needs at least {least} items");
        }

        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (item.TryRead(list.Items[i], place.Item(i).At(list.Items[i]), problems, out var read)
                || (item.KeepsPartial && read is not null))
            {
                items.Add(read);
            }
        }

        value = items.DrainToImmutable();
        return problems.Count == before;
    }
}

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

/// <summary>Schema of a choice between two types; reading is done by whoever knows which.</summary>
internal sealed class EitherSchema(FieldType first, FieldType second) : FieldType
{
    public override JsonObject Schema(JsonObject definitions) => new()
    {
        ["anyOf"] = new JsonArray(first.Schema(definitions), second.Schema(definitions)),
    };
}
