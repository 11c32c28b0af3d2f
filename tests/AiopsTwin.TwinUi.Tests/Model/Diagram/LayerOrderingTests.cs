using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class LayerOrderingTests
{
    [Fact]
    public void Order_CrossedPairs_AreUncrossed()
    {
        // 0 and 1 on top call 3 and 2 below: as numbered the calls cross once.
        var layers = LayerOrdering.Order([0, 0, 1, 1], [(0, 3), (1, 2)]);

        Assert.Equal(0, LayerOrdering.Crossings(layers, [(0, 3), (1, 2)]));
    }

    [Fact]
    public void Crossings_CrossedPairs_CountsOne()
    {
        var crossings = LayerOrdering.Crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)]);

        Assert.Equal(1, crossings);
    }

    [Fact]
    public void Crossings_CallsInDifferentLayers_CountNothing()
    {
        var crossings = LayerOrdering.Crossings([[0], [1], [2]], [(0, 1), (1, 2)]);

        Assert.Equal(0, crossings);
    }

    [Fact]
    public void Order_SameGraphTwice_GivesTheSameOrder()
    {
        int[] layerOf = [0, 0, 0, 1, 1, 1, 1, 2, 2];
        (int, int)[] calls = [(0, 5), (0, 6), (1, 3), (1, 4), (2, 4), (3, 8), (4, 7), (5, 7), (6, 8)];

        var one = LayerOrdering.Order(layerOf, [.. calls]);
        var other = LayerOrdering.Order(layerOf, [.. calls]);

        Assert.Equal(one, other);
    }
}
