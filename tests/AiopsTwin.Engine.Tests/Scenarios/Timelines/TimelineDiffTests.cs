using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Scenarios.Timelines;

/// <summary><see cref="TimelineDiff"/> on readings made by hand.</summary>
public sealed class TimelineDiffTests
{
    private static readonly EntityId Web = EntityId.Parse("service:web");
    private static readonly EntityId Old = EntityId.Parse("datastore:old");
    private static readonly EntityId New = EntityId.Parse("datastore:new");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_MoreFailures_TellsRatiosAndLostRequests()
    {
        var left = Reading("a", new EntityTotals(Web, true, 6000, 60, 600, 72));
        var right = Reading("b", new EntityTotals(Web, true, 6000, 660, 1200, 288));

        var comparison = TimelineDiff.Of(left, right, null, TimeSpan.Zero);

        var web = Assert.Single(comparison.Entities);
        Assert.Equal(100, web.Left.RatePerSecond, 1e-9);
        Assert.Equal((0.01, 0.11), (web.Left.ErrorRatio, web.Right.ErrorRatio));
        Assert.Equal(600, web.LostMore);
        Assert.Equal((60, 660), (comparison.LostLeft, comparison.LostRight));
        Assert.Equal(2, web.Right.P95Seconds / web.Left.P95Seconds, 1e-6);
    }

    [Fact]
    public void Of_SharedPast_IsNotCounted()
    {
        var past = Reading("a", new EntityTotals(Web, true, 1_000_000, 500_000, 1, 1)) with { At = TimeSpan.Zero };
        var left = Reading("a", new EntityTotals(Web, true, 1_006_000, 500_000, 601, 73));
        var right = Reading("b", new EntityTotals(Web, true, 1_006_000, 500_060, 601, 73));

        var comparison = TimelineDiff.Of(left, right, past, -Minute);

        Assert.Equal((0, 60), (comparison.LostLeft, comparison.LostRight));
        Assert.Equal(0.01, Assert.Single(comparison.Entities).Right.ErrorRatio, 1e-9);
    }

    [Fact]
    public void Of_CallsGoElsewhere_AreARemovedAndAnAddedDependency()
    {
        var left = Reading("a") with { Calls = [new CallTotals(Web, Old, 600)] };
        var right = Reading("b") with { Calls = [new CallTotals(Web, New, 600), new CallTotals(Web, Old, 0)] };

        var comparison = TimelineDiff.Of(left, right, null, TimeSpan.Zero);

        Assert.Equal(
            [new CallDifference(Web, New, CallDifferenceKind.Added, 0, 10),
                new CallDifference(Web, Old, CallDifferenceKind.Removed, 10, 0)],
            comparison.Calls);
    }

    [Fact]
    public void Of_DifferencesNobodySees_AreNotListed()
    {
        var left = Reading("a", new EntityTotals(Web, true, 6000, 60, 600, 72));
        var right = Reading("b", new EntityTotals(Web, true, 6100, 62, 610, 73));

        Assert.Empty(TimelineDiff.Of(left, right, null, TimeSpan.Zero).Entities);
    }

    [Fact]
    public void Of_OtherMoments_IsRefused() => Assert.Throws<ArgumentException>(
        () => TimelineDiff.Of(Reading("a"), Reading("b") with { At = 2 * Minute }, null, TimeSpan.Zero));

    [Fact]
    public void Divergence_ChainsOfOtherInstants_AreComparedWhereBothHaveOne()
    {
        ImmutableArray<TimelineHash> left = [new(Minute, 1), new(2 * Minute, 2), new(3 * Minute, 3)];
        ImmutableArray<TimelineHash> right = [new(Minute, 1), new(2.5 * Minute, 9), new(3 * Minute, 4)];

        Assert.Equal((Minute, 3 * Minute), TimelineDiff.Divergence(left, right));
        Assert.Equal((3 * Minute, null), TimelineDiff.Divergence(left, left));
        Assert.Equal((null, null), TimelineDiff.Divergence(left, []));
    }

    private static TimelineReading Reading(string name, params EntityTotals[] entities) =>
        new(name, Minute, [.. entities], [], []);
}
