using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class TopologyBuilderTests
{
    private static readonly EntityId Web = EntityId.Parse("service:web");
    private static readonly EntityId Api = EntityId.Parse("service:api");
    private static readonly EntityId Db = EntityId.Parse("datastore:db");

    [Fact]
    public void Build_AnyOrder_IsSorted()
    {
        var snapshot = new TopologyBuilder()
            .Link(Web, Db, DependencyKind.CallsSync)
            .Link(Web, Api, DependencyKind.CallsSync)
            .Link(Api, Db, DependencyKind.CallsAsync, 0.5)
            .Add(Web).Add(Db).Add(Api, ("zone", "z1"), ("team", "core"))
            .Build(version: 7);

        Assert.Equal(7, snapshot.Version);
        Assert.Equal([Db, Api, Web], snapshot.Entities.Select(entity => entity.Id));
        Assert.Equal(
            [(Api, Db), (Web, Db), (Web, Api)], snapshot.Dependencies.Select(link => (link.Dependent, link.On)));
        Assert.Equal("core", snapshot.Entities[1].Labels["team"]);
    }

    [Fact]
    public void Build_SameThingTwice_IsKeptOnce()
    {
        var once = new TopologyBuilder().Add(Web, ("zone", "a")).Add(Api).Link(Web, Api, DependencyKind.CallsSync);

        var snapshot = once.Include(once.Build()).Add(Web, ("zone", "a")).Mention(Web).Build();

        Assert.Equal(2, snapshot.Entities.Length);
        Assert.Single(snapshot.Dependencies);
    }

    [Fact]
    public void TryBuild_DifferentThingsOfOneName_AreAllListed()
    {
        var builder = new TopologyBuilder()
            .Add(Web, ("zone", "a")).Add(Web, ("zone", "b")).Add(Api)
            .Link(Web, Api, DependencyKind.CallsSync, 1).Link(Web, Api, DependencyKind.CallsSync, 0.5)
            .AnyOf(new RedundancyGroup(Web, "g", 1), DependencyKind.CallsAsync, Api)
            .Group(new RedundancyGroup(Web, "g", 2));

        var isBuilt = builder.TryBuild(1, out var snapshot, out var problems);

        Assert.False(isBuilt);
        Assert.Null(snapshot);
        Assert.Contains(problems, problem => problem.StartsWith("service:web: given twice", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("(CallsSync): given twice", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("group 'g': given twice", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("needs 2 healthy of 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_WithProblems_ThrowsWithAllOfThem()
    {
        var builder = new TopologyBuilder().Add(Web).Link(Web, Api, DependencyKind.CallsSync, 2);

        var thrown = Assert.Throws<InvalidOperationException>(() => builder.Build());

        Assert.Contains("there is no service:api", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("coupling 2 is not in (0, 1]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_WithoutId_Throws()
    {
        Assert.Throws<ArgumentException>(
            () => new TopologyBuilder().Add(new Entity(default, ImmutableSortedDictionary<string, string>.Empty)));
    }
}
