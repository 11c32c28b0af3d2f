using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.Detection.Stories;

namespace AiopsTwin.Engine.Tests.Detection.Pooling;

public sealed class PoolMonitorTests
{
    private const ulong Seed = 2;

    [Fact]
    public void Take_PartsOfTheGraph_DoNotChangeTheAlerts()
    {
        var whole = Described(SlowAuthStory.Tell(Seed).Told);

        Assert.Contains(whole, line => line.Contains("with related metrics", StringComparison.Ordinal));
        Assert.Equal(whole, Described(SlowAuthStory.Tell(Seed, 2).Told));
        Assert.Equal(whole, Described(SlowAuthStory.Tell(Seed, 4).Told));
        Assert.Equal(whole, Described(SlowAuthStory.Tell(Seed, 16).Told));
    }

    [Fact]
    public void Take_AMetricTellsItAlone_IsNotSaidTwice()
    {
        var told = SlowAuthStory.Tell(Seed, slowness: 0.8).Told.FindAll(one => one.Minute > 0);

        Assert.Contains(told, one => one.Alert.Name == "request.duration.p95 high");
        Assert.DoesNotContain(told, IsPooled);
    }

    [Fact]
    public void Follow_TheSlownessIsOver_TheAlertEnds()
    {
        var told = SlowAuthStory.Tell(Seed, after: 20).Told;

        var raised = told.Find(one => one.Minute > 0 && IsPooled(one)).Alert;
        var ended = told.Find(one => one.Alert.Fingerprint == raised.Fingerprint
            && one.Alert.Status == AlertStatus.Resolved && one.Minute > 60);
        Assert.Equal("service:auth", raised.Entity.Text);
        Assert.InRange(ended.Minute, 61, 75);
        Assert.InRange(raised.Observed!.Value / raised.Expected!.Value, 1.03, 1.14);
        Assert.InRange(raised.Explanation!.Onset.To, raised.StartsAt, raised.RaisedAt);
        Assert.Contains("Together that is", raised.Explanation.WhyNow, StringComparison.Ordinal);
    }

    private static bool IsPooled((int Minute, Alert Alert) one) =>
        one.Alert.Name.EndsWith("with related metrics", StringComparison.Ordinal);

    private static string[] Described(List<(int Minute, Alert Alert)> told) =>
    [
        .. told.Select(one => FormattableString.Invariant(
            $"{one.Minute} {one.Alert.Status} {one.Alert.Score:R} {one.Alert.Observed:R} {one.Alert.Name} ")
            + $"{one.Alert.Summary} {one.Alert.Explanation}"),
    ];
}
