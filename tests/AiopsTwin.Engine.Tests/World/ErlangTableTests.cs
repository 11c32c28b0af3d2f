using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

public sealed class ErlangTableTests
{
    // One server waits with probability rho, two with 2 rho^2 / (1 + rho). Well-known worked example of call centres:
    // 360 calls of 4 minutes in half an hour for 55 agents, 48 Erlang, 0.239. The others: Erlang's sum in exact
    // fractions.
    [Theory]
    [InlineData(1, 0.7, 0.7)]
    [InlineData(2, 0.75, 0.642857)]
    [InlineData(10, 0.8, 0.409180)]
    [InlineData(14, 10 / 14.0, 0.174132)]
    [InlineData(20, 0.8, 0.256078)]
    [InlineData(55, 48 / 55.0, 0.238701)]
    public void DelayProbability_KnownValues_Match(int servers, double rho, double expected) =>
        Assert.Equal(expected, ErlangTable.DelayProbability(servers, rho), 5);

    [Fact]
    public void DelayProbability_AThousandIdleServers_IsZero() =>
        Assert.Equal(0, ErlangTable.DelayProbability(1000, 0.1), 12);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(24)]
    [InlineData(500)]
    public void Utilization_OfContentAt_ReturnsTheUse(int servers)
    {
        var table = new ErlangTable(servers, 1);

        for (var rho = 0.01; rho < 0.995; rho += 0.007)
        {
            Assert.Equal(rho, table.Utilization(table.ContentAt(rho), out var slope), 4);
            Assert.True(slope > 0);
        }
    }

    [Fact]
    public void Utilization_GrowingContent_NeverFallsAndStaysBelowOne()
    {
        var table = new ErlangTable(7, 2.5);
        var before = 0.0;

        for (var content = 0.0; content < 1e7; content = (content * 1.1) + 0.01)
        {
            var rho = table.Utilization(content, out _);
            Assert.InRange(rho, before, 1);
            before = rho;
        }
    }
}
