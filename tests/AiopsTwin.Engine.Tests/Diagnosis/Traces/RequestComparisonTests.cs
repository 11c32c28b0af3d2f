using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class RequestComparisonTests
{
    private const double Onset = 300;

    [Fact]
    public void Of_NothingChanged_FindsNothing()
    {
        var requests = Steady(400);

        var evidence = requests.Compare(Onset);

        Assert.Empty(evidence.Changes);
        Assert.All(evidence.Gaps, gap => Assert.Equal(0, gap.Strength));
    }

    [Fact]
    public void Of_NewErrorInPlaceOfACall_IsAPatternOfTheEntityThatLogsIt()
    {
        var requests = Steady(Onset);
        for (var second = Onset; second < 400; second += 2)
        {
            requests.Add(second, "ERROR Api#12", callsDb: false);
        }

        var change = Assert.Single(requests.Compare(Onset).Changes, change => change.Kind == RequestChangeKind.Pattern);

        Assert.Equal(Graph.Id("api"), change.Entity);
        Assert.InRange(change.Strength, 0.9, 1);
        Assert.Contains("logs the error 'Api#12' in 100 %", change.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CallerWaitsLongerThanTheCalleeWorks_IsAGapOfThatPairAlone()
    {
        var requests = Steady(Onset);
        for (var second = Onset; second < 400; second += 2)
        {
            requests.Add(second, gapMs: 250);
        }

        var gaps = requests.Compare(Onset).Gaps;

        var slow = Assert.Single(gaps, gap => gap.Strength > 0);
        Assert.Equal((Graph.Id("api"), Graph.Id("db")), (slow.Caller, slow.Callee));
        Assert.InRange(slow.Strength, 0.8, 1);
        Assert.Equal(0.25, slow.SecondsNow, 6);
        Assert.Equal(0.002, slow.SecondsBefore, 6);
    }

    [Fact]
    public void Of_OneRequestThatHung_IsNoGap()
    {
        var requests = Steady(400);
        requests.Add(350, gapMs: 20_000);

        Assert.All(requests.Compare(Onset).Gaps, gap => Assert.Equal(0, gap.Strength));
    }

    [Fact]
    public void Of_NoLinesCollectedBefore_DoesNotTakeLinesForNews()
    {
        var requests = new Requests();
        for (var second = 0.0; second < 400; second += 2)
        {
            requests.Add(second);
        }

        var silent = new RequestHistory(TraceLimits.Default);
        var now = new RequestWindow(TraceLimits.Default);
        foreach (var visit in requests.Visits())
        {
            if (visit.At < Requests.Start.AddSeconds(Onset))
            {
                silent.Add(visit with { Events = visit.Events.RemoveAll(happened => happened.IsLogged) });
            }
            else
            {
                now.Add(visit);
            }
        }

        Assert.Empty(RequestComparison.Of(silent, now).Changes);
    }

    private static Requests Steady(double until)
    {
        var requests = new Requests();
        for (var second = 0.0; second < until; second += 2)
        {
            requests.Add(second);
        }

        return requests;
    }
}
