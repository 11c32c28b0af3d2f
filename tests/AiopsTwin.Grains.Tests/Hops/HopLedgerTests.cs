using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Hops;

namespace AiopsTwin.Grains.Tests.Hops;

public sealed class HopLedgerTests
{
    private static readonly EntityId A = TestTopology.Service("a");
    private static readonly EntityId B = TestTopology.Service("b");

    [Fact]
    public void IsQuiet_LeafReportsBeforeItsSender_IsNotMistakenForTheEnd()
    {
        var ledger = new HopLedger();
        ledger.Send(A, 0);

        // A sent two messages to B; the report of the first one taken in overtakes A's own.
        ledger.Take(new HopReport(B, A, 1, 1, 0));
        var early = ledger.IsQuiet;
        ledger.Take(new HopReport(A, A, 0, 1, 2));
        var halfway = ledger.IsQuiet;
        ledger.Take(new HopReport(B, A, 2, 1, 0));

        Assert.False(early);
        Assert.False(halfway);
        Assert.True(ledger.IsQuiet);
        Assert.Equal(3, ledger.Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void IsQuiet_ReportsInAnyOrder_OnlyAfterTheLast(ulong seed)
    {
        var random = new SeededRandom(seed);
        var reports = Tree(ref random);
        var ledger = new HopLedger();
        ledger.Send(A, 0);
        for (var i = reports.Count - 1; i > 0; i--)
        {
            var j = random.NextInt(i + 1);
            (reports[i], reports[j]) = (reports[j], reports[i]);
        }

        foreach (var report in reports.SkipLast(1))
        {
            ledger.Take(report);
            Assert.False(ledger.IsQuiet, "quiet before the last report");
        }

        ledger.Take(reports[^1]);
        Assert.True(ledger.IsQuiet);
    }

    /// <summary>Reports of a random tree of messages, every entity reporting for each message it took in.</summary>
    private static List<HopReport> Tree(ref SeededRandom random)
    {
        var entities = Enumerable.Range(0, 8).Select(i => TestTopology.Service($"t{i}")).ToArray();
        var sent = new long[entities.Length];
        var waiting = new Queue<(EntityId From, long Number, int To)>([(A, 0, 0)]);
        var reports = new List<HopReport>();
        while (waiting.TryDequeue(out var message))
        {
            var children = reports.Count < 60 ? random.NextInt(3) + 1 : 0;
            var first = sent[message.To] + 1;
            for (var i = 0; i < children; i++)
            {
                waiting.Enqueue((entities[message.To], ++sent[message.To], random.NextInt(entities.Length)));
            }

            reports.Add(new HopReport(entities[message.To], message.From, message.Number, first, children));
        }

        return reports;
    }
}
