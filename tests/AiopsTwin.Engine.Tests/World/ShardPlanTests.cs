using AiopsTwin.Engine.World;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Who can be visited at the same time: <see cref="ShardPlan"/>.</summary>
public sealed class ShardPlanTests
{
    [Fact]
    public void Levels_RandomEstates_HoldEverybodyOnceAndNeighboursInOrder() => RandomWorld.Cases.Sample(
        sample =>
        {
            var graph = RandomWorld.Build(sample).World.State.Map.Graph;
            var plan = new ShardPlan(graph);
            var levelOf = Enumerable.Range(0, plan.Levels)
                .SelectMany(level => plan.Members(level, 0, 1).ToArray().Select(p => (p, level)))
                .ToDictionary(one => one.p, one => one.level);
            var place = graph.Order.Select((p, i) => (p, i)).ToDictionary(one => one.p, one => one.i);

            Assert.Equal(graph.Order.Order(), levelOf.Keys.Order());
            foreach (var call in graph.Calls.Where(call => call.From != call.To))
            {
                Assert.Equal(
                    place[call.From].CompareTo(place[call.To]), levelOf[call.From].CompareTo(levelOf[call.To]));
            }
        },
        iter: 60,
        threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Members_OfAllShards_AreTheLevelInOrder(int shards)
    {
        var plan = new ShardPlan(WorldCase.World(
            EstateBuilder.Of("a,b,c,d,e,f,g -> x", "x -> y,z").Build(), WorldCase.Steady("a", 1)).State.Map.Graph);

        for (var level = 0; level < plan.Levels; level++)
        {
            var all = Enumerable.Range(0, shards).SelectMany(shard => plan.Members(level, shard, shards).ToArray());
            Assert.Equal(plan.Members(level, 0, 1).ToArray(), all);
        }
    }
}
