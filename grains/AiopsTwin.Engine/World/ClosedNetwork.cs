namespace AiopsTwin.Engine.World;

/// <summary>
/// Customers that go round between work of their own, which they all do at one time, and stations whose speed depends
/// on how many are there: a product-form network (Gordon and Newell 1967), its constants by convolution (Buzen 1973).
/// It tells how fast k slots work that are held while calls are waited for (flow equivalence: Chandy, Herzog, Woo
/// 1975). Constants are scaled by a pace near the throughput, without which they leave the range of a double at some
/// two hundred customers. O(stations times customers squared).
/// </summary>
internal sealed class ClosedNetwork
{
    private readonly double[] _rates;
    private readonly double[][] _at;

    /// <param name="customers">Most customers, at least 1.</param>
    /// <param name="delay">Seconds of own work, at least 0.</param>
    /// <param name="stations">For every station its departures with 1, 2, ... customers there, in rounds per
    /// second.</param>
    public ClosedNetwork(int customers, double delay, double[][] stations)
    {
        var pace = Pace(customers, delay, stations);
        var own = new double[customers + 1];
        own[0] = 1;
        for (var n = 1; n <= customers; n++)
        {
            own[n] = own[n - 1] * delay * pace / n;
        }

        var factors = Array.ConvertAll(stations, station => Factors(customers, station, pace));

        // All but one station, for each: those before it and those behind it.
        var before = new double[stations.Length + 1][];
        before[0] = own;
        for (var s = 0; s < stations.Length; s++)
        {
            before[s + 1] = Convolve(before[s], factors[s]);
        }

        var all = before[^1];
        _rates = new double[customers];
        for (var k = 1; k <= customers; k++)
        {
            _rates[k - 1] = pace * all[k - 1] / all[k];
        }

        _at = new double[stations.Length][];
        var behind = new double[customers + 1];
        behind[0] = 1;
        for (var s = stations.Length - 1; s >= 0; s--)
        {
            _at[s] = Present(factors[s], Convolve(before[s], behind), all);
            behind = Convolve(behind, factors[s]);
        }
    }

    /// <summary>Rounds per second with 1, 2, ... customers.</summary>
    public double[] Rates => _rates;

    /// <summary>Mean customers at a station with 1, 2, ... customers in all.</summary>
    public double[] At(int station) => _at[station];

    private static double Pace(int customers, double delay, double[][] stations)
    {
        var (round, most) = (delay, double.PositiveInfinity);
        foreach (var station in stations)
        {
            round += 1 / station[0];
            most = Math.Min(most, station[^1]);
        }

        return Math.Min(most, round > 0 ? customers / round : 1);
    }

    private static double[] Factors(int customers, double[] station, double pace)
    {
        var factors = new double[customers + 1];
        factors[0] = 1;
        for (var n = 1; n <= customers; n++)
        {
            factors[n] = factors[n - 1] * pace / station[n - 1];
        }

        return factors;
    }

    private static double[] Convolve(double[] left, double[] right)
    {
        var sum = new double[left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var part = left[i];
            for (var j = 0; part > 0 && i + j < sum.Length; j++)
            {
                sum[i + j] += part * right[j];
            }
        }

        return sum;
    }

    private static double[] Present(double[] factors, double[] others, double[] all)
    {
        var present = new double[all.Length - 1];
        for (var k = 1; k < all.Length; k++)
        {
            var sum = 0.0;
            for (var n = 1; n <= k; n++)
            {
                sum += n * factors[n] * others[k - n];
            }

            present[k - 1] = sum / all[k];
        }

        return present;
    }
}
