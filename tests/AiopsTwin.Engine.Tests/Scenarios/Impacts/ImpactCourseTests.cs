using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Impacts;

/// <summary><see cref="ImpactCourse"/>: when an entity was hit, and when it was well again.</summary>
public sealed class ImpactCourseTests
{
    [Theory]
    [InlineData("000000", null, null)]
    [InlineData("001100", 110, 170)]
    [InlineData("001111", 110, null)]
    [InlineData("110011", 50, null)]
    [InlineData("11001100", 50, 230)]
    public void FirstAt_Spells_BeginAndEndWhereTheyDo(string steps, int? first, int? recovered)
    {
        var course = Course(steps, 30);

        Assert.Equal(first, course.FirstAt?.TotalSeconds);
        Assert.Equal(recovered, course.RecoveredAt?.TotalSeconds);
    }

    [Fact]
    public void FirstAt_LessThanAMinute_IsNoImpactUnlessTheEndCutsItOff()
    {
        Assert.Null(Course("0111110000000", 10).FirstAt);
        Assert.Equal(60, Course("0111111000000", 10).FirstAt?.TotalSeconds);
        Assert.Equal(160, Course("0000000000011", 10).FirstAt?.TotalSeconds);
    }

    private static ImpactCourse Course(string steps, int seconds) => new(
        Graph.Id("a"), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(seconds),
        [.. steps.Select(step => step - '0' + 0.0)]);
}
