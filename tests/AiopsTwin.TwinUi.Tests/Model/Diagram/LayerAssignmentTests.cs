using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class LayerAssignmentTests
{
    [Fact]
    public void Assign_Diamond_PutsTheLastCalleeBelowBothPaths()
    {
        // 0 calls 1 and 2, 1 calls 2: the longest path decides.
        var layers = LayerAssignment.Assign(3, [(0, 1), (0, 2), (1, 2)]);

        Assert.Equal([0, 1, 2], layers);
    }

    [Fact]
    public void Assign_Cycle_TurnsTheCallThatLeadsBackUp()
    {
        var layers = LayerAssignment.Assign(3, [(0, 1), (1, 2), (2, 0)]);

        Assert.Equal([0, 1, 2], layers);
    }

    [Fact]
    public void Assign_CycleBelowAnEntry_StartsAtTheEntry()
    {
        // 2 is the entry: it calls 0; 0 and 1 call each other.
        var layers = LayerAssignment.Assign(3, [(0, 1), (1, 0), (2, 0)]);

        Assert.Equal([1, 2, 0], layers);
    }

    [Fact]
    public void Assign_ChainOfThousands_NeedsNoDeepStack()
    {
        const int Count = 20_000;
        var layers = LayerAssignment.Assign(
            Count, [.. Enumerable.Range(0, Count - 1).Select(node => (node, node + 1))]);

        Assert.Equal(Count - 1, layers[^1]);
    }
}
