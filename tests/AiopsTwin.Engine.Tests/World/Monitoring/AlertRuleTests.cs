using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;

namespace AiopsTwin.Engine.Tests.World.Monitoring;

/// <summary><see cref="AlertRule"/> and its comparisons.</summary>
public sealed class AlertRuleTests
{
    [Theory]
    [InlineData(AlertComparison.Above, ">", false, false, true)]
    [InlineData(AlertComparison.AtLeast, ">=", false, true, true)]
    [InlineData(AlertComparison.Below, "<", true, false, false)]
    [InlineData(AlertComparison.AtMost, "<=", true, true, false)]
    [InlineData(AlertComparison.Equal, "==", false, true, false)]
    [InlineData(AlertComparison.Unequal, "!=", true, false, true)]
    public void Holds_AroundTheThreshold_IsWhatTheSignSays(
        AlertComparison comparison, string sign, bool below, bool same, bool above)
    {
        Assert.Equal(sign, comparison.Sign());
        Assert.Equal((below, same, above),
            (comparison.Holds(0.9, 1), comparison.Holds(1, 1), comparison.Holds(1.1, 1)));
    }

    [Fact]
    public void Expression_OfARule_IsAsItIsWritten() => Assert.Equal(
        "request.error_ratio >= 0.05",
        new AlertRule("a", [], MetricCatalog.ErrorRatio, AlertComparison.AtLeast, 0.05).Expression);
}
