using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="NodePlaces"/>.</summary>
public sealed class NodePlacesTests
{
    private static readonly DiagramLayout Layout = CallLayout.Arrange(Samples.Calls(1, "web>api api>db"), null);

    [Fact]
    public void Apply_MovedNode_TakesItsLinksAlongAndLeavesTheRest()
    {
        var moved = Places(("service:api", [900, 700])).Apply(Layout);

        Assert.Equal((900, 700), (Node(moved, "api").X, Node(moved, "api").Y));
        Assert.Equal(Node(Layout, "web"), Node(moved, "web"));
        Assert.All(moved.Links, link => Assert.DoesNotContain(link.Path, Layout.Links.Select(old => old.Path)));
        Assert.True(moved.Width > 900 + Node(moved, "api").Width);
        Assert.True(moved.Height > 700 + Node(moved, "api").Height);
    }

    [Fact]
    public void Apply_NodesThatAreGone_IsTheLayoutItself() =>
        Assert.Same(Layout, Places(("service:gone", [900, 700])).Apply(Layout));

    [Fact]
    public void Apply_LayoutByPlace_StaysAsItIs()
    {
        var racks = PlaceLayout.Arrange(Samples.Places(1, instances: 0), null);

        Assert.Same(racks, Places(("host:a1", [900, 700])).Apply(racks));
    }

    [Fact]
    public void Of_Nonsense_IsLeftOutOrHeldInside()
    {
        var places = Places(("a", [1]), ("b", [double.NaN, 1]), ("c", [-500, 1e9]));

        Assert.Equal([("c", (16.0, 20_000.0))], places.Corners.Select(one => (one.Key, one.Value)));
    }

    private static DiagramNode Node(DiagramLayout layout, string service) =>
        layout.Nodes.Single(node => node.Label == service);

    private static NodePlaces Places(params (string Key, double[] At)[] kept) =>
        NodePlaces.Of(kept.ToDictionary(one => one.Key, one => one.At));
}
