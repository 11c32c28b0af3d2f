using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>What a renderer has to draw anew to come from one scene to a later one.</summary>
/// <param name="IsWhole">True when places changed, so that everything is drawn anew.</param>
/// <param name="Nodes">Indexes of the nodes whose paint changed, rising; empty when everything is drawn anew.</param>
/// <param name="Boxes">Indexes of the places whose paint changed, rising; empty when everything is drawn anew.</param>
/// <param name="Links">Indexes of the links whose paint changed, rising; empty when everything is drawn anew.</param>
/// <param name="IsSelectionMoved">True when another node is selected.</param>
public sealed record TopologyDelta(
    bool IsWhole,
    ImmutableArray<int> Nodes,
    ImmutableArray<int> Boxes,
    ImmutableArray<int> Links,
    bool IsSelectionMoved)
{
    /// <summary>True when both scenes look the same.</summary>
    public bool IsEmpty => !IsWhole && !IsSelectionMoved && Nodes.IsEmpty && Boxes.IsEmpty
        && Links.IsEmpty;

    /// <summary>Compares two scenes.</summary>
    /// <param name="earlier">What is drawn; null when nothing is.</param>
    /// <param name="later">What shall be drawn.</param>
    public static TopologyDelta Between(TopologyScene? earlier, TopologyScene later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return earlier is null || !ReferenceEquals(earlier.Layout, later.Layout)
            ? new TopologyDelta(true, [], [], [], false)
            : new TopologyDelta(
                false,
                Changed(earlier.Paint, later.Paint),
                Changed(earlier.Boxes, later.Boxes),
                Changed(earlier.Links, later.Links),
                earlier.SelectedKey != later.SelectedKey);
    }

    private static ImmutableArray<int> Changed<T>(ImmutableArray<T> earlier, ImmutableArray<T> later)
        where T : IEquatable<T>
    {
        var changed = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < later.Length; index++)
        {
            if (!later[index].Equals(earlier[index]))
            {
                changed.Add(index);
            }
        }

        return changed.ToImmutable();
    }
}
