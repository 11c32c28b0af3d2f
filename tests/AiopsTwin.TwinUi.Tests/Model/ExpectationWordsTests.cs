using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class ExpectationWordsTests
{
    [Theory]
    [InlineData(ExpectationKind.IncidentCount, 1, "Exactly 1 incident")]
    [InlineData(ExpectationKind.RootRank, 1, "The true root is suspect number 1")]
    [InlineData(ExpectationKind.RootRank, 3, "The true root is among the first 3 suspects")]
    [InlineData(ExpectationKind.WithheldAtLeast, 500, "At least 500 alerts withheld")]
    [InlineData(ExpectationKind.NoChangeNamed, null, "No change is blamed")]
    public void Of_Counts_ReadAsSentences(ExpectationKind kind, int? count, string sentence) =>
        Assert.Equal(sentence, ExpectationWords.Of(Result(new Expectation(kind, count, null, null))));

    [Fact]
    public void Of_Deadline_SaysFromWhere() => Assert.Equal(
        "Mitigated within 3 min of the way back",
        ExpectationWords.Of(Result(new Expectation(
            ExpectationKind.MitigatedWithin, null, TimeSpan.FromMinutes(3), null))));

    [Fact]
    public void Of_EveryKind_HasWordsOfItsOwn()
    {
        var sentences = Enum.GetValues<ExpectationKind>()
            .Select(kind => ExpectationWords.Of(Result(new Expectation(kind, 2, TimeSpan.FromMinutes(1), "x"))))
            .ToArray();

        Assert.All(sentences, sentence => Assert.Contains(' ', sentence));
        Assert.Equal(sentences.Length, sentences.Distinct().Count());
    }

    [Theory]
    [InlineData("00:01:30", "after 1 min 30 s")]
    [InlineData("rank 1", "rank 1")]
    public void Found_Time_IsReadable(string found, string words) =>
        Assert.Equal(words, ExpectationWords.Found(Result(
            new Expectation(ExpectationKind.DetectedWithin, null, null, null), found)));

    [Theory]
    [InlineData(true, null, "✓ held")]
    [InlineData(true, "the report tells no minute", "✓ held")]
    [InlineData(false, "the report tells no minute", "≠ known deviation")]
    [InlineData(false, null, "✗ failed")]
    public void Verdict_KnownDeviation_IsNeitherHeldNorFailed(bool passed, string? deviation, string verdict) =>
        Assert.Equal(verdict, ExpectationWords.Verdict(new ExpectationResult(
            new Expectation(ExpectationKind.RootRank, 1, null, null) { Deviation = deviation }, passed, "")));

    private static ExpectationResult Result(Expectation claim, string found = "") => new(claim, true, found);
}
