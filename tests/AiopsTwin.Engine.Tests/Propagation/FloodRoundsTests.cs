using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class FloodRoundsTests
{
    private static readonly FloodDirection[] Directions =
        [FloodDirection.TowardDependents, FloodDirection.TowardDependencies];

    [Fact]
    public void Local_AnyPartitioning_GivesTheSameBits()
    {
        RandomTopologies.Cases.Sample(
            drawn =>
            {
                var graph = RandomTopologies.Graph(drawn);
                foreach (var direction in Directions)
                {
                    var request = RandomTopologies.Request(drawn, direction);

                    var results = new[] { 1, 2, 4, 16 }.Select(count =>
                        RandomTopologies.Print(Flood(graph, request, count, drawn.Seed))).ToList();

                    Assert.All(results, result => Assert.Equal(results[0], result));
                }
            },
            iter: 300);
    }

    [Fact]
    public void Local_AndMessageByMessageInAnyOrder_GiveTheSameBits()
    {
        Gen.Select(RandomTopologies.Cases, Gen.ULong).Sample(
            (drawn, order) =>
            {
                var graph = RandomTopologies.Graph(drawn);
                foreach (var direction in Directions)
                {
                    var request = RandomTopologies.Request(drawn, direction);

                    var rounds = Flood(graph, request, 3, drawn.Seed);
                    var talk = HopByHopFlood.Run(graph, request, FloodSettings.Default, order);

                    Assert.Equal(RandomTopologies.Print(talk), RandomTopologies.Print(rounds));
                }
            },
            iter: 300);
    }

    [Fact]
    public void Rounds_InboxesShuffledAndRepeated_GiveTheSameBits()
    {
        RandomTopologies.Cases.Sample(
            drawn =>
            {
                var graph = RandomTopologies.Graph(drawn);
                foreach (var direction in Directions)
                {
                    var request = RandomTopologies.Request(drawn, direction);
                    var slices = Slices(graph, 4, drawn.Seed);

                    var shaken = Shaken(graph, slices, request, new SeededRandom(drawn.Seed).Fork("shake"));

                    var calm = FloodRounds.Local(graph, slices, request);
                    Assert.Equal(RandomTopologies.Print(calm), RandomTopologies.Print(shaken));
                }
            },
            iter: 200);
    }

    [Fact]
    public void Local_StrongerSource_WeakensNothing()
    {
        Gen.Select(RandomTopologies.Cases, Gen.Double[0.1, 0.9]).Sample(
            (drawn, weak) =>
            {
                var graph = RandomTopologies.Graph(drawn);
                foreach (var direction in Directions)
                {
                    var weaker = Only(direction, weak);
                    var stronger = Only(direction, weak + 0.1);

                    var before = Flood(graph, weaker, 2, drawn.Seed).Answers[0].Reached;
                    var after = Flood(graph, stronger, 2, drawn.Seed).Answers[0].Reached
                        .ToDictionary(one => one.Entity);

                    Assert.All(before, one => Assert.True(after[one.Entity].Strength >= one.Strength));
                }
            },
            iter: 200);

        static FloodRequest Only(FloodDirection direction, double strength) => FloodSettings.Default.Request(
            direction, [new FloodSource(RandomTopologies.Service(0), strength)]);
    }

    [Fact]
    public void Local_ManySources_EachAsIfAlone()
    {
        RandomTopologies.Cases.Sample(
            drawn =>
            {
                var graph = RandomTopologies.Graph(drawn);
                var request = RandomTopologies.Request(drawn, FloodDirection.TowardDependents);

                var together = Flood(graph, request, 4, drawn.Seed);

                Assert.All(together.Answers, answer =>
                {
                    var alone = Flood(graph, request with { Sources = [answer.Source] }, 1, 0).Answers[0];
                    Assert.Equal(alone.Reached, answer.Reached);
                });
            },
            iter: 200);
    }

    [Fact]
    public void Local_GeneratedEstate_SameForOneAndForManyPartitions()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(3000, 7).Generate());
        var hubs = Enumerable.Range(0, graph.NodeCount)
            .OrderByDescending(node => graph.LinksToDependents(node).Length).Take(8).Select(graph.IdOf);
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, hubs.Select(hub => new FloodSource(hub, 1)));
        var settings = new PartitioningSettings { TargetSize = 100 };
        var byPlace = Partitioning.ByNode(
            graph, Partitioning.Assign(graph.Snapshot, ImmutableDictionary<EntityId, int>.Empty, settings));

        var divided = FloodRounds.Local(
            graph, PartitionSlice.CutAll(graph, byPlace, FloodSettings.Default), request);

        var whole = Flood(graph, request, 1, 0);
        Assert.True(byPlace.Max() >= 29);
        Assert.True(whole.Answers.Max(answer => answer.Reached.Length) > 300);
        Assert.Equal(RandomTopologies.Print(whole), RandomTopologies.Print(divided));
    }

    [Fact]
    public void Local_SourceOutsideTheGraph_GetsAnEmptyAnswer()
    {
        var graph = Graph.Compile("web -> api");
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, [new(Graph.Id("api"), 1), new(Graph.Id("ghost"), 1)]);

        var result = Flood(graph, request, 2, 1);

        Assert.Equal(2, result.Answers[0].Reached.Length);
        Assert.Empty(result.Answers[1].Reached);
        Assert.False(result.Answers[1].IsTruncated);
    }

    [Fact]
    public void Local_EmptyGraph_AnswersEmpty()
    {
        var graph = TopologyGraph.Compile(TopologySnapshot.Empty);
        var request = FloodSettings.Default.Request(FloodDirection.TowardDependents, [new(Graph.Id("api"), 1)]);

        var result = FloodRounds.Local(graph, PartitionSlice.CutAll(graph, [], FloodSettings.Default), request);

        Assert.Empty(Assert.Single(result.Answers).Reached);
        Assert.Equal(0, result.Rounds);
    }

    [Fact]
    public void Local_HopLimit_CutsAndSaysSo()
    {
        var graph = Graph.Compile("a -> b -> c -> d -> e");
        var request = Toward("e") with { MaxHops = 2 };

        var answer = Flood(graph, request, 2, 3).Answers[0];

        Assert.Equal(["service:c", "service:d", "service:e"], answer.Reached.Select(one => one.Entity.Text));
        Assert.True(answer.IsTruncated);
    }

    [Fact]
    public void Local_HopLimitJustMet_IsNotTruncated()
    {
        var graph = Graph.Compile("a -> b -> c");
        var request = Toward("c") with { MaxHops = 2 };

        var answer = Flood(graph, request, 2, 3).Answers[0];

        Assert.Equal(3, answer.Reached.Length);
        Assert.False(answer.IsTruncated);
    }

    [Fact]
    public void Local_LimitOfCarries_CutsAtTheSameRoundForAnyPartitioning()
    {
        var graph = Graph.Compile("a1,a2,a3 -> b; c1,c2,c3,c4 -> a1; d -> c1");
        var request = Toward("b") with { MaxCarries = 7 };

        var results = new[] { 1, 2, 4 }.Select(count => Flood(graph, request, count, 11)).ToList();

        // Round 1 carries 3 values, round 2 four: seven in all; the eighth, to d, would pass the limit.
        Assert.All(results, result => Assert.True(result.Answers[0].IsTruncated));
        Assert.All(results, result => Assert.Equal(8, result.Answers[0].Reached.Length));
        Assert.All(results, result => Assert.Equal(2, result.Rounds));
    }

    [Fact]
    public void Local_OneSourceCutTheOtherNot_OnlyTheFirstIsTruncated()
    {
        var graph = Graph.Compile("a -> b -> c -> d; x -> y");
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, [new(Graph.Id("d"), 1), new(Graph.Id("y"), 1)]) with
        { MaxHops = 2 };

        var result = Flood(graph, request, 2, 5);

        Assert.True(result.Answers[0].IsTruncated);
        Assert.False(result.Answers[1].IsTruncated);
    }

    private static FloodRequest Toward(string origin) =>
        FloodSettings.Default.Request(FloodDirection.TowardDependents, [new FloodSource(Graph.Id(origin), 1)]);

    private static ImmutableArray<PartitionSlice> Slices(TopologyGraph graph, int partitions, ulong seed) =>
        PartitionSlice.CutAll(graph, RandomTopologies.Division(graph, partitions, seed), FloodSettings.Default);

    private static FloodResult Flood(TopologyGraph graph, FloodRequest request, int partitions, ulong seed) =>
        FloodRounds.Local(graph, Slices(graph, partitions, seed), request);

    private static FloodResult Shaken(
        TopologyGraph graph, ImmutableArray<PartitionSlice> slices, FloodRequest request, SeededRandom random)
    {
        var floods = slices.Select(slice => new PartitionFlood(slice, request)).ToList();
        var course = new FloodCourse(request, Enumerable.Range(0, slices.Length));
        while (!course.IsOver)
        {
            // Partitions are called last first, with every message twice and in another order.
            course.Complete(course.Due.Reverse().Select(partition => KeyValuePair.Create(
                partition, floods[partition].Round(course.Round, Shuffled(course.InboxOf(partition), ref random)))));
        }

        var reached = course.Touched.Reverse().SelectMany(partition => floods[partition].Collect().Reverse());
        return FloodRounds.Assemble(graph, request, reached, course.Rounds, course.IsTruncated);
    }

    private static ImmutableArray<FloodMessage> Shuffled(ImmutableArray<FloodMessage> inbox, ref SeededRandom random)
    {
        var messages = inbox.AddRange(inbox).ToArray();
        for (var i = messages.Length - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (messages[i], messages[other]) = (messages[other], messages[i]);
        }

        return [.. messages];
    }
}
