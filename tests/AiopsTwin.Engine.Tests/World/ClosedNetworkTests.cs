using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="ClosedNetwork"/> against formulas of closed queues.</summary>
public sealed class ClosedNetworkTests
{
    [Fact]
    public void Rates_OneServerAndThinking_AreThoseOfTheMachineRepairman()
    {
        // M/M/1//N: X(N) = mu (1 - p0), p0 by summing N! / (N - i)! (s / z)^i.
        const double Think = 0.5;
        const double Service = 0.1;
        var network = new ClosedNetwork(10, Think, [[.. Enumerable.Repeat(1 / Service, 10)]]);

        for (var customers = 1; customers <= 10; customers++)
        {
            var (term, sum) = (1.0, 1.0);
            for (var i = 1; i <= customers; i++)
            {
                term *= (customers - i + 1) * Service / Think;
                sum += term;
            }

            Assert.Equal((1 - (1 / sum)) / Service, network.Rates[customers - 1], 1e-9);
        }
    }

    [Fact]
    public void At_AllStationsAndOwnWork_AreAllCustomers()
    {
        var first = Enumerable.Range(1, 40).Select(n => Math.Min(n, 4) / 0.02).ToArray();
        var second = Enumerable.Range(1, 40).Select(n => Math.Min(n, 2) / 0.03).ToArray();

        var network = new ClosedNetwork(40, 0.05, [first, second]);

        for (var k = 1; k <= 40; k++)
        {
            // Little: those at own work are as many as rounds begin in its time.
            var all = network.At(0)[k - 1] + network.At(1)[k - 1] + (network.Rates[k - 1] * 0.05);
            Assert.Equal(k, all, 1e-9 * k);
        }
    }

    [Fact]
    public void Rates_ManyCustomers_ApproachTheBottleneckAndStayNumbers()
    {
        var station = Enumerable.Range(1, 500).Select(n => Math.Min(n, 8) / 0.01).ToArray();

        var network = new ClosedNetwork(500, 0.002, [station]);

        Assert.All(network.Rates, rate => Assert.True(double.IsFinite(rate) && rate > 0));
        Assert.Equal(800, network.Rates[^1], 0.1);
    }
}
