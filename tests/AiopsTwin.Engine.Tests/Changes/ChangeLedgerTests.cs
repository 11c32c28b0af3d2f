using AiopsTwin.Engine.Changes;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Changes;

public sealed class ChangeLedgerTests
{
    [Fact]
    public void Add_Repeat_IsANoOp()
    {
        var ledger = new ChangeLedger([], 10);

        Assert.True(ledger.Add(Signal.Change("auth", 10)));
        Assert.False(ledger.Add(Signal.Change("auth", 10) with { Title = "other" }));
        Assert.Single(ledger.All);
    }

    [Fact]
    public void Add_OutOfOrder_IsKeptByInstant()
    {
        var ledger = new ChangeLedger([], 10);
        ledger.Add(Signal.Change("a", 30));
        ledger.Add(Signal.Change("b", 10));
        ledger.Add(Signal.Change("c", 20));

        var between = ledger.Between(TwinBrainDriver.Start.AddSeconds(10), TwinBrainDriver.Start.AddSeconds(20));

        Assert.Equal(["b@10", "c@20"], between.Select(change => change.Id));
    }

    [Fact]
    public void Add_BeyondTheLimit_ForgetsTheOldestAndCounts()
    {
        var ledger = new ChangeLedger([], 2);
        ledger.Add(Signal.Change("a", 10));
        ledger.Add(Signal.Change("b", 20));

        ledger.Add(Signal.Change("c", 30));
        var isOlderKept = ledger.Add(Signal.Change("d", 5));

        Assert.False(isOlderKept);
        Assert.Equal(["b@20", "c@30"], ledger.All.Select(change => change.Id));
        Assert.Equal(2, ledger.TakeForgotten());
        Assert.Equal(0, ledger.TakeForgotten());
    }
}
