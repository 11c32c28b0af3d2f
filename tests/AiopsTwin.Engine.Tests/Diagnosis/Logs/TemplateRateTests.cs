using AiopsTwin.Engine.Diagnosis.Logs;

namespace AiopsTwin.Engine.Tests.Diagnosis.Logs;

public sealed class TemplateRateTests
{
    [Fact]
    public void Evidence_NeverSeenAndNowOften_ReachesTheCap() =>
        Assert.Equal(3, TemplateRate.Evidence(0, 1000, 200, 1000, 3));

    [Fact]
    public void Evidence_SameRate_IsNearNothing() =>
        Assert.InRange(TemplateRate.Evidence(100, 1000, 50, 500, 3), -0.1, 0.1);

    [Fact]
    public void Evidence_FrequentLineThatVanished_IsNegative() =>
        Assert.InRange(TemplateRate.Evidence(1000, 1000, 0, 1000, 3), -3, -0.5);

    [Fact]
    public void Evidence_WithoutRequests_SaysNothing() => Assert.Equal(0, TemplateRate.Evidence(0, 0, 9, 9, 3));
}
