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
        var found = Seeds.Take(20).Count(seed => NightlyBatchStory.Tell(seed, 12).Exists(
            one => one.Day == 12 && one.Alert.Name.EndsWith("batch missing", StringComparison.Ordinal)));

        Assert.Equal(20, found);
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
