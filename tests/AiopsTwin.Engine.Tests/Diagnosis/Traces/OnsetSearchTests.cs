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

    private static DateTimeOffset? Find(Requests requests, OnsetSeries[] series)
    {
        var usual = new RequestHistory(TraceLimits.Default);
        foreach (var visit in requests.Visits().Where(visit => visit.At < From))
        {
            usual.Add(visit);
        }

        return new OnsetSearch(TraceLimits.Default).Find(
            usual, requests.Visits().Where(visit => visit.At >= From), series, From, Until);
    }

    private static TimedValue Value(double second, double value) => new(Requests.Start.AddSeconds(second), value);
}
