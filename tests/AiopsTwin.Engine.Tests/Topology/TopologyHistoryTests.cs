using AiopsTwin.Engine.Tests.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class TopologyHistoryTests
{
    private static readonly TopologyHistorySettings Short = new() { MaxVersions = 40, FullEvery = 8 };

    [Fact]
    public void At_AnyKeptVersion_ComesBackExactly()
    {
        Gen.Select(Gen.ULong, Gen.Int[1, 30]).Sample(
            (seed, count) =>
            {
                var versions = Versions(seed, count);

                var history = Written(versions, Short);

                foreach (var version in versions.Where(one => one.Version >= history.Oldest))
                {
                    var past = history.At(version.Version);
                    Assert.NotNull(past);
                    Assert.True(TopologyDiff.Between(version, past).IsEmpty);
                    Assert.Equal(version.Version, past.Version);
                }
            },
            iter: 50);
    }

    [Fact]
    public void At_NeverOrNoLongerKept_IsNull()
    {
        var history = Written(Versions(5, 100), Short);

        Assert.Null(history.At(history.Oldest - 1));
        Assert.Null(history.At(history.Current.Version + 1));
        Assert.NotNull(history.At(history.Oldest));
    }

    [Fact]
    public void Append_BeyondTheLimitOfVersions_DropsTheOldestOnly()
    {
        var history = Written(Versions(9, 200), Short);

        Assert.InRange(history.Count, Short.MaxVersions - Short.FullEvery, Short.MaxVersions);
        Assert.Equal(history.Current.Version - history.Count + 1, history.Oldest);
    }

    [Fact]
    public void Append_BeyondTheLimitOfRecords_KeepsAtLeastTheNewest()
    {
        var tiny = Short with { MaxRecords = 1 };

        var history = Written(Versions(9, 20), tiny);

        Assert.Equal(1, history.Count);
        Assert.Equal(history.Current, history.At(history.Current.Version));
    }

    [Fact]
    public void Append_OneVersionAtMost_KeepsTheNewest()
    {
        var history = Written(Versions(9, 20), Short with { MaxVersions = 1 });

        Assert.Equal(1, history.Count);
    }

    [Fact]
    public void Append_Replacement_KeepsAFullCopyInsteadOfADifference()
    {
        var history = TopologyHistory.Begin(Graph.Of("a -> b"));
        var replaced = TopologyEdits.Apply(history.Current, Graph.Of("c -> d"), [], replace: true).Next;

        history = history.Append(replaced);

        Assert.Equal(2, history.Stretches.Length);
        Assert.NotNull(history.At(1));
    }

    [Fact]
    public void Append_CurrentAgain_IsTheSameHistory()
    {
        var history = TopologyHistory.Begin(Graph.Of("a -> b"));

        Assert.Same(history, history.Append(history.Current));
    }

    [Fact]
    public void Append_VersionOutOfTurn_Throws()
    {
        var history = TopologyHistory.Begin(Graph.Of("a -> b"));

        Assert.Throws<ArgumentException>(() => history.Append(history.Current with { Version = 9 }));
    }

    [Fact]
    public void History_SerializedAndBack_GivesTheSameVersions()
    {
        var versions = Versions(21, 30);
        var history = Written(versions, Short);

        var back = Wire.RoundTrip(history);

        Assert.Equal(history.Oldest, back.Oldest);
        Assert.Equal(history.Settings, back.Settings);
        for (var version = history.Oldest; version <= history.Current.Version; version++)
        {
            Assert.True(TopologyDiff.Between(history.At(version)!, back.At(version)!).IsEmpty);
        }

        var next = back.Current with { Version = back.Current.Version + 1 };
        Assert.Equal(next, back.Append(next).Current);
    }

    [Fact]
    public void Diff_AppliedToItsStart_GivesItsEnd()
    {
        Gen.Select(RandomTopologies.Cases, RandomTopologies.Cases).Sample(
            (first, second) =>
            {
                var from = RandomTopologies.Graph(first).Snapshot;
                var to = RandomTopologies.Graph(second).Snapshot with { Version = 2 };

                var arrived = TopologyDiff.Between(from, to).ApplyTo(from);

                Assert.Equal(to.Version, arrived.Version);
                Assert.True(TopologyDiff.Between(to, arrived).IsEmpty);
                Assert.Empty(TopologyRules.Check(arrived));
            },
            iter: 200);
    }

    [Fact]
    public void Diff_AppliedToAnotherVersion_Throws()
    {
        var snapshot = Graph.Of("a -> b");
        var diff = TopologyDiff.Between(snapshot, snapshot with { Version = 2 });

        Assert.True(diff.IsEmpty);
        Assert.Throws<ArgumentException>(() => diff.ApplyTo(snapshot with { Version = 5 }));
    }

    private static TopologyHistory Written(List<TopologySnapshot> versions, TopologyHistorySettings settings) =>
        versions.Skip(1).Aggregate(
            TopologyHistory.Begin(versions[0], settings), (history, version) => history.Append(version));

    /// <summary>Versions that each put a small random graph onto the one before, and take something away.</summary>
    private static List<TopologySnapshot> Versions(ulong seed, int count)
    {
        var versions = new List<TopologySnapshot> { Graph.Of("s00 -> s01 -> s02") };
        for (var step = 1; versions.Count < count && step < 10 * count; step++)
        {
            var put = RandomTopologies.Graph((seed + (ulong)step, 3 + (step % 12), 6), withGroups: false).Snapshot;
            var remove = RandomTopologies.Service(step % 15);
            var next = TopologyEdits.Apply(versions[^1], put, [remove], replace: step % 11 == 0).Next;
            if (next.Version > versions[^1].Version)
            {
                versions.Add(next);
            }
        }

        return versions;
    }
}
