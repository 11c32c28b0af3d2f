using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Scenarios.Tests.Generators;

public sealed class LargeEstateTests
{
    [Theory]
    [InlineData(LargeEstate.FewestEntities, LargeEstate.FewCalls)]
    [InlineData(1_000, LargeEstate.ManyCalls)]
    public void Of_AnySize_IsAnEstateByTheRulesOfThatSize(int entities, int calls)
    {
        var (estate, load) = LargeEstate.Of(entities, calls);

        Assert.Equal(entities, estate.Topology.Entities.Length);
        Assert.Empty(TopologyRules.Check(estate.Topology));
        Assert.NotEmpty(load);
        Assert.All(load, source => Assert.Equal(EntityKind.Service, source.Entry.Kind));
    }

    [Fact]
    public void Of_ManyCalls_HasAboutFiveLinksForEachEntity()
    {
        var (estate, _) = LargeEstate.Of(2_000, LargeEstate.ManyCalls);

        Assert.InRange((double)estate.Topology.Dependencies.Length / 2_000, 4.8, 5.6);
    }

    [Fact]
    public void Of_SameSize_IsTheSameEstate()
    {
        var (first, second) = (LargeEstate.Of(500, 3).Estate, LargeEstate.Of(500, 3).Estate);

        Assert.Equal(first.Topology.Dependencies, second.Topology.Dependencies);
        Assert.Equal(first.World.Calls, second.World.Calls);
        Assert.Equal(first.World.Processes, second.World.Processes);
    }

    [Fact]
    public void InParts_Twenty_AreEstatesThatKnowNothingOfEachOther()
    {
        var (estate, load) = LargeEstate.InParts(20 * LargeEstate.FewestEntities, LargeEstate.FewCalls, 20);

        Assert.Equal(20 * LargeEstate.FewestEntities, estate.Topology.Entities.Length);
        Assert.Empty(TopologyRules.Check(estate.Topology));
        Assert.Equal(20, load.Select(source => PartOf(source.Entry)).Distinct().Count());
        Assert.All(estate.Topology.Dependencies, link => Assert.Equal(PartOf(link.Dependent), PartOf(link.On)));

        static string PartOf(EntityId id) => id.Name[..7];
    }

    [Fact]
    public void World_OfSuchAnEstate_IsHealthy()
    {
        var (estate, load) = LargeEstate.Of(330, LargeEstate.FewCalls);
        var start = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var settings = new WorldSettings(start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var world = new SimulatedWorld(estate, load, 1, settings);

        var samples = Enumerable.Range(0, 120).SelectMany(_ => world.Tick().Batches).SelectMany(batch => batch.Samples)
            .Where(sample => sample.Metric == MetricCatalog.ErrorRatio && sample.At > start.AddMinutes(1)).ToList();

        Assert.InRange(samples.Average(sample => sample.Value), 0.0, 0.02);
    }

    [Theory]
    [InlineData(LargeEstate.FewestEntities - 1, 3)]
    [InlineData(LargeEstate.MostEntities + 1, 3)]
    [InlineData(1_000, 0)]
    public void Of_OutOfRange_Throws(int entities, int calls)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LargeEstate.Of(entities, calls));
    }
}
