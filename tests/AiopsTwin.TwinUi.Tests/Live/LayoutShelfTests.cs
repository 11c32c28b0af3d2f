using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Live;

public sealed class LayoutShelfTests
{
    private readonly LayoutShelf _shelf = new();

    [Fact]
    public void Get_SameVersion_IsComputedOnce()
    {
        var topology = Samples.Calls(3, "web>db");

        Assert.Same(_shelf.Get("v", DiagramMode.Calls, topology), _shelf.Get("v", DiagramMode.Calls, topology));
    }

    [Fact]
    public void Get_NewVersion_KeepsKnownPlacesUntilRearranged()
    {
        _shelf.Get("v", DiagramMode.Calls, Samples.Calls(1, "web>api api>db mail>db"));
        var grown = Samples.Calls(2, "web>api api>db mail>db ads>api ads>mail");
        var pinned = _shelf.Get("v", DiagramMode.Calls, grown);

        var fresh = _shelf.Rearrange("v", DiagramMode.Calls, grown);

        Assert.Equal(2, pinned.TopologyVersion);
        Assert.Equal(CallLayout.Arrange(grown, null).Cells, fresh.Cells);
        Assert.Same(fresh, _shelf.Get("v", DiagramMode.Calls, grown));
    }

    [Fact]
    public void Get_MoreViewsThanCapacity_DropsTheOnesLongestUnused()
    {
        var topology = Samples.Calls(1, "web>db");
        var first = _shelf.Get("first", DiagramMode.Calls, topology);
        for (var view = 0; view < LayoutShelf.Capacity; view++)
        {
            _shelf.Get($"v{view}", DiagramMode.Calls, topology);
        }

        Assert.NotSame(first, _shelf.Get("first", DiagramMode.Calls, topology));
    }
}
