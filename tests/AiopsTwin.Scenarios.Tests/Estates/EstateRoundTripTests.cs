using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using CsCheck;

namespace AiopsTwin.Scenarios.Tests.Estates;

/// <summary><see cref="EstateFormat"/> reads what it wrote.</summary>
public sealed class EstateRoundTripTests
{
    private static readonly string[] Words =
    [
        "web", "true", "null", "~", "0", "1e5", "12s", "on", "a: b", "- x", "# no", "\"quoted\"", "back\\slash",
        " spaced ",
        "{n}", "*star", "&amp", "läuft", "日本", "😀", "'", "", "a\u2028b",
        "very-" + "long-long-long-long-long-long-long",
    ];

    [Fact]
    public void WriteYaml_AnyEstate_IsReadBackEqualAndWrittenTheSame() => Gen.ULong.Sample(
        seed =>
        {
            var estate = Draw(new SeededRandom(seed));
            var text = EstateFormat.WriteYaml(estate);

            var parsed = EstateFormat.Parse(text, "round.yaml");

            Assert.Empty(parsed.Problems);
            AssertEqual(estate, parsed.Value!);
            Assert.Equal(text, EstateFormat.WriteYaml(parsed.Value!));
        },
        iter: 300);

    [Fact]
    public void WriteJson_AnyEstate_IsReadBackEqual() => Gen.ULong.Sample(
        seed =>
        {
            var estate = Draw(new SeededRandom(seed));

            var parsed = EstateFormat.Parse(EstateFormat.WriteJson(estate), "round.json");

            Assert.Empty(parsed.Problems);
            AssertEqual(estate, parsed.Value!);
        },
        iter: 300);

    [Fact]
    public void WriteYaml_ShippedEstates_AreReadBackEqual()
    {
        var files = Directory.GetFiles(Path.Combine(new ScenarioCatalog().Root, "estates"));

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var estate = EstateFormat.ReadFile(file).Value!;
            AssertEqual(estate, EstateFormat.Parse(EstateFormat.WriteYaml(estate), file).Value!);
        });
    }

    [Fact]
    public void Parse_TopologyAlone_IsValid()
    {
        var parsed = EstateFormat.Parse(
            """
            format: 1
            name: graph
            version: 7
            entities:
              - { id: "service:web", dependsOn: [ { to: "service:api" }, { to: "host:a", kind: runs-on } ] }
              - { id: "service:api" }
              - { id: "host:a" }
            """,
            "graph.yaml");

        Assert.Empty(parsed.Problems);
        Assert.Equal(7, parsed.Value!.Topology.Version);
        Assert.Equal(2, parsed.Value.Topology.Dependencies.Length);
        Assert.Empty(parsed.Value.World.Processes);
        Assert.Empty(TopologyRules.Check(parsed.Value.Topology));
    }

    [Fact]
    public void Parse_SameSectionsInAnyOrder_GivesTheSameEstate()
    {
        const string First = "  - { id: \"zone:a\", labels: { x: \"1\", y: \"2\" } }\n";
        const string Second = "  - { id: \"rack:r\", dependsOn: [ { to: \"zone:a\", kind: in-rack } ] }\n";

        var one = EstateFormat.Parse("format: 1\nname: n\nentities:\n" + First + Second, "a.yaml").Value!;
        var other = EstateFormat.Parse("name: n\nentities:\n" + Second + First + "format: 1\n", "a.yaml").Value!;

        AssertEqual(one, other);
    }

    private static void AssertEqual(Estate expected, Estate actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Topology.Version, actual.Topology.Version);
        Assert.Equal(expected.Topology.Entities.Select(Text), actual.Topology.Entities.Select(Text));
        Assert.Equal(expected.Topology.Dependencies, actual.Topology.Dependencies);
        Assert.Equal(expected.Topology.Groups, actual.Topology.Groups);
        Assert.Equal(expected.World.Processes, actual.World.Processes);
        Assert.Equal(expected.World.Calls, actual.World.Calls);
        Assert.Equal(expected.World.Hosts, actual.World.Hosts);
        Assert.Equal(expected.World.AlertRules.Select(Rule), actual.World.AlertRules.Select(Rule));
        Assert.Equal(expected.World.ZoneLinks, actual.World.ZoneLinks);
        Assert.Equal(expected.World.Monitors.Select(Monitor), actual.World.Monitors.Select(Monitor));

        static string Text(Entity entity) =>
            entity.Id + string.Join('|', entity.Labels.Select(pair => pair.ToString()));

        static string Monitor(MonitorModel monitor) => monitor.Collector + string.Join('|', monitor.Carries);

        static string Rule(AlertRule rule) =>
            (rule with { Entities = [], Labels = ImmutableSortedDictionary<string, string>.Empty }).ToString()
            + string.Join('|', rule.Entities) + string.Join('|', rule.Labels.Select(pair => pair.ToString()));
    }

    private static Estate Draw(SeededRandom random)
    {
        var works = random.NextInt(4) > 0;
        var services = Ids(EntityKind.Service, 1 + random.NextInt(4), ref random);
        var hosts = Ids(EntityKind.Host, 1 + random.NextInt(3), ref random);
        var entities = services.Concat(hosts).Order().ToArray();
        var links = new List<Dependency>();
        var groups = new List<RedundancyGroup>();
        var calls = new List<CallModel>();
        foreach (var service in services)
        {
            var group = random.NextInt(2) == 0 ? Word(ref random) + "g" : null;
            links.AddRange(hosts.Select(host => Link(service, host, DependencyKind.RunsOn, group)));
            if (group is not null)
            {
                groups.Add(new RedundancyGroup(service, group, 1 + random.NextInt(hosts.Length)));
            }

            foreach (var callee in services.Where(other => other != service))
            {
                var coupling = 1 - (random.NextDouble() * 0.9);
                links.Add(Link(service, callee, DependencyKind.CallsSync, null) with { Coupling = coupling });
                calls.Add(new CallModel(
                    service, callee, random.NextDouble() + 1e-9, random.NextInt(5), Ticks(ref random),
                    random.NextInt(3),
                    Ticks(ref random), random.NextInt(9))
                {
                    BackoffFactor = 1 + random.NextDouble(),
                    LongestBackoff = Maybe(Ticks(ref random), ref random),
                    Jitter = random.NextDouble(),
                    RetryBudget = Maybe(random.NextDouble(), ref random),
                    Breaker = random.NextInt(2) == 0 ? null : new BreakerModel(
                        1 - random.NextDouble(), Ticks(ref random), 1 + random.NextInt(99), Ticks(ref random),
                        1 + random.NextInt(9)),
                    Fallback = Maybe(random.NextDouble(), ref random),
                    CancelsOnTimeout = random.NextInt(2) == 0,
                    ConnectTimeout = Maybe(Ticks(ref random), ref random),
                    AcquireTimeout = Maybe(Ticks(ref random), ref random),
                    RequestBytes = 1 + random.NextInt(9000),
                    ResponseBytes = 1 + random.NextInt(9000),
                    TimeToLive = Maybe(Ticks(ref random), ref random),
                });
            }
        }

        var topology = new TopologySnapshot(
            random.NextInt(1000),
            [.. entities.Select(id => new Entity(id, Labels(ref random)))],
            [.. links.OrderBy(link => link.Dependent).ThenBy(link => link.On).ThenBy(link => link.Kind)],
            [.. groups.OrderBy(group => group.Dependent)]);
        var world = new WorldModel(
            [.. services.Order().Select(id => Process(id, ref random))],
            [.. calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
            [.. hosts.Order().Select(id => new HostModel(id, random.NextDouble() * 64 + 1e-6))]);
        return new Estate("drawn", topology, works ? Watched(world, entities, random) : new WorldModel([], [], []));
    }

    private static WorldModel Watched(WorldModel world, EntityId[] entities, SeededRandom random) => world with
    {
        Monitors = [.. world.Processes.Take(random.NextInt(3)).Select(process => new MonitorModel(
            process.Entity, [.. entities.Take(1 + random.NextInt(entities.Length))]))],
        AlertRules = [.. Enumerable.Range(0, random.NextInt(3)).Select(n => Rule(n, entities, ref random))],
    };

    private static AlertRule Rule(int number, EntityId[] entities, ref SeededRandom random) => new(
        $"Rule{number}", [.. entities[..(1 + random.NextInt(entities.Length))]],
        MetricCatalog.Names[random.NextInt(MetricCatalog.Names.Count)], (AlertComparison)random.NextInt(6),
        random.NextDouble() * Math.Pow(10, random.NextInt(20) - 10))
    {
        For = Ticks(ref random),
        KeepFiringFor = Ticks(ref random),
        Severity = (AlertSeverity)random.NextInt(3),
        Labels = Labels(ref random),
        Summary = random.NextInt(2) == 0 ? null : "{entity} has {value}",
    };

    private static ProcessModel Process(EntityId id, ref SeededRandom random) => new(
        id, 1 + random.NextInt(50), 1 + random.NextInt(50), Ticks(ref random), random.NextDouble() * 3,
        random.NextDouble() * 0.1, Ticks(ref random).TotalSeconds, 1 + random.NextInt(5000), random.NextDouble())
    {
        ArrivalVariability = random.NextDouble() * 3,
        Balancing = (Balancing)random.NextInt(3),
        Contention = random.NextInt(2) == 0 ? null : new ContentionModel(random.NextDouble(), random.NextDouble()),
        StartUp = Ticks(ref random),
        Autoscaler = random.NextInt(2) == 0 ? null : new AutoscalerModel(
            1 + random.NextInt(9), 10 + random.NextInt(9), 0.1 + (random.NextDouble() * 0.8), Ticks(ref random),
            Ticks(ref random)),
        CacheEntries = random.NextInt(5000),
        HoldsSlots = random.NextInt(2) == 0,
        Ejection = random.NextInt(2) == 0 ? null : new EjectionModel(
            1 + random.NextInt(9), Ticks(ref random), 1 - random.NextDouble()),
        Partitions = 1 + random.NextInt(9),
        WriteRatio = Maybe(random.NextDouble(), ref random),
    };

    private static T? Maybe<T>(T value, ref SeededRandom random)
        where T : struct => random.NextInt(2) == 0 ? null : value;

    private static Dependency Link(EntityId dependent, EntityId on, DependencyKind kind, string? group) =>
        new(dependent, on, kind, 1, group is null ? Criticality.Required : Criticality.Optional, group);

    private static EntityId[] Ids(EntityKind kind, int count, ref SeededRandom random)
    {
        var ids = new HashSet<EntityId>();
        for (var i = 0; i < count; i++)
        {
            var word = Word(ref random);
            ids.Add(EntityId.Of(kind, (word.Contains('\u2028', StringComparison.Ordinal) ? "line" : word) + i));
        }

        return [.. ids];
    }

    private static ImmutableSortedDictionary<string, string> Labels(ref SeededRandom random)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var i = random.NextInt(3); i > 0; i--)
        {
            labels[Word(ref random) + i] = Word(ref random);
        }

        return labels.ToImmutable();
    }

    private static TimeSpan Ticks(ref SeededRandom random) => TimeSpan.FromTicks(1 + random.NextInt(50_000_000));

    private static string Word(ref SeededRandom random) => Words[random.NextInt(Words.Length)];
}
