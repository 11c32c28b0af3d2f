using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Tests.World.Fitting;

public sealed class WorkRecorderTests
{
    private static readonly EntityId Api = EntityId.Parse("service:api");
    private static readonly EntityId Host = EntityId.Parse("host:one");

    [Fact]
    public void ToWorks_SamplesWithGaps_KeepTheirPlaces()
    {
        var recorder = new WorkRecorder();
        recorder.Add([]);
        recorder.Add([Batch(Api, (MetricCatalog.RequestRate, 5), (MetricCatalog.Availability, 0.75))]);
        recorder.Add([Batch(Host, (MetricCatalog.CpuUtilization, 0.5))]);

        var (entity, work) = Assert.Single(recorder.ToWorks());

        Assert.Equal(Api, entity);
        Assert.Equal([double.NaN, 5, double.NaN], work.Rate);
        Assert.Equal([double.NaN, 0.25, double.NaN], work.Loss);
        Assert.All(work.Latency, value => Assert.True(double.IsNaN(value)));
    }

    private static ObserveBatch Batch(EntityId entity, params (string Metric, double Value)[] samples) => new(
        entity, "test", 0,
        [.. samples.Select(one => new Sample(one.Metric, DateTimeOffset.UnixEpoch, one.Value))]);
}
