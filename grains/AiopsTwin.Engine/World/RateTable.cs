namespace AiopsTwin.Engine.World;

/// <summary>
/// A queue whose speed depends on how many are in it: a birth-death process with departures mu(n) for n at most c and
/// mu(c) beyond. Of n present, min(n, c) are at work. Built in O(bins times c).
/// </summary>
internal sealed class RateTable : QueueTable
{
    private readonly double[] _rates;

    /// <param name="rates">Departures with 1, 2, ... c present, each greater than 0, in any unit; use is counted
    /// against the last.</param>
    /// <param name="variability">Half the sum of the squared coefficients of variation of arrivals and service.</param>
    /// <param name="bins">Fineness of the table.</param>
    public RateTable(double[] rates, double variability, int bins)
        : base(rates.Length, variability, bins)
    {
        _rates = rates;
        Fill();
    }

    /// <summary>Servers that slow each other down.</summary>
    /// <param name="servers">How many.</param>
    /// <param name="contention">How much.</param>
    public static double[] Contended(int servers, ContentionModel contention)
    {
        var rates = new double[servers];
        for (var n = 1; n <= servers; n++)
        {
            rates[n - 1] = n / contention.FactorAt(n);
        }

        return rates;
    }

    /// <inheritdoc/>
    public override double ContentAt(double rho)
    {
        var (busy, delayed) = Balance(rho);
        return busy + (Variability * delayed * rho / (1 - rho));
    }

    /// <inheritdoc/>
    public override double RateAt(double present)
    {
        var below = (int)present;
        if (below >= _rates.Length)
        {
            return 1;
        }

        var low = below == 0 ? 0 : _rates[below - 1];
        return (low + ((present - below) * (_rates[below] - low))) / _rates[^1];
    }

    /// <inheritdoc/>
    public override double BusyAt(double rho) => Balance(rho).Busy;

    /// <summary>Mean number at work, and the probability that all servers are busy.</summary>
    private (double Busy, double Delayed) Balance(double rho)
    {
        if (rho <= 0)
        {
            return (0, 0);
        }

        if (rho >= 1)
        {
            return (Servers, 1);
        }

        // Probabilities relative to that of the empty queue, scaled down whenever they grow beyond reach.
        var inflow = rho * _rates[^1];
        var (term, sum, weighted) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= _rates.Length; n++)
        {
            term *= inflow / _rates[n - 1];
            sum += term;
            weighted += n * term;
            if (sum > 1e100)
            {
                (term, sum, weighted) = (term / sum, 1, weighted / sum);
            }
        }

        // Beyond c the probabilities fall by rho each.
        var beyond = term * rho / (1 - rho);
        var all = sum + beyond;
        return ((weighted + (Servers * beyond)) / all, (term + beyond) / all);
    }
}
