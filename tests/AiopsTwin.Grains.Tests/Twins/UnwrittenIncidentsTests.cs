using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Tests.Twins;

public sealed class UnwrittenIncidentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly UnwrittenIncidents _unwritten = new();

    [Fact]
    public void Due_IncidentThatGrows_WaitsUntilItIsCalmOrHasWaitedLong()
    {
        _unwritten.Take(Incident(1), Start);
        for (var second = 0; second <= 9; second++)
        {
            _unwritten.Take(Incident(2), Start.AddSeconds(second));
        }

        Assert.Empty(_unwritten.Due(Start.AddSeconds(1.9)));
        Assert.Equal(["INC-1"], _unwritten.Due(Start.AddSeconds(9.9)));
        Assert.Equal(["INC-1", "INC-2"], _unwritten.Due(Start.AddSeconds(10)));
    }

    [Fact]
    public void Written_RecordThatIsNotTheNewest_LeavesTheNewestWaiting()
    {
        var (older, newer) = (Incident(1), Incident(1));
        _unwritten.Take(older, Start);
        _unwritten.Take(newer, Start.AddSeconds(5));

        _unwritten.Written(older, Start.AddSeconds(6));
        var waiting = _unwritten.Find("INC-1");
        var dueInTheMidst = _unwritten.Due(Start.AddSeconds(6));
        _unwritten.Written(newer, Start.AddSeconds(7));

        Assert.Same(newer, waiting);
        Assert.Empty(dueInTheMidst);
        Assert.Equal(0, _unwritten.Count);
        Assert.Null(_unwritten.Find("INC-1"));
    }

    [Fact]
    public void Take_SameHeadline_IsNoNewsForTheLog()
    {
        var opened = _unwritten.Take(Incident(1), Start);
        var grown = _unwritten.Take(Incident(1) with { AlertCount = 500, Title = "more" }, Start);
        var worse = _unwritten.Take(Incident(1) with { Severity = AlertSeverity.Critical }, Start);
        var closed = _unwritten.Take(Incident(1) with { State = IncidentState.Closed }, Start);
        var back = _unwritten.Take(Incident(1), Start);

        Assert.Equal([true, false, true, true, true], [opened, grown, worse, closed, back]);
    }

    [Fact]
    public void Remove_IncidentThatWaits_IsNotWrittenAnyMore()
    {
        _unwritten.Take(Incident(1), Start);
        _unwritten.Take(Incident(2), Start);

        _unwritten.Remove("INC-1");
        var left = _unwritten.All;
        _unwritten.Clear();

        Assert.Equal(["INC-2"], left);
        Assert.Empty(_unwritten.All);
    }

    private static Incident Incident(int number) => new(
        IncidentRows.IdOf(number), IncidentState.Open, AlertSeverity.Warning, "", Start, Start, null, null, null, [], 0,
        [], [], null, []);
}
