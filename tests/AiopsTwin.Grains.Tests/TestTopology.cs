using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Grains.Tests;

/// <summary>Small topologies for tests.</summary>
internal static class TestTopology
{
    /// <summary>Services in a row, each calling the next.</summary>
    public static TopologySnapshot Chain(params string[] services)
    {
        var builder = new TopologyBuilder();
        for (var i = 0; i < services.Length; i++)
        {
            builder.Add(Service(services[i]));
            if (i > 0)
            {
                builder.Link(Service(services[i - 1]), Service(services[i]), DependencyKind.CallsSync);
            }
        }

        return builder.Build();
    }

    /// <summary>Services calling each other at random, with cycles and redundancy groups; racks by label, so that
    /// partitioning has something to hold on to.</summary>
    public static TopologySnapshot Random(int services, ulong seed)
    {
        var random = new SeededRandom(seed);
        var builder = new TopologyBuilder();
        for (var i = 0; i < services; i++)
        {
            builder.Add(Service($"s{i:0000}"));
        }

        for (var i = 0; i < services; i++)
        {
            var callees = new SortedSet<int>();
            for (var link = 0; link < 4; link++)
            {
                callees.Add(random.NextInt(services));
            }

            callees.Remove(i);
            var isGrouped = callees.Count > 2 && random.NextDouble() < 0.3;
            foreach (var callee in callees)
            {
                builder.Link(new Dependency(
                    Service($"s{i:0000}"), Service($"s{callee:0000}"),
                    random.NextDouble() < 0.8 ? DependencyKind.CallsSync : DependencyKind.CallsAsync,
                    0.4 + (0.6 * random.NextDouble()),
                    random.NextDouble() < 0.9 ? Criticality.Required : Criticality.Optional,
                    isGrouped ? "any" : null));
            }

            if (isGrouped)
            {
                builder.Group(new RedundancyGroup(Service($"s{i:0000}"), "any", 1));
            }
        }

        return builder.Build();
    }

    /// <summary>A service's id.</summary>
    public static EntityId Service(string name) => EntityId.Of(EntityKind.Service, name);

    /// <summary>A command that makes a snapshot the whole topology.</summary>
    public static TopologyCommand Replace(TopologySnapshot snapshot) => new(snapshot, [], true, null, "test");

    /// <summary>One batch of one sample.</summary>
    public static ObserveBatch Batch(EntityId entity, long sequence, DateTimeOffset at, double value) => new(
        entity, "test", sequence, [new Sample(MetricCatalog.RequestDuration, at, value)]);

    /// <summary>A text's hash as a short text, to compare large answers by.</summary>
    public static string HashOf(IEnumerable<string> lines) => StableHash.Hex(StableHash.Of(string.Join('\n', lines)));
}
