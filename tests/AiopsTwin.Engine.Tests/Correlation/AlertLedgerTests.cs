using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

public sealed class AlertLedgerTests
{
    [Fact]
    public void Receive_RepeatAndOlderRecord_AreNoOps()
    {
        var ledger = new AlertLedger([]);
        var alert = Signal.Critical("auth", 10);

        Assert.NotNull(ledger.Receive(alert));
        Assert.Null(ledger.Receive(alert));
        Assert.NotNull(ledger.Receive(alert.Ended(20)));
        Assert.Null(ledger.Receive(alert));
        Assert.Equal(0, ledger.ActiveCount);
    }

    [Fact]
    public void Receive_FiringAgain_CountsAFlap()
    {
        var ledger = new AlertLedger([]);
        ledger.Receive(Signal.Critical("auth", 10));
        ledger.Receive(Signal.Critical("auth", 10).Ended(20));

        var tracked = ledger.Receive(Signal.Critical("auth", 30));

        Assert.Equal(1, tracked!.Flaps);
        Assert.True(tracked.IsActive);
    }

    [Fact]
    public void Receive_WorseRecordOfTheSameEpisode_Replaces()
    {
        var ledger = new AlertLedger([]);
        ledger.Receive(Signal.Warning("auth", 10));

        var tracked = ledger.Receive(Signal.Critical("auth", 10));

        Assert.Equal(AlertSeverity.Critical, tracked!.Alert.Severity);
        Assert.Null(ledger.Receive(Signal.Warning("auth", 10)));
    }

    [Fact]
    public void Trim_BeyondTheLimit_ForgetsEndedThenOldest()
    {
        var ledger = new AlertLedger([]);
        ledger.Receive(Signal.Critical("a", 10));
        ledger.Receive(Signal.Critical("b", 20));
        ledger.Receive(Signal.Critical("c", 30));
        ledger.Receive(Signal.Critical("c", 30).Ended(40));

        var forgotten = ledger.Trim(1, _ => false);

        Assert.Equal(2, forgotten);
        Assert.Equal(Graph.Id("b"), Assert.Single(ledger.Pending()).Alert.Entity);
        Assert.Empty(ledger.On(Graph.Id("c")));
    }

    [Fact]
    public void Assign_AlertOfAnotherIncident_Moves()
    {
        var ledger = new AlertLedger([]);
        var tracked = ledger.Receive(Signal.Critical("a", 10))!;

        ledger.Assign(tracked, "INC-1", AlertJoin.Member);
        ledger.Assign(tracked, "INC-2", AlertJoin.Linked);

        Assert.Empty(ledger.Pending());
        Assert.Empty(ledger.Of("INC-1"));
        Assert.Single(ledger.HoldersOf("INC-2"));
        Assert.Single(ledger.Of("INC-2"));
    }

    [Fact]
    public void Lists_AlertChangesAfterTheyWereAskedFor_ShowTheChange()
    {
        var ledger = new AlertLedger([]);
        var first = ledger.Receive(Signal.Critical("a", 10))!;
        var second = ledger.Receive(Signal.Critical("b", 20))!;
        ledger.Assign(first, "INC-1", AlertJoin.Member);
        ledger.Assign(second, "INC-1", AlertJoin.Member);
        Assert.Equal([first, second], ledger.Of("INC-1"));
        Assert.Equal(2, ledger.StruckOf("INC-1").Count);

        ledger.Receive(Signal.Critical("a", 10).Ended(30));
        Assert.Equal([second.Alert.Entity], ledger.StruckOf("INC-1"));
        ledger.Receive(Signal.Critical("a", 40));
        Assert.Equal([second, first], ledger.HarmOf("INC-1"));
        ledger.Assign(first, "INC-1", AlertJoin.Moved);
        Assert.Equal([second], ledger.HarmOf("INC-1"));
        ledger.Receive(Signal.Critical("b", 20).Ended(50));
        ledger.Trim(1, _ => false);

        Assert.Equal([first], ledger.Of("INC-1"));
        Assert.Empty(ledger.StruckOf("INC-1"));
    }

    [Fact]
    public void HoldersOf_MovedAndMildWork_HoldNothingOpen()
    {
        var ledger = new AlertLedger([]);
        var moved = ledger.Receive(Signal.Critical("a", 10))!;
        var mild = ledger.Receive(Signal.Warning("b", 10, MetricCatalog.RequestRate))!;

        ledger.Assign(moved, "INC-1", AlertJoin.Moved);
        ledger.Assign(mild, "INC-1", AlertJoin.Member);

        Assert.Equal([mild], ledger.HarmOf("INC-1"));
        Assert.Empty(ledger.HoldersOf("INC-1"));
        Assert.Equal(2, ledger.Of("INC-1").Count);
    }
}
