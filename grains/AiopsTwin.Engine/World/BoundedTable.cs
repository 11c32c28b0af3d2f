namespace AiopsTwin.Engine.World;

/// <summary>
/// A queue with little room: M/M/c/K, whose arrivals are turned away when K are present. Use and blocking are tabulated
/// over the mean content, from that of no load to that of endless load. Where much may wait (beyond a few hundred) the
/// bound is reached by backlogs only, and the plain table with a limit says the same.
/// </summary>
internal sealed class BoundedTable : QueueTable
{
    private const int Bins = 1024;

    private readonly int _room;

    /// <param name="servers">Slots, at least 1.</param>
    /// <param name="waiting">Requests that may wait beside those served, at least 0.</param>
    public BoundedTable(int servers, int waiting)
        : base(servers, 1, Bins)
    {
        _room = servers + waiting;
        var rate = 0.0;
        Fill(content =>
        {
            if (content >= _room)
            {
                return (1, 1);
            }

            rate = RateFor(content, rate);
            var (_, use, blocked) = At(rate);
            return (use, blocked);
        });
    }

    /// <inheritdoc/>
    public override double ContentAt(double rho)
    {
        var (low, high) = (0.0, 1.0);
        while (At(high).Use < rho && high < 1e12)
        {
            high *= 2;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Use < rho ? (middle, high) : (low, middle);
        }

        return At(high).Content;
    }

    /// <summary>Content, use and blocking at arrivals of so many per service time.</summary>
    private (double Content, double Use, double Blocked) At(double arrivals)
    {
        var (term, sum, weighted, busy) = (1.0, 1.0, 0.0, 0.0);
        for (var n = 1; n <= _room; n++)
        {
            term *= arrivals / Math.Min(n, Servers);
            sum += term;
            weighted += n * term;
            busy += Math.Min(n, Servers) * term;
            if (sum > 1e100)
            {
                (term, weighted, busy, sum) = (term / sum, weighted / sum, busy / sum, 1);
            }
        }

        return (weighted / sum, busy / sum / Servers, term / sum);
    }

    private double RateFor(double content, double atLeast)
    {
        var (low, high) = (atLeast, Math.Max(1, 2 * atLeast));
        while (At(high).Content < content && high < 1e15)
        {
            high *= 2;
        }

        for (var i = 0; i < 60 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Content < content ? (middle, high) : (low, middle);
        }

        return high;
    }
}
