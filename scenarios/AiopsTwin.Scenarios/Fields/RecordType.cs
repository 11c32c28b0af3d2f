using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A map with the fields of a table.</summary>
/// <param name="table">The fields.</param>
/// <param name="make">Makes the value; may add problems of its own.</param>
internal sealed class RecordType<T>(FieldTable table, Func<RecordReader, T> make) : FieldType<T>
{
    public override bool KeepsPartial => true;

    public override JsonObject Schema(JsonObject definitions)
    {
        if (!definitions.ContainsKey(table.Name))
        {
            // The entry is claimed before the fields are walked, so that a type may contain itself.
            var schema = new JsonObject { ["type"] = "object", ["description"] = table.Doc };
            definitions[table.Name] = schema;
            Fill(schema, definitions);
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + table.Name };
    }

    public override bool TryRead(SourceNode node, Place place, ProblemList problems, out T value)
    {
        value = default!;
        if (node is not SourceMap map)
        {
            problems.Add(place.At(node), $"expects a map, not {node.Shape}");
            return false;
        }

        var before = problems.Count;
        ReportKeys(map, place, problems);
        value = make(new RecordReader(map, place, problems, before));
        return problems.Count == before;
    }

    private void ReportKeys(SourceMap map, Place place, ProblemList problems)
    {
        foreach (var (key, _) in map.Entries.Where(entry => !table.Has(entry.Key.Text)))
        {
            var known = string.Join(", ", table.Fields.Select(field => field.Name));
            problems.Add(place.Child(key.Text).At(key), $"is not a field of {table.Name}; known are {known}");
        }

        foreach (var field in table.Fields.Where(field => field.IsRequired && map.Find(field.Name) is null))
        {
            problems.Add(place.Child(field.Name).At(map), "is missing");
        }
    }

    private void Fill(JsonObject schema, JsonObject definitions)
    {
        var properties = new JsonObject();
        foreach (var field in table.Fields)
        {
            var property = field.Type.Schema(definitions);
            property["description"] = field.Doc;
            properties[field.Name] = property;
        }

        schema["properties"] = properties;
        var required = table.Fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        schema["additionalProperties"] = false;
    }
}

/// <summary>Gives out the fields of one map, typed.</summary>
internal sealed class RecordReader(SourceMap map, Place place, ProblemList problems, int before)
{
    public Place Place { get; } = place.At(map);

    public ProblemList Problems { get; } = problems;

    /// <summary>True while nothing was wrong with the map; asked after its fields were read.</summary>
    public bool IsSound => Problems.Count == before;

    public bool Has(Field field) => map.Find(field.Name) is not null;

    /// <summary>The field's value; the fallback when it is absent or wrong (then a problem was added).</summary>
    public T Get<T>(Field<T> field, T fallback)
    {
        var node = map.Find(field.Name);
        if (node is null)
        {
            return fallback;
        }

        var isRead = field.ValueType.TryRead(node, PlaceOf(field), Problems, out var value);
        return isRead || (field.ValueType.KeepsPartial && value is not null && node.Height > 1) ? value : fallback;
    }

    /// <summary>The field's value; the type's default when it is absent or wrong (then a problem was added).</summary>
    public T? Get<T>(Field<T> field) => Get(field, default!);

    /// <summary>A value type's value, or null when it is absent or wrong.</summary>
    public T? Maybe<T>(Field<T> field)
        where T : struct
    {
        var node = map.Find(field.Name);
        return node is not null && field.ValueType.TryRead(node, PlaceOf(field), Problems, out var value)
            ? value
            : null;
    }

    /// <summary>Where the field stands; the map when it is absent.</summary>
    public Place PlaceOf(Field field) => Place.Child(field.Name).At(map.Find(field.Name) ?? map);

    public void Fail(Field field, string reason) => Problems.Add(PlaceOf(field), reason);
}
