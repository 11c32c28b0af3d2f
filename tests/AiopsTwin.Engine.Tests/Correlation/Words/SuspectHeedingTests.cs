using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation.Words;

public sealed class SuspectHeedingTests
{
    private static readonly DiagnosisReport Own = new(
        TwinBrainDriver.Start, [Of("a", 1, 0.6), Of("b", 2, 0.2), Of("c", 2, 0.2)], "a is slow.");

    [Fact]
    public void Said_CauseAmongTheSuspects_GetsItsShareAndTheRestKeepTheirProportions()
    {
        var heeded = SuspectHeeding.Said(Own, Word("b", null), MetricFamily.Other, WordSettings.Default, 8);

        Assert.Equal(["b", "a", "c"], heeded.Suspects.Select(one => one.Entity.Name));
        Assert.Equal([0.95, 0.0375, 0.0125], heeded.Suspects.Select(one => one.Posterior));
        Assert.Equal([1, 2, 3], heeded.Suspects.Select(one => one.Rank));
    }

    [Fact]
    public void Said_CauseRuledOut_HasItsOddsDividedByNineteen()
    {
        var heeded = SuspectHeeding.Said(Own, Word(null, "a"), MetricFamily.Other, WordSettings.Default, 8);

        // Odds of a: 0.6 / 0.4 / 19 = 0.0789, a chance of 0.07317; b and c share the rest and their rank.
        Assert.Equal(["b", "c", "a"], heeded.Suspects.Select(one => one.Entity.Name));
        Assert.Equal([1, 1, 3], heeded.Suspects.Select(one => one.Rank));
        Assert.Equal([0.463415, 0.463415, 0.073171], heeded.Suspects.Select(one => one.Posterior));
    }

    [Fact]
    public void Said_OnlySuspectRuledOut_KeepsLittleBelief()
    {
        var alone = Own with { Suspects = [Of("a", 1, 1)] };

        var heeded = SuspectHeeding.Said(alone, Word(null, "a"), MetricFamily.Other, WordSettings.Default, 8);

        Assert.Equal(0.05, Assert.Single(heeded.Suspects).Posterior);
    }

    [Fact]
    public void Said_MoreReasonsThanMayBeListed_DropsTheWeakest()
    {
        var heeded = SuspectHeeding.Said(Own, Word("a", null), MetricFamily.Other, WordSettings.Default, 1);

        Assert.Equal(EvidenceKind.OperatorWord, Assert.Single(heeded.Suspects[0].Evidence).Kind);
    }

    [Fact]
    public void Learned_LessonAboutBoth_WeighsTheOddsByItsNats()
    {
        var lesson = Lesson("b", "a", Math.Log(2));

        var heeded = SuspectHeeding.Learned(Own, [lesson], 8);

        // 0.6 : 0.4 : 0.2, shared out anew.
        Assert.Equal(["a", "b", "c"], heeded.Suspects.Select(one => one.Entity.Name));
        Assert.Equal([0.5, 0.333333, 0.166667], heeded.Suspects.Select(one => one.Posterior));
        Assert.Equal(lesson.Sentence, heeded.Suspects[1].Evidence[0].Sentence);
        Assert.Equal(Own.Summary, heeded.Summary);
    }

    [Fact]
    public void Learned_LessonAboutOneThatIsNotSuspected_ChangesNothing() =>
        Assert.Same(Own, SuspectHeeding.Learned(Own, [Lesson("b", "z", 1), Lesson("z", "a", 1)], 8));

    [Fact]
    public void Learned_SeveralLessonsAboutOne_CountTheStrongestAlone()
    {
        var one = SuspectHeeding.Learned(Own, [Lesson("b", "a", 0.7)], 8);
        var many = SuspectHeeding.Learned(Own, [Lesson("b", "a", 0.7), Lesson("b", "c", 0.4)], 8);

        Assert.Equal(one.Suspects.Select(suspect => suspect.Posterior), many.Suspects.Select(
            suspect => suspect.Posterior));
    }

    private static Suspect Of(string name, int rank, double belief) => new(
        rank, Graph.Id(name), MetricFamily.Latency, null, belief, 0, null,
        [new Evidence(EvidenceKind.Deviation, 1, "it is slow")]);

    private static Feedback Word(string? cause, string? notCause) => new(
        "W-1",
        new OperatorWord(WordKind.Cause, "ana", "seen", TwinBrainDriver.Start, "INC-1")
        {
            Cause = cause is null ? null : Graph.Id(cause),
            NotCause = notCause is null ? null : Graph.Id(notCause),
        },
        null, null);

    private static LearnedPrior Lesson(string cause, string insteadOf, double nats) => new(
        Graph.Id(cause), Graph.Id(insteadOf), 1, 0, nats, $"{cause} was to blame", ImmutableArray.Create("W-1"));
}
