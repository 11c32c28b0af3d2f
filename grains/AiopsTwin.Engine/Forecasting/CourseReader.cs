using System.Collections.Immutable;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting.Growth;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>
/// Draws the course of a resource. The uncertainty of a growth is one of time (docs/methods/capacity.md), so the edges
/// of the band are the same curve walked faster or slower: where they cross the limit is where the dates of 10 % and
/// 90 % lie, but for the lean that resampled courses add to those.
/// </summary>
internal static class CourseReader
{
    private const int Steps = 24;
    private const int Shortest = 30;
    private const int Longest = 365;

    /// <summary>The days remembered, without anything ahead.</summary>
    public static CapacityCourse Past(CapacityHistory history) => new([.. history.Days], history.DaysEnd, []);

    /// <summary>The days remembered and those ahead.</summary>
    /// <param name="history">The history.</param>
    /// <param name="answer">What its days told.</param>
    /// <param name="until">The latest date of the answer; null without one.</param>
    public static CapacityCourse Of(CapacityHistory history, GrowthAnswer answer, DateTimeOffset? until)
    {
        if (!answer.IsGrowing)
        {
            return Past(history);
        }

        var end = history.DaysEnd;
        var asked = until is { } date ? (date - end).TotalDays * 1.1 : Longest / 2.0;
        var reach = Math.Clamp(asked, Shortest, Longest);
        var points = ImmutableArray.CreateBuilder<CapacityCoursePoint>(Steps + 1);
        for (var step = 0; step <= Steps; step++)
        {
            var day = reach * step / Steps;
            var early = day > 0 ? answer.Spread.Early(day) : 0;
            var late = early > 0 ? day * (day / early) : 0;
            points.Add(new CapacityCoursePoint(
                end.AddDays(day), answer.Choice.At(early), answer.Choice.At(day), answer.Choice.At(late)));
        }

        return Past(history) with { Ahead = points.MoveToImmutable() };
    }
}
