using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="RateTable"/> against what is known of birth-death processes.</summary>
public sealed class RateTableTests
{
    [Theory]
    [InlineData(1, 0.7)]
    [InlineData(8, 0.5)]
    [InlineData(64, 0.95)]
    public void ContentAt_ServersThatDoNotDisturbEachOther_IsErlangs(int servers, double rho)
    {
        var table = new RateTable(RateTable.Contended(servers, new ContentionModel(0, 0)), 1, 64);
        var erlang = new ErlangTable(servers, 1);

        Assert.Equal(erlang.ContentAt(rho), table.ContentAt(rho), 1e-9 * servers);
        Assert.Equal(servers * rho, table.BusyAt(rho), 1e-9 * servers);
    }

    [Fact]
    public void ContentAt_TwoServersOfWhichTheSecondAddsNothing_IsThatOfOne()
    {
        // With a = 1 two at work take twice as long each: together they do what one does.
        var table = new RateTable(RateTable.Contended(2, new ContentionModel(1, 0)), 1, 64);

        Assert.Equal(0.8 / 0.2, table.ContentAt(0.8), 1e-9);
    }

    [Fact]
    public void Utilization_AnyUse_IsTheInverseOfContent()
    {
        var table = new RateTable(RateTable.Contended(16, new ContentionModel(0.02, 0.0005)), 1, 256);

        for (var rho = 0.05; rho < 0.99; rho += 0.05)
        {
            Assert.Equal(rho, table.Utilization(table.ContentAt(rho), out _), 0.002);
        }
    }

    [Fact]
    public void FactorAt_Gunthers_GrowsWithThoseAtWork()
    {
        var contention = new ContentionModel(0.1, 0.01);

        Assert.Equal(1, contention.FactorAt(1));
        Assert.Equal(1 + 0.9 + 0.9, contention.FactorAt(10), 1e-12);
    }
}
