using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="ScopeCut"/>.</summary>
public sealed class ScopeCutTests
{
    private static readonly TopologySnapshot Shop = Samples.Calls(
        7, "web>api web>ads api>auth api>cart auth>db cart>db report>db");

    [Fact]
    public void Of_WholeEstate_IsTheTopologyItself() =>
        Assert.Same(Shop, ScopeCut.Of(Shop, MapScope.Whole, DiagramMode.Calls).Topology);

    [Theory]
    [InlineData(1, "auth cart db report", 2)]
    [InlineData(2, "api auth cart db report", 1)]
    [InlineData(3, "api auth cart db report web", 1)]
    public void Of_Surroundings_GoSoManyLinksBothWays(int hops, string names, int links)
    {
        var cut = ScopeCut.Of(Shop, MapScope.Around(Samples.Service("db"), hops), DiagramMode.Calls);

        Assert.Equal(names.Split(' '), cut.Topology.Entities.Select(entity => entity.Id.Name));
        Assert.Equal(links, cut.LinksOut);
        Assert.Equal(7, cut.Topology.Version);
    }

    [Fact]
    public void Of_MoreNeighboursThanCanBeRead_LeavesTheFurthestOutAndSaysHowMany()
    {
        var calls = Enumerable.Range(0, 500).Select(number => $"leaf{number:000}>hub").Append("hub>db");
        var cut = ScopeCut.Of(
            Samples.Calls(1, string.Join(' ', calls)), MapScope.Around(Samples.Service("db")), DiagramMode.Calls);

        Assert.Equal(DiagramLayout.MostRead, cut.Topology.Entities.Length);
        Assert.Equal(202, cut.Left);
        Assert.Contains(cut.Topology.Entities, entity => entity.Id.Name == "hub");
    }

    [Fact]
    public void Of_Way_HoldsEveryShortestOne()
    {
        var cut = ScopeCut.Of(Shop, Way("web", "db"), DiagramMode.Calls);

        Assert.Equal(["api", "auth", "cart", "db", "web"], cut.Topology.Entities.Select(entity => entity.Id.Name));
        Assert.StartsWith("web relies on db", cut.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db", "web", "db is relied on by web")]
    [InlineData("ads", "cart", "ads is linked, in no one direction, to cart")]
    public void Of_WayAgainstTheLinks_SaysHowTheTwoHangTogether(string from, string to, string title) =>
        Assert.StartsWith(
            title, ScopeCut.Of(Shop, Way(from, to), DiagramMode.Calls).Title, StringComparison.Ordinal);

    [Fact]
    public void Of_NoWay_SaysSo()
    {
        var apart = Samples.Calls(1, "web>api mail>queue");

        var cut = ScopeCut.Of(apart, Way("web", "mail"), DiagramMode.Calls);

        Assert.Equal("No way of links leads from web to mail.", cut.Problem);
        Assert.Empty(cut.Topology.Entities);
    }

    [Fact]
    public void Of_Rack_HoldsItsHostsAndWhatRunsOnThem()
    {
        var cut = ScopeCut.Of(
            Samples.Racks(1, racks: 3, hosts: 2), MapScope.In("rack:r01"), DiagramMode.Physical);

        Assert.Equal(
            ["h01-0", "h01-1", "r01", "s01-0", "s01-1"], cut.Topology.Entities.Select(entity => entity.Id.Name));
        Assert.Equal(1, cut.LinksOut);
    }

    [Fact]
    public void Of_SurroundingsByPlace_BringTheirRacksAlong()
    {
        var cut = ScopeCut.Of(
            Samples.Racks(1, racks: 3, hosts: 2), MapScope.Around(Samples.Service("s01-0"), 1), DiagramMode.Both);

        Assert.Equal(["h01-0", "r01", "s01-0", "z1"], cut.Topology.Entities.Select(entity => entity.Id.Name));
    }

    [Theory]
    [InlineData("service:gone", "service:gone is not in this estate.")]
    [InlineData("host:h1", "h1 calls nothing and is called by nothing: see Physical.")]
    public void Of_NothingToShow_SaysWhy(string focus, string problem)
    {
        var topology = Samples.Graph(1, [Samples.Service("web"), Samples.Host("h1")], []);

        Assert.Equal(
            problem, ScopeCut.Of(topology, MapScope.Around(EntityId.Parse(focus)), DiagramMode.Calls).Problem);
    }

    [Fact]
    public void Of_UnknownArea_SaysSo() => Assert.Equal(
        "There is no area rack:gone here.", ScopeCut.Of(Shop, MapScope.In("rack:gone"), DiagramMode.Both).Problem);

    private static MapScope Way(string from, string to) =>
        MapScope.Whole with { From = Samples.Service(from), To = Samples.Service(to) };
}
