using AiopsTwin.Engine.Correlation;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

public sealed class WorkPathsTests
{
    [Fact]
    public void Beside_CopyOfAGroup_ReachesTheOtherCopiesAndWhereTheyStand() => Assert.Equal(
        ["host:host1", "host:host2", "instance:vm1", "instance:vm2", "rack:rack2"],
        Beside("web @ vm1|vm2; web -> auth; vm1 @ host1; vm2 @ host2; host2 in rack2; other @ host3", "vm1"));

    [Fact]
    public void Beside_CalledStore_ReachesStoresTheSameCallersUse() => Assert.Equal(
        ["datastore:db1", "datastore:db2", "datastore:db3"],
        Beside("web -> api -> db1,db2; api -> auth; db2 -> db3", "db1"));

    [Fact]
    public void Beside_Service_ReachesWhatItCallsAndNoCaller() => Assert.Equal(
        ["datastore:db1", "host:host1", "service:api"],
        Beside("web -> api -> db1 @ host1", "api"));

    [Fact]
    public void Beside_UnknownEntity_IsEmpty() => Assert.Empty(Beside("web -> api", "nobody"));

    private static IEnumerable<string> Beside(string graph, string name) =>
        new WorkPaths(Graph.Compile(graph)).Beside([Graph.Id(name)]).Order().Select(entity => entity.Text);
}
