using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="AreaLayout"/>, <see cref="AreaTree"/> and <see cref="AreaLinks"/>.</summary>
public sealed class AreaLayoutTests
{
    [Fact]
    public void Arrange_Places_NestRackHostAndServiceInTheirZone()
    {
        var layout = AreaLayout.Arrange(Samples.Racks(1, racks: 4, hosts: 3), DiagramMode.Physical, null);

        var zone = layout.Boxes.Single(box => box.Key == "zone:z1");
        var rack = layout.Boxes.Single(box => box.Key == "rack:r02");
        var host = layout.Boxes.Single(box => box.Key == "host:h02-1");
        var service = layout.Nodes.Single(node => node.Key == "service:s02-1");
        Assert.Equal([0, 1, 2], new[] { zone, rack, host }.Select(box => box.Depth));
        Assert.True(Holds(zone, rack) && Holds(rack, host) && Holds(host, service));
        Assert.Equal(12, layout.Nodes.Length);
    }

    [Fact]
    public void Arrange_AnyEstate_OverlapsNothingAndLosesNobody()
    {
        var topology = Samples.Racks(1, racks: 9, hosts: 4);

        var layout = AreaLayout.Arrange(topology, DiagramMode.Both, null);

        Assert.Equal(
            topology.Entities.Select(entity => entity.Id.Text),
            layout.Nodes.Select(node => node.Key).Concat(layout.Boxes.Select(box => box.Key))
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            layout.Nodes.SelectMany((one, index) => layout.Nodes.Skip(index + 1).Select(other => (one, other))),
            pair => Math.Abs(pair.one.X - pair.other.X) < pair.one.Width
                && Math.Abs(pair.one.Y - pair.other.Y) < pair.one.Height);
    }

    [Fact]
    public void Arrange_NewHostInAKnownEstate_KeepsEveryPlaceAmongItsNeighbours()
    {
        var before = AreaLayout.Arrange(Samples.Racks(1, racks: 6, hosts: 3), DiagramMode.Physical, null);

        var after = AreaLayout.Arrange(Samples.Racks(2, racks: 6, hosts: 4), DiagramMode.Physical, before);

        Assert.All(before.Cells, cell => Assert.Equal(cell.Value, after.Cells[cell.Key]));
        Assert.Equal(24, after.Nodes.Length);
    }

    [Fact]
    public void Arrange_RegionLabels_MakeRegionsTheOutermostAreas()
    {
        var topology = Samples.Racks(1, racks: 2, hosts: 1);
        var north = ImmutableSortedDictionary<string, string>.Empty.Add(AreaTree.RegionLabel, "north");
        topology = topology with
        {
            Entities =
            [
                .. topology.Entities.Select(entity =>
                    entity.Id.Kind == EntityKind.Zone ? entity with { Labels = north } : entity),
            ],
        };

        var layout = AreaLayout.Arrange(topology, DiagramMode.Physical, null);

        Assert.Equal("region north", layout.Boxes.Single(box => box.Depth == 0).Label);
        Assert.Equal(1, layout.Boxes.Single(box => box.Key == "zone:z1").Depth);
    }

    [Fact]
    public void Arrange_ManyServices_StandInTheirTeams()
    {
        var entities = Enumerable.Range(0, 400).Select(number => new Entity(
            Samples.Service($"s{number:000}"),
            ImmutableSortedDictionary<string, string>.Empty.Add("team", $"team-{number % 7}")));
        var topology = new TopologySnapshot(
            1, [.. entities.OrderBy(entity => entity.Id)],
            [Samples.Call("s000", "s001"), Samples.Call("s000", "s008")], []);

        var layout = AreaLayout.Arrange(topology, DiagramMode.Calls, null);

        Assert.Equal(7, layout.Boxes.Length);
        Assert.Equal(400, layout.Nodes.Length);
        Assert.Equal(2, layout.Links.Length);
        Assert.True(Holds(
            layout.Boxes.Single(box => box.Label == "team-0"),
            layout.Nodes.Single(node => node.Key == "service:s007")));
    }

    [Fact]
    public void Arrange_ServicesWithoutGroups_StandInRowsByWhoCallsWhom()
    {
        var layout = AreaLayout.Arrange(Samples.Calls(1, "web>api api>db"), DiagramMode.Calls, null);

        Assert.Equal(["row 1 of calls", "row 2 of calls", "row 3 of calls"], layout.Boxes.Select(box => box.Label));
    }

    [Fact]
    public void Arrange_PowerOfARack_EndsAtItsBox()
    {
        var topology = Samples.Racks(1, racks: 2, hosts: 1);
        var feed = EntityId.Of(EntityKind.External, "feed-a");
        var power = Samples.Link(EntityId.Of(EntityKind.Rack, "r01"), feed, DependencyKind.PoweredBy);
        topology = Samples.Graph(
            1, topology.Entities.Select(entity => entity.Id).Append(feed), topology.Dependencies.Append(power));

        var physical = AreaLayout.Arrange(topology, DiagramMode.Physical, null);

        Assert.Equal(
            [("rack:r01", "external:feed-a")], physical.Links.Select(link => (link.From, link.To)));
        Assert.Equal(topology.Dependencies.Length - 1, physical.FoldedLinks);
    }

    [Fact]
    public void Arrange_NothingAtAll_IsEmpty()
    {
        var layout = AreaLayout.Arrange(TopologySnapshot.Empty, DiagramMode.Both, null);

        Assert.Empty(layout.Nodes);
        Assert.Equal(0, layout.Width);
    }

    private static bool Holds(DiagramBox outer, DiagramBox inner) => outer.X < inner.X && outer.Y < inner.Y
        && outer.X + outer.Width > inner.X + inner.Width && outer.Y + outer.Height > inner.Y + inner.Height;

    private static bool Holds(DiagramBox outer, DiagramNode inner) => outer.X < inner.X && outer.Y < inner.Y
        && outer.X + outer.Width > inner.X + inner.Width && outer.Y + outer.Height > inner.Y + inner.Height;
}
