using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>A field of a table: its name, what it holds and what it means.</summary>
internal abstract class Field(string name, FieldType type, string doc, bool isRequired)
{
    public string Name { get; } = name;

    public string Doc { get; } = doc;

    public bool IsRequired { get; } = isRequired;

    public FieldType Type { get; } = type;
}

/// <inheritdoc cref="Field" />
internal sealed class Field<T>(string name, FieldType<T> type, string doc, bool isRequired = false)
    : Field(name, type, doc, isRequired)
{
    public FieldType<T> ValueType { get; } = type;
}

/// <summary>All fields of one sort of map; whatever else stands in the file is a problem.</summary>
internal sealed class FieldTable(string name, string doc, params Field[] fields)
{
    private readonly HashSet<string> _names = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Name of the definition in the schema.</summary>
    public string Name { get; } = name;

    public string Doc { get; } = doc;

    public ImmutableArray<Field> Fields { get; } = [.. fields];

    public bool Has(string name) => _names.Contains(name);
}
