using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Correlation;

/// <summary>Who watches is told from who alerts.</summary>
public sealed class WatchedKindsTests
{
    private const int PerHost = 10;

    [Theory]
    [InlineData(80, 20, true)] // a quarter of all, wherever they stand
    [InlineData(80, 19, false)] // too few
    [InlineData(81, 20, false)] // less than a quarter, one of each place
    public void Of_AlertingOnesSpread_AreAQuarterAtLeast(int machines, int alerting, bool isWatched)
    {
        var step = machines / alerting;
        var graph = Estate(machines);

        var kinds = WatchedKinds.Of(graph, Alerting(Enumerable.Range(0, alerting).Select(i => i * step)));

        Assert.Equal(isWatched, kinds.Contains(EntityKind.Instance));
    }

    [Theory]
    [InlineData(20, true)] // two whole hosts
    [InlineData(18, false)] // fewer than twenty
    public void Of_WholePlaces_AreWatchedAsPlaces(int alerting, bool isWatched)
    {
        var graph = Estate(1000);

        var kinds = WatchedKinds.Of(graph, Alerting(Enumerable.Range(0, alerting)));

        Assert.Equal(isWatched, kinds.Contains(EntityKind.Instance));
    }

    [Fact]
    public void Of_PlacesOfWhichSomeKeepQuiet_AreNot()
    {
        var graph = Estate(1000);

        // Seven of ten on each of five hosts.
        var kinds = WatchedKinds.Of(graph, Alerting(Enumerable.Range(0, 50).Where(i => i % PerHost < 7)));

        Assert.Empty(kinds);
    }

    [Fact]
    public void Of_OneEachOfMany_SaysNothingOfWhatStandsBeside()
    {
        var map = new TopologyBuilder();
        for (var number = 0; number < 200; number++)
        {
            map.Add(Machine(number)).Add(Host(number));
            map.Link(Machine(number), Host(number), DependencyKind.RunsOn);
        }

        var kinds = WatchedKinds.Of(TopologyGraph.Compile(map.Build()), Alerting(Enumerable.Range(0, 30)));

        Assert.Empty(kinds);
    }

    private static TopologyGraph Estate(int machines)
    {
        var map = new TopologyBuilder();
        for (var number = 0; number < machines; number++)
        {
            if (number % PerHost == 0)
            {
                map.Add(Host(number / PerHost));
            }

            map.Add(Machine(number));
            map.Link(Machine(number), Host(number / PerHost), DependencyKind.RunsOn);
        }

        return TopologyGraph.Compile(map.Build());
    }

    private static ILookup<EntityKind, EntityId> Alerting(IEnumerable<int> machines) =>
        machines.Select(Machine).ToLookup(entity => entity.Kind);

    private static EntityId Machine(int number) => EntityId.Of(EntityKind.Instance, $"vm-{number}");

    private static EntityId Host(int number) => EntityId.Of(EntityKind.Host, $"host-{number}");
}
