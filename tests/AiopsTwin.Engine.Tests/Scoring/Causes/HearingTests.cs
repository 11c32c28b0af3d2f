using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Causes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scoring.Causes;

/// <summary>What of the world's telemetry reaches the twin.</summary>
public sealed class HearingTests
{
    private static readonly DateTimeOffset At = TwinBrainDriver.Start;
    private static readonly EntityId A = Graph.Id("a");
    private static readonly EntityId B = Graph.Id("b");

    private static readonly ImmutableArray<ObserveBatch> Batches = [.. new[] { A, B }.Select(entity => new ObserveBatch(
        entity, "world", 1,
        [new Sample(MetricCatalog.RequestRate, At, 5), new Sample(MetricCatalog.CpuUtilization, At, 0.5)]))];

    [Fact]
    public void Of_Full_IsAll() => Assert.Equal(Batches, Hearing.Full.Of(Batches));

    [Fact]
    public void Of_MutedEntity_IsLeftOut()
    {
        var heard = new Hearing { Mute = [A] }.Of(Batches);

        Assert.Equal(B, Assert.Single(heard).Entity);
    }

    [Fact]
    public void Of_UnmeasuredSeries_IsLeftOutOfItsEntityAlone()
    {
        var heard = new Hearing { Without = [(A, MetricCatalog.RequestRate)] }.Of(Batches);

        Assert.Equal([MetricCatalog.CpuUtilization], heard[0].Samples.Select(sample => sample.Metric));
        Assert.Equal(2, heard[1].Samples.Length);
    }

    [Fact]
    public void Of_ClockAhead_MovesItsSamples()
    {
        var heard = new Hearing
        {
            Ahead = ImmutableSortedDictionary<EntityId, TimeSpan>.Empty.Add(B, TimeSpan.FromSeconds(3)),
        }.Of(Batches);

        Assert.All(heard[0].Samples, sample => Assert.Equal(At, sample.At));
        Assert.All(heard[1].Samples, sample => Assert.Equal(At.AddSeconds(3), sample.At));
    }
}
