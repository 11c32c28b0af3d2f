using System.Collections.Immutable;

namespace AiopsTwin.Scenarios.Source;

/// <summary>Where something stands in a file, and which field it is.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Node">The node that stands there, when it is known.</param>
internal readonly record struct Place(int Line, int Column, string Field, SourceNode? Node = null)
{
    /// <summary>A field of the map that stands here: its own place when it was written, else that of the map.</summary>
    public Place Child(string name)
    {
        var field = Field.Length == 0 ? name : $"{Field}.{name}";
        return (Node as SourceMap)?.Find(name) is { } child
            ? new Place(child.Line, child.Column, field, child)
            : new Place(Line, Column, field);
    }

    /// <summary>An item of the list that stands here.</summary>
    public Place Item(int index)
    {
        var field = $"{Field}[{index}]";
        return Node is SourceList list && index < list.Items.Length
            ? new Place(list.Items[index].Line, list.Items[index].Column, field, list.Items[index])
            : new Place(Line, Column, field);
    }

    public Place At(SourceNode node) => this with { Line = node.Line, Column = node.Column, Node = node };
}

/// <summary>A node of a document: text, list or map, each knowing where it was written.</summary>
internal abstract record SourceNode(int Line, int Column)
{
    /// <summary>Nodes in the whole subtree, this one included.</summary>
    public abstract int Weight { get; }

    /// <summary>Levels in the subtree, 1 for a leaf.</summary>
    public abstract int Height { get; }

    /// <summary>What it is, in the words of an error message.</summary>
    public abstract string Shape { get; }
}

/// <summary>A scalar.</summary>
internal sealed record SourceText(int Line, int Column, string Text, bool IsQuoted) : SourceNode(Line, Column)
{
    public override int Weight => 1;

    public override int Height => 1;

    public override string Shape => IsNull ? "nothing" : "a single value";

    /// <summary>True for an empty plain scalar, <c>~</c> and <c>null</c>.</summary>
    public bool IsNull => !IsQuoted && Text is "" or "~" or "null";
}

/// <summary>A sequence.</summary>
internal sealed record SourceList(int Line, int Column, ImmutableArray<SourceNode> Items) : SourceNode(Line, Column)
{
    public override int Weight { get; } = 1 + Items.Sum(item => item.Weight);

    public override int Height { get; } = 1 + Items.Select(item => item.Height).DefaultIfEmpty().Max();

    public override string Shape => "a list";
}

/// <summary>A key of a map with its value.</summary>
internal readonly record struct SourceEntry(SourceText Key, SourceNode Value);

/// <summary>A mapping; keys are unique.</summary>
internal sealed record SourceMap(int Line, int Column, ImmutableArray<SourceEntry> Entries) : SourceNode(Line, Column)
{
    public override int Weight { get; } = 1 + Entries.Sum(entry => 1 + entry.Value.Weight);

    public override int Height { get; } = 1 + Entries.Select(entry => entry.Value.Height).DefaultIfEmpty(1).Max();

    public override string Shape => "a map";

    public SourceNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
