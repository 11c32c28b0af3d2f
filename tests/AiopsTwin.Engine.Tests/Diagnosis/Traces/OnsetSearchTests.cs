using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class OnsetSearchTests
{
    private static readonly DateTimeOffset From = Requests.Start.AddSeconds(300);
    private static readonly DateTimeOffset Until = Requests.Start.AddSeconds(660);

    [Fact]
    public void Find_RequestsChangeAtAnInstant_FindsItWithinAStep()
    {
        var requests = new Requests();
        for (var second = 0.0; second < 660; second++)
        {
            requests.Add(second, second < 470 ? "INFO Api#10" : "ERROR Api#12");
        }

        var onset = Find(requests, []);

        Assert.InRange((onset!.Value - Requests.Start).TotalSeconds, 455, 485);
    }

    [Fact]
    public void Find_ProcessorUseRises_FindsTheSampleBefore()
    {
        TimedValue[] usual = [.. Enumerable.Range(0, 30).Select(i => Value(i * 10, 0.1 + (0.001 * (i % 3))))];
        TimedValue[] around = [.. Enumerable.Range(0, 6).Select(i => Value(330 + (i * 60), i < 3 ? 0.1 : 0.9))];

        var onset = Find(new Requests(), [new OnsetSeries(MetricCatalog.CpuUtilization, usual, around)]);

        Assert.InRange((onset!.Value - Requests.Start).TotalSeconds, 450, 510);
    }

    [Fact]
    public void Find_NothingChanged_FindsNothing()
    {
        var requests = new Requests();
        for (var second = 0.0; second < 660; second++)
        {
            requests.Add(second);
        }

        Assert.Null(Find(requests, []));
    }

    [Fact]
    public void Find_ToldAMinuteLateOfAClearChange_FindsTheChange()
    {
        var onset = Search(Changing(470), [], [], Requests.Start.AddSeconds(530));

        Assert.InRange((onset[0].At - Requests.Start).TotalSeconds, 455, 485);
        Assert.Equal(1, onset.Sum(one => one.Belief), 9);
    }

    [Fact]
    public void Find_ToldWithNothingChanged_BelievesWhatWasTold()
    {
        var told = Requests.Start.AddSeconds(483);

        var onset = Search(Changing(double.MaxValue), [], [], told);

        Assert.Equal([new OnsetBelief(told, 1)], onset);
    }

    [Fact]
    public void Find_ToldRightlyOfAClearChange_KeepsTheInstantAsTold()
    {
        var told = Requests.Start.AddSeconds(473);

        var onset = Search(Changing(473), [], [], told);

        Assert.Equal(told, onset[0].At);
    }

    [Fact]
    public void Find_OnlyGapsOfCallsChange_FindsTheSampleBefore()
    {
        TimedValue[] usual = [.. Enumerable.Range(0, 30).Select(i => Value(i * 10, 0.004 + (0.001 * (i % 3))))];
        TimedValue[] around = [.. Enumerable.Range(0, 6).Select(i => Value(330 + (i * 60), i < 3 ? 0.005 : 0.4))];

        var onset = Search(Changing(double.MaxValue), [], [new OnsetSeries("a to b", usual, around)], null);

        Assert.InRange((onset[0].At - Requests.Start).TotalSeconds, 450, 510);
    }

    private static Requests Changing(double since)
    {
        var requests = new Requests();
        for (var second = 0.0; second < 660; second++)
        {
            requests.Add(second, second < since ? "INFO Api#10" : "ERROR Api#12");
        }

        return requests;
    }

    private static DateTimeOffset? Find(Requests requests, OnsetSeries[] series) =>
        Search(requests, series, [], null) is [var likeliest, ..] ? likeliest.At : null;

    private static ImmutableArray<OnsetBelief> Search(
        Requests requests, OnsetSeries[] series, OnsetSeries[] gaps, DateTimeOffset? told)
    {
        var usual = new RequestHistory(TraceLimits.Default);
        foreach (var visit in requests.Visits().Where(visit => visit.At < From))
        {
            usual.Add(visit);
        }

        return new OnsetSearch(TraceLimits.Default).Find(
            new OnsetQuestion(From, Until, usual, requests.Visits().Where(visit => visit.At >= From), series)
            {
                Gaps = gaps,
                Told = told,
            });
    }

    private static TimedValue Value(double second, double value) => new(Requests.Start.AddSeconds(second), value);
}
