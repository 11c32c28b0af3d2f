using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Correlation;

/// <summary>Holes are links that most of a kind have; what is rare, or a call, is none.</summary>
public sealed class MapHolesTests
{
    [Theory]
    [InlineData(10, 7, true)]
    [InlineData(10, 5, false)]
    [InlineData(7, 6, false)]
    public void At_HostsBehindASwitch_MarksThoseWithoutWhenMostOfSeveralHaveOne(int hosts, int wired, bool isHole)
    {
        var graph = Linked(EntityKind.Host, hosts, wired, DependencyKind.ConnectsThrough);
        var holes = new MapHoles(graph);

        var marked = Enumerable.Range(0, graph.NodeCount).Where(holes.At).Select(graph.IdOf);

        Assert.Equal(isHole ? Enumerable.Range(wired, hosts - wired).Select(Host) : [], marked);
    }

    [Fact]
    public void At_CallsOfServices_AreNoHoles()
    {
        var graph = Linked(EntityKind.Instance, 10, 9, DependencyKind.CallsSync);
        var holes = new MapHoles(graph);

        Assert.DoesNotContain(Enumerable.Range(0, graph.NodeCount), holes.At);
    }

    [Fact]
    public void At_SpineAboveSwitches_IsNoHole()
    {
        var builder = new TopologyBuilder();
        var spine = EntityId.Of(EntityKind.Switch, "spine");
        var rack = EntityId.Of(EntityKind.Rack, "rack");
        builder.Add(spine).Add(rack);
        for (var number = 0; number < 10; number++)
        {
            var below = EntityId.Of(EntityKind.Switch, Name(number));
            builder.Add(below);
            builder.Link(below, rack, DependencyKind.InRack);
            if (number > 0)
            {
                builder.Link(below, spine, DependencyKind.ConnectsThrough);
            }
        }

        var graph = TopologyGraph.Compile(builder.Build());
        var holes = new MapHoles(graph);

        Assert.Equal(
            [EntityId.Of(EntityKind.Switch, Name(0))],
            Enumerable.Range(0, graph.NodeCount).Where(holes.At).Select(graph.IdOf));
    }

    private static TopologyGraph Linked(EntityKind of, int count, int linked, DependencyKind kind)
    {
        var builder = new TopologyBuilder();
        var on = EntityId.Of(kind == DependencyKind.CallsSync ? EntityKind.Service : EntityKind.Switch, "on");
        builder.Add(on);
        for (var number = 0; number < count; number++)
        {
            builder.Add(EntityId.Of(of, Name(number)));
            if (number < linked)
            {
                builder.Link(EntityId.Of(of, Name(number)), on, kind);
            }
        }

        return TopologyGraph.Compile(builder.Build());
    }

    private static string Name(int number) => $"n{number:00}";

    private static EntityId Host(int number) => EntityId.Of(EntityKind.Host, Name(number));
}
