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
