using AiopsTwin.Engine.Scenarios.Impacts;

namespace AiopsTwin.Engine.Tests.Scenarios.Impacts;

/// <summary><see cref="ImpactRule"/> at its edges.</summary>
public sealed class ImpactRuleTests
{
    private static readonly WorkQuality Usual = new(0.999, 0.1);

    [Theory]
    [InlineData(0.999, 0.1, false)]
    [InlineData(0.9891, 0.1, false)]
    [InlineData(0.9889, 0.1, true)]
    [InlineData(0.999, 0.1499, false)]
    [InlineData(0.999, 0.1501, true)]
    public void IsFelt_AtTheEdge_TellsOneInAHundredAndHalfAsLongAgain(double success, double response, bool isFelt)
    {
        var now = new WorkQuality(success, response);

        Assert.Equal(isFelt, ImpactRule.IsFelt(now, Usual));
        Assert.Equal(isFelt, ImpactRule.Severity(now, Usual) > 0);
    }

    [Theory]
    [InlineData(0, 0.1, 1)]
    [InlineData(0.4995, 0.1, 0.5)]
    [InlineData(0.999, 0.3, 0.5)]
    [InlineData(0.4995, 0.3, 0.75)]
    public void Severity_FailingAndSlow_IsWhatDoesNotComeInTime(double success, double response, double severity) =>
        Assert.Equal(severity, ImpactRule.Severity(new WorkQuality(success, response), Usual), 1e-9);
}
