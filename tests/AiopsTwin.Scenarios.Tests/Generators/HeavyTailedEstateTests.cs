using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Scenarios.Tests.Generators;

public sealed class HeavyTailedEstateTests
{
    [Theory]
    [InlineData(HeavyTailedEstate.FewestEntities)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    public void Of_ASize_HasThatManyEntitiesAndObeysTheRules(int entities)
    {
        var (estate, load) = HeavyTailedEstate.Of(entities, 1);

        Assert.Equal(entities, estate.Topology.Entities.Length);
        Assert.Empty(TopologyRules.Check(estate.Topology));
        Assert.NotEmpty(load);
    }

    [Fact]
    public void Of_SameSeed_IsTheSameFile()
    {
        var (first, second) = (HeavyTailedEstate.Of(300, 5), HeavyTailedEstate.Of(300, 5));

        Assert.Equal(EstateFormat.WriteYaml(first), EstateFormat.WriteYaml(second));
        Assert.NotEqual(EstateFormat.WriteYaml(first), EstateFormat.WriteYaml(HeavyTailedEstate.Of(300, 6)));
    }

    [Fact]
    public void Of_WrittenAndRead_IsTheSame()
    {
        var text = EstateFormat.WriteYaml(HeavyTailedEstate.Of(300, 5));

        var read = EstateFormat.ParseLoaded(text, "drawn.yaml");

        Assert.Empty(read.Problems);
        Assert.Equal(text, EstateFormat.WriteYaml(read.Value!));
    }

    // The likeliest exponent of a discrete power law (Clauset, Shalizi and Newman 2009, eq. 3.5, here with the bound of
    // the draws) is found by trying: over 10 000 draws its standard error is about 0.02.
    [Fact]
    public void Of_CallsOfTheServices_FollowThePowerLaw()
    {
        var counts = HeavyTailedEstate.Of(20_000, 3).Estate.World.Calls.CountBy(call => call.Caller)
            .Select(pair => pair.Value).ToArray();

        var likeliest = Enumerable.Range(150, 200).Select(hundredths => hundredths / 100.0)
            .MaxBy(exponent => counts.Sum(k => -exponent * Math.Log(k)) - (counts.Length * Math.Log(
                Enumerable.Range(1, FanOut.Most).Sum(k => Math.Pow(k, -exponent)))));

        Assert.InRange(likeliest, FanOut.Exponent - 0.15, FanOut.Exponent + 0.15);
        Assert.InRange(counts.Max(), 20, FanOut.Most);
    }

    [Fact]
    public void Of_WhatIsCalled_IsCalledVeryUnevenly()
    {
        var (estate, load) = HeavyTailedEstate.Of(20_000, 3);
        var called = estate.World.Calls.CountBy(call => call.Callee).Select(pair => pair.Value).Order().ToArray();

        // Half of what is called is called once or twice; the most popular is called by hundreds.
        Assert.InRange(called[called.Length / 2], 1, 2);
        Assert.InRange(called[^1], 100, called.Length);

        // Everything gets work: from outside, or from a caller.
        var reached = load.Select(source => source.Entry)
            .Concat(estate.World.Calls.Select(call => call.Callee)).ToHashSet();
        Assert.All(estate.World.Processes, process => Assert.Contains(process.Entity, reached));
    }

    [Fact]
    public void Of_SharesOfWhatWorks_AreThoseOfTheLargestPublishedDeployment()
    {
        var (estate, load) = HeavyTailedEstate.Of(20_000, 3);
        var callers = estate.World.Calls.Select(call => call.Caller).ToHashSet();
        var working = (double)estate.World.Processes.Length;

        Assert.Equal(0.13, load.Length / working, 0.01);
        Assert.Equal(0.39, estate.World.Processes.Count(process => !callers.Contains(process.Entity)) / working, 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_TenMinutesAtItsLoad_IsHealthy(ulong seed)
    {
        var (estate, load) = HeavyTailedEstate.Of(1_000, seed);
        var second = TimeSpan.FromSeconds(1);
        var start = new DateTimeOffset(2026, 3, 2, 13, 55, 0, TimeSpan.Zero);
        var world = new SimulatedWorld(estate, load, seed, new WorldSettings(start, second, 60 * second));

        for (var tick = 0; tick < 600; tick++)
        {
            world.Tick();
        }

        var (columns, map) = (world.State.Processes, world.State.Map);
        Assert.InRange(columns.Rho.Max(), 0, 0.7);
        Assert.Equal(1, world.State.InversePhi.Max());
        Assert.All(map.Load, source => Assert.InRange(
            columns.Success[Array.FindIndex(map.Processes, process => process.Entity == source.Entry)], 0.99, 1));
    }

    [Fact]
    public void Of_Places_AreRacksWithASwitchAndTwoFeeds()
    {
        var topology = HeavyTailedEstate.Of(2_000, 1).Estate.Topology;
        var links = topology.Dependencies.ToLookup(link => link.Dependent);

        foreach (var rack in topology.Entities.Where(entity => entity.Id.Kind == EntityKind.Rack))
        {
            Assert.Equal(2, links[rack.Id].Count(link => link.Kind == DependencyKind.PoweredBy));
        }

        foreach (var host in topology.Entities.Where(entity => entity.Id.Kind == EntityKind.Host))
        {
            Assert.Equal(
                [DependencyKind.InRack, DependencyKind.ConnectsThrough], links[host.Id].Select(link => link.Kind));
        }
    }

    [Theory]
    [InlineData(HeavyTailedEstate.FewestEntities - 1)]
    [InlineData(HeavyTailedEstate.MostEntities + 1)]
    public void Of_SizeOutOfRange_IsRefused(int entities) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HeavyTailedEstate.Of(entities, 1));
}
