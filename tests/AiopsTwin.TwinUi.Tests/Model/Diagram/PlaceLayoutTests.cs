using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class PlaceLayoutTests
{
    [Fact]
    public void Arrange_SmallEstate_StandsWhereItAlwaysStood()
    {
        var layout = PlaceLayout.Arrange(Samples.Places(1, instances: 0), null);

        Assert.Equal(
            [
                "0 zone-a 16,16 368x184", "0 zone-b 396,16 368x184",
                "1 rack-a 30,42 340x144", "1 rack-b 410,42 340x144",
            ],
            layout.Boxes.Select(box => $"{box.Depth} {box.Label} {box.X},{box.Y} {box.Width}x{box.Height}"));
        Assert.Equal(
            [
                "host:a1 206,68", "host:a2 44,126", "host:b1 586,68", "host:b2 424,126",
                "switch:tor-a 44,68", "switch:tor-b 424,68",
            ],
            layout.Nodes.Select(node => $"{node.Key} {node.X},{node.Y}"));
    }

    [Fact]
    public void Arrange_FiveHundredInstancesInARack_AreOneTile()
    {
        var layout = PlaceLayout.Arrange(Samples.Places(1, instances: 500), null);

        var tiles = layout.Nodes.Where(node => node.IsTile).ToArray();
        Assert.Equal(["500 instances", "500 instances"], tiles.Select(tile => tile.Label));
        Assert.All(tiles, tile => Assert.Equal(500, tile.Members.Length));
        Assert.Equal(8, layout.Nodes.Length);
    }

    [Fact]
    public void Arrange_FewInstances_AreDrawnOneByOne()
    {
        var layout = PlaceLayout.Arrange(Samples.Places(1, PlaceLayout.InstancesDrawn), null);

        Assert.DoesNotContain(layout.Nodes, node => node.IsTile);
        Assert.NotNull(layout.NodeOf(EntityId.Of(EntityKind.Instance, "vm-a-001")));
    }

    [Fact]
    public void Arrange_EveryNode_LiesInsideItsRackAndZone()
    {
        var layout = PlaceLayout.Arrange(Samples.Places(1, instances: 5), null);

        Assert.All(layout.Nodes, node => Assert.Equal(2, layout.Boxes.Count(box =>
            node.X >= box.X && node.Y >= box.Y
            && node.X + node.Width <= box.X + box.Width && node.Y + node.Height <= box.Y + box.Height)));
    }

    [Fact]
    public void Arrange_HostAddedBeforeTheOthersByName_GoesAfterThem()
    {
        var topology = Samples.Places(1, instances: 0);
        var before = PlaceLayout.Arrange(topology, null);
        var added = Samples.Host("a0");
        var grown = Samples.Graph(
            2,
            topology.Entities.Select(entity => entity.Id).Append(added),
            topology.Dependencies.Append(
                Samples.Link(added, EntityId.Of(EntityKind.Rack, "rack-a"), DependencyKind.InRack)));

        var after = PlaceLayout.Arrange(grown, before);

        var known = before.Nodes.Where(node => node.Key.StartsWith("host:a", StringComparison.Ordinal));
        Assert.All(known, node =>
        {
            var same = after.Nodes.Single(other => other.Key == node.Key);
            Assert.Equal((node.X, node.Y), (same.X, same.Y));
        });
        Assert.NotNull(after.NodeOf(added));
    }

    [Fact]
    public void Fits_MoreMachinesThanCanBeRead_DoesNot()
    {
        Assert.True(PlaceLayout.Fits(Samples.Places(1, instances: 500)));
        Assert.False(PlaceLayout.Fits(Samples.Racks(1, racks: 60, hosts: 10)));
    }

    [Fact]
    public void Arrange_PowerAcrossRacks_IsDrawnAndNetworkInsideARackIsFolded()
    {
        var topology = Samples.Places(1, instances: 0);
        var power = Samples.Link(Samples.Host("a1"), Samples.Host("b1"), DependencyKind.PoweredBy);
        var wired = Samples.Graph(
            1, topology.Entities.Select(entity => entity.Id), topology.Dependencies.Append(power));

        var layout = PlaceLayout.Arrange(wired, null);

        var link = Assert.Single(layout.Links);
        Assert.Equal(("host:a1", "host:b1"), (link.From, link.To));
        Assert.Equal(topology.Dependencies.Length, layout.FoldedLinks);
    }

    [Fact]
    public void Arrange_PlacesInACycle_Ends()
    {
        var one = Samples.Host("one");
        var other = Samples.Host("other");
        var topology = Samples.Graph(
            1,
            [one, other],
            [Samples.Link(one, other, DependencyKind.RunsOn), Samples.Link(other, one, DependencyKind.RunsOn)]);

        var layout = PlaceLayout.Arrange(topology, null);

        Assert.Equal(2, layout.Nodes.Length);
    }
}
