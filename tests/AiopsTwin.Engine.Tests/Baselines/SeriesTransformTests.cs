using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class SeriesTransformTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.03)]
    [InlineData(12)]
    [InlineData(1e9)]
    [InlineData(-4)]
    public void Invert_Applied_GivesTheValueBack(double value)
    {
        var transform = SeriesTransform.Choose(MetricShape.Gauge, 10, 0);

        Assert.Equal(value, transform.Invert(transform.Apply(value)), Math.Abs(value) * 1e-12);
    }

    [Fact]
    public void Choose_ShareOrTouchingZero_IsLinear()
    {
        Assert.Equal(0, SeriesTransform.Choose(MetricShape.Ratio, 0.5, 0.4).Knee);
        Assert.Equal(0, SeriesTransform.Choose(MetricShape.Gauge, 0, 0).Knee);
        Assert.Equal(0, SeriesTransform.Choose(MetricShape.Gauge, 3, -1).Knee);
        Assert.Equal(2, SeriesTransform.Choose(MetricShape.Counter, 10, 5).Knee);
    }

    [Fact]
    public void Slope_AtALevel_IsTheDerivative()
    {
        var transform = SeriesTransform.Choose(MetricShape.Gauge, 10, 5);
        var step = transform.Invert(transform.Apply(10) + 1e-6) - 10;

        Assert.Equal(step / 1e-6, transform.Slope(10), 1e-4);
    }
}
