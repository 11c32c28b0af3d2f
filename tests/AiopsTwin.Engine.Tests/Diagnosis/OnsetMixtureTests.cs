using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class OnsetMixtureTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_OneInstant_IsItsReport()
    {
        var report = Report(("a", 3), ("b", 1));

        Assert.Same(report, Mix((1, report)));
    }

    [Fact]
    public void Of_SuspectThatHoldsAtEveryInstant_BeatsOneThatHangsOnOne()
    {
        var mixed = Mix(
            (0.4, Report(("fleeting", 4.2), ("steady", 4))), (0.3, Report(("steady", 4), ("fleeting", 0))),
            (0.3, Report(("steady", 4), ("fleeting", 0))));

        Assert.Equal(["steady", "fleeting"], Names(mixed));
        Assert.Equal([1, 2], mixed.Suspects.Select(suspect => suspect.Rank));
        Assert.Equal(4, mixed.Suspects[0].Score, 4);
    }

    [Fact]
    public void Of_InstantAtWhichNobodyExplainsTheTrouble_LosesItsSay()
    {
        var mixed = Mix((0.6, Report(("vague", 0.5), ("cause", -1))), (0.4, Report(("cause", 6), ("vague", -1))));

        Assert.Equal(["cause", "vague"], Names(mixed));
        Assert.True(mixed.Suspects[0].Posterior > mixed.Suspects[1].Posterior);
    }

    [Fact]
    public void Of_SuspectListedOnce_CountsElsewhereAsTheLastListed()
    {
        var mixed = Mix((0.5, Report(("a", 3), ("b", 2))), (0.5, Report(("a", 3), ("c", 1))));

        Assert.Equal(["a", "b", "c"], Names(mixed));
        Assert.InRange(mixed.Suspects[1].Score, 1, 2);
    }

    [Fact]
    public void Of_EquallyStrong_ShareARank()
    {
        var mixed = Mix((0.5, Report(("b", 3), ("a", 2.99))), (0.5, Report(("a", 3), ("b", 2.99))));

        Assert.Equal([1, 1], mixed.Suspects.Select(suspect => suspect.Rank));
        Assert.Equal(["a", "b"], Names(mixed));
    }

    [Fact]
    public void Of_EqualsAtTheEndOfTheList_AreLeftOutTogether()
    {
        var report = Report(("a", 3), ("b", 1), ("c", 1));

        var mixed = OnsetMixture.Of(
            [(0.5, report), (0.5, report)], DiagnosisSettings.Default with { MaxSuspects = 2 });

        Assert.Equal(["a"], Names(mixed));
    }

    [Fact]
    public void Of_NothingWrongAtSome_HearsTheOthers()
    {
        var mixed = Mix((0.9, Report()), (0.1, Report(("a", 3))));

        Assert.Equal(["a"], Names(mixed));
    }

    private static DiagnosisReport Mix(params (double Belief, DiagnosisReport Report)[] made) =>
        OnsetMixture.Of(made, DiagnosisSettings.Default);

    private static IEnumerable<string> Names(DiagnosisReport report) =>
        report.Suspects.Select(suspect => suspect.Entity.Name);

    private static DiagnosisReport Report(params (string Name, double Score)[] suspects) => new(
        Now,
        [
            .. suspects.Select((one, i) => new Suspect(
                i + 1, EntityId.Of(EntityKind.Service, one.Name), MetricFamily.Latency, null, 0.5, one.Score, null,
                ImmutableArray<Evidence>.Empty)),
        ],
        "told");
}
