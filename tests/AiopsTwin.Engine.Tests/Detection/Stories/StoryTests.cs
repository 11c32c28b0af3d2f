using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Stories;

/// <summary>The stories <see cref="EntityMonitor"/> is told by, each with fifty seeds.</summary>
public sealed class StoryTests
{
    private static readonly ulong[] Seeds = [.. Enumerable.Range(1, 50).Select(seed => (ulong)seed)];

    [Fact]
    public void NightlyBatch_FromTheFourthNight_RaisesNothing()
    {
        var told = Seeds.SelectMany(seed => NightlyBatchStory.Tell(seed).Select(one => (seed, one.Day, one.Alert)));

        Assert.Empty(told.Where(one => one.Day >= 3)
            .Select(one => $"{one.seed}: day {one.Day + 1} {one.Alert.Summary}"));
    }

    [Fact]
    public void NightlyBatch_DoesNotRun_IsMissed()
    {
        var found = Seeds.Count(seed => NightlyBatchStory.Tell(seed, 12).Exists(
            one => one.Day == 12 && one.Alert.Name.EndsWith("batch missing", StringComparison.Ordinal)));

        Assert.InRange(found, 48, 50);
    }

    [Fact]
    public void SlowAuth_OfTwelvePercent_IsToldOfAuthWhereNoMetricAloneTellsIt()
    {
        var stories = Seeds.Select(seed => SlowAuthStory.Tell(seed)).ToArray();
        var raised = stories.Select(story => story.Told.FindAll(one => one.Alert.Status == AlertStatus.Firing))
            .ToArray();
        var first = raised.Select(alerts => alerts.Find(one => one.Minute > 0)).ToArray();
        var ofAuth = first.Where(one => one.Alert is { Entity.Name: "auth" } alert
            && alert.Name.EndsWith("with related metrics", StringComparison.Ordinal)).ToArray();

        Assert.InRange(ofAuth.Length, 45, 50);
        Assert.InRange(ofAuth.Select(one => one.Minute).Order().ElementAt(ofAuth.Length / 2), 1, 12);
        Assert.All(ofAuth, one => Assert.Contains(", together with ", one.Alert.Summary, StringComparison.Ordinal));
        Assert.All(stories, story => Assert.True(story.AreLimitsSilent));
        Assert.InRange(raised.Sum(alerts => alerts.Count(one => one.Minute <= 0)), 0, 15);
    }

    [Fact]
    public void RegionalDrop_OfFourPercent_IsToldWhileFixedLimitsAreSilent()
    {
        var stories = Seeds.Select(RegionalDropStory.Tell).ToArray();

        Assert.InRange(stories.Count(story => story.Delay is not null), 48, 50);
        Assert.InRange(stories.Select(story => story.Delay ?? 120).Order().ElementAt(25), 1, 20);
        Assert.All(stories, story => Assert.True(story.AreLimitsSilent));
    }

    [Fact]
    public void Hang_AtFortyPercentWithoutRequests_IsToldWithinTwoMinutes()
    {
        var stories = Seeds.Select(HangStory.Tell).ToArray();

        Assert.All(stories, story => Assert.InRange(
            story.Delay ?? TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
        Assert.All(stories, story => Assert.Equal(AlertSeverity.Critical, story.Told!.Severity));
        Assert.All(stories, story => Assert.Contains(
            "while request.rate is 0 requests/s", story.Told!.Summary, StringComparison.Ordinal));
    }
}
