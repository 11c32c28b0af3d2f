using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class FloodCourseTests
{
    private static readonly FloodRequest Request =
        FloodSettings.Default.Request(FloodDirection.TowardDependents, [new FloodSource(Graph.Id("db1"), 1)]);

    [Fact]
    public void Course_NoPartitionHoldsASource_IsOverAtOnce()
    {
        var course = new FloodCourse(Request, []);

        Assert.True(course.IsOver);
        Assert.False(course.IsTruncated);
        Assert.Empty(course.Touched);
    }

    [Fact]
    public void Course_OnlyThoseWithWorkOrMail_AreDue()
    {
        var course = new FloodCourse(Request, [4, 2, 4]);
        Assert.Equal([2, 4], course.Due);

        course.Complete([Answer(4, hasWork: true), Answer(2, hasWork: false, mailTo: 7)]);

        Assert.Equal([4, 7], course.Due);
        Assert.Equal(1, course.Round);
        Assert.Single(course.InboxOf(7));
        Assert.Empty(course.InboxOf(4));
        Assert.Equal([2, 4, 7], course.Touched);
    }

    [Fact]
    public void Course_NothingLeft_IsOver()
    {
        var course = new FloodCourse(Request, [0]);

        course.Complete([Answer(0, hasWork: false)]);

        Assert.True(course.IsOver);
        Assert.False(course.IsTruncated);
        Assert.Equal(0, course.Rounds);
    }

    [Fact]
    public void Course_HopLimit_EndsTruncatedOnlyWhileThereIsMore()
    {
        var limited = Request with { MaxHops = 1 };
        var cut = new FloodCourse(limited, [0]);
        cut.Complete([Answer(0, hasWork: true, carries: 1)]);
        var done = new FloodCourse(limited, [0]);
        done.Complete([Answer(0, hasWork: true, carries: 1)]);

        cut.Complete([Answer(0, hasWork: true, carries: 1)]);
        done.Complete([Answer(0, hasWork: false, carries: 0)]);

        Assert.True(cut.IsOver && cut.IsTruncated);
        Assert.True(done.IsOver && !done.IsTruncated);
    }

    [Fact]
    public void Course_LimitOfCarries_CountsAllRounds()
    {
        var course = new FloodCourse(Request with { MaxCarries = 10 }, [0]);

        course.Complete([Answer(0, hasWork: true, carries: 6)]);
        Assert.False(course.IsOver);
        course.Complete([Answer(0, hasWork: true, carries: 4)]);
        Assert.False(course.IsOver);
        course.Complete([Answer(0, hasWork: true, carries: 1)]);

        Assert.True(course.IsOver);
        Assert.True(course.IsTruncated);
    }

    [Fact]
    public void Complete_PartitionMissingOrUninvited_Throws()
    {
        Assert.Throws<ArgumentException>(() => new FloodCourse(Request, [0, 1]).Complete([Answer(0, hasWork: true)]));
        Assert.Throws<ArgumentException>(
            () => new FloodCourse(Request, [0]).Complete([Answer(0, hasWork: true), Answer(1, hasWork: true)]));
    }

    private static KeyValuePair<int, FloodRoundResult> Answer(
        int partition, bool hasWork, int mailTo = -1, long carries = 1)
    {
        var outboxes = ImmutableSortedDictionary<int, ImmutableArray<FloodMessage>>.Empty;
        return new(partition, new FloodRoundResult(
            mailTo < 0 ? outboxes : outboxes.Add(mailTo, [new FloodMessage(0, 9, 9, 0.5, 1)]),
            hasWork,
            1,
            carries));
    }
}
