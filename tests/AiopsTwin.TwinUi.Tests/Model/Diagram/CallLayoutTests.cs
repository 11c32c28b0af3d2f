using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class CallLayoutTests
{
    [Fact]
    public void Arrange_SmallGraph_StandsWhereItAlwaysStood()
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, "web>cart web>search cart>db search>db"), null);

        // Golden: callers above callees, each row centred on the widest one.
        Assert.Equal(
            [
                "service:cart @ 1,0 = 16,106",
                "service:db @ 2,1 = 116,196",
                "service:search @ 1,2 = 216,106",
                "service:web @ 0,1 = 116,16",
            ],
            layout.Nodes.Select(node =>
                $"{node.Key} @ {layout.Cells[node.Key].Row},{layout.Cells[node.Key].Step} = {node.X},{node.Y}"));
        Assert.Equal((404.0, 264.0), (layout.Width, layout.Height));
        Assert.Equal(
            "M102 158 C102 177 202 177 202 196",
            layout.Links.Single(link => link is { From: "service:cart", To: "service:db" }).Path);
    }

    [Fact]
    public void Arrange_SameTopologyTwice_IsTheSameDrawing()
    {
        var topology = Samples.Calls(1, "a>b a>c b>d c>d d>e e>b f>c g>f");

        var one = CallLayout.Arrange(topology, null);
        var other = CallLayout.Arrange(topology, null);

        Assert.Equal(
            one.Nodes.Select(node => (node.Key, node.X, node.Y)),
            other.Nodes.Select(node => (node.Key, node.X, node.Y)));
        Assert.Equal(one.Links, other.Links);
    }

    [Fact]
    public void Arrange_NewServiceInAKnownGraph_LeavesEveryKnownNodeInItsPlace()
    {
        var before = CallLayout.Arrange(Samples.Calls(1, "web>cart web>search cart>db search>db"), null);

        var after = CallLayout.Arrange(
            Samples.Calls(2, "web>cart web>search cart>db search>db web>ads ads>db"), before);

        Assert.All(before.Nodes, node =>
        {
            var same = after.Nodes.Single(other => other.Key == node.Key);
            Assert.Equal((node.X, node.Y), (same.X, same.Y));
        });
        var ads = after.Nodes.Single(node => node.Key == "service:ads");
        Assert.Equal(1, after.Cells["service:ads"].Row);
        Assert.DoesNotContain(after.Nodes, node => node != ads && Overlap(node, ads));
    }

    [Fact]
    public void Arrange_WideLayer_WrapsIntoRowsThatFitAScreen()
    {
        var layout = CallLayout.Arrange(
            Samples.Calls(1, string.Join(' ', Enumerable.Range(0, 20).Select(n => $"web>leaf{n:00}"))), null);

        Assert.True(layout.Nodes.GroupBy(node => node.Y).Max(row => row.Count()) <= CallLayout.RowLength);
        Assert.DoesNotContain(Pairs(layout), pair => Overlap(pair.One, pair.Other));
    }

    [Fact]
    public void Arrange_PlacementLinks_AreCountedAsFolded()
    {
        var host = Samples.Host("h1");
        var topology = Samples.Graph(
            1,
            [Samples.Service("web"), Samples.Service("db"), host],
            [Samples.Call("web", "db"), Samples.Link(Samples.Service("web"), host, DependencyKind.RunsOn)]);

        var layout = CallLayout.Arrange(topology, null);

        Assert.Equal(1, layout.FoldedLinks);
        Assert.Null(layout.NodeOf(host));
    }

    [Fact]
    public void Arrange_EmptyTopology_IsEmpty()
    {
        var layout = CallLayout.Arrange(TopologySnapshot.Empty, null);

        Assert.Empty(layout.Nodes);
        Assert.Equal(0, layout.Width);
    }

    private static IEnumerable<(DiagramNode One, DiagramNode Other)> Pairs(DiagramLayout layout) =>
        from one in layout.Nodes
        from other in layout.Nodes
        where string.CompareOrdinal(one.Key, other.Key) < 0
        select (one, other);

    private static bool Overlap(DiagramNode one, DiagramNode other) =>
        Math.Abs(one.X - other.X) < one.Width && Math.Abs(one.Y - other.Y) < one.Height;
}
