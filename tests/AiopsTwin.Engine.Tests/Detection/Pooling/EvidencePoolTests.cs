using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Pooling;

public sealed class EvidencePoolTests
{
    [Fact]
    public void Combine_OneMetric_IsNoPool() => Assert.Equal((0, 0), EvidencePool.Combine(Own(9), [], 5));

    [Fact]
    public void Combine_NothingOfItsOwn_IsNoPool() => Assert.Equal((0, 0), EvidencePool.Combine([], Callers(9, 9), 2));

    [Fact]
    public void Combine_ThreeThatLeanAlike_SaysMoreThanEachAlone()
    {
        var (score, callers) = EvidencePool.Combine(Own(3), Callers(3, 3), 2);

        Assert.Equal(2, callers);
        Assert.Equal(9 / Math.Sqrt(3 * 1.6), score, 9);
    }

    [Fact]
    public void Combine_OwnMetricsAlone_IsAPool() =>
        Assert.Equal(6 / Math.Sqrt(2 * 1.3), EvidencePool.Combine(Own(3.5, 2.5), [], 0).Score, 9);

    [Fact]
    public void Combine_ACallerThatHardlyLeans_IsLeftOut() =>
        Assert.Equal(1, EvidencePool.Combine(Own(5), Callers(5, 0.5), 2).Callers);

    [Fact]
    public void Combine_OneAmongManyCallers_PaysForTheChoice()
    {
        var alone = EvidencePool.Combine(Own(3), Callers(4), 1).Score;
        var chosen = EvidencePool.Combine(Own(3), Callers(4), 100).Score;

        Assert.Equal(2 * Math.Log(100), (alone * alone) - (chosen * chosen), 9);
    }

    private static ImmutableArray<LeanTerm> Own(params double[] scores) =>
        [.. scores.Select(score => new LeanTerm(MetricCatalog.RequestDuration, score, 0.1))];

    private static ImmutableArray<PooledMember> Callers(params double[] scores) =>
    [
        .. scores.Select((score, i) => new PooledMember(
            EntityId.Of(EntityKind.Service, $"caller{i}"), new LeanTerm(MetricCatalog.RequestDuration, score, 0.1))),
    ];
}
