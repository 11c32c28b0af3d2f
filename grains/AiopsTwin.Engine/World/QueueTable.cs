using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>
/// The stationary relation between content and use of a queue, as a table. The fluid step needs the use at a content,
/// so it is tabulated over x = L / (L + c), where it is nearly a straight line; linear between bins. A look-up is O(1).
/// </summary>
[Unchanging]
internal abstract class QueueTable
{
    private readonly double[] _rho;
    private double[]? _blocked;

    /// <param name="servers">Slots, at least 1.</param>
    /// <param name="variability">See <see cref="Variability"/>.</param>
    /// <param name="bins">Fineness of the table.</param>
    protected QueueTable(int servers, double variability, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(servers);
        ArgumentOutOfRangeException.ThrowIfNegative(variability);
        Servers = servers;
        Variability = variability;
        _rho = new double[bins + 1];
    }

    /// <summary>Number of servers.</summary>
    public int Servers { get; }

    /// <summary>Half the sum of the squared coefficients of variation of arrivals and service; 1 for M/M/c.</summary>
    public double Variability { get; }

    /// <summary>Mean content (waiting and served) at a use.</summary>
    /// <param name="rho">Departures as a share of those with every server busy, [0, 1).</param>
    public abstract double ContentAt(double rho);

    /// <summary>Mean number of busy servers at a use.</summary>
    public virtual double BusyAt(double rho) => Servers * rho;

    /// <summary>Departures with exactly so many present, as a share of those with every server busy.</summary>
    public virtual double RateAt(double present) => Math.Min(1, present / Servers);

    /// <summary>True when arrivals are turned away for want of room.</summary>
    public bool IsBounded => _blocked is not null;

    /// <summary>Share of the arrivals that find no room at a mean content, and its slope.</summary>
    public double Blocking(double content, out double slope) => Look(_blocked!, content, out slope);

    /// <summary>Use at a mean content, and its slope.</summary>
    public double Utilization(double content, out double slope) => Look(_rho, content, out slope);

    /// <summary>Fills the table from <see cref="ContentAt"/>.</summary>
    protected void Fill()
    {
        var bins = _rho.Length - 1;
        for (var bin = 1; bin < bins; bin++)
        {
            var x = (double)bin / bins;
            _rho[bin] = UtilizationExact(Servers * x / (1 - x), _rho[bin - 1]);
        }

        _rho[bins] = 1;
    }

    /// <summary>Fills the table, and that of blocking, from a law of both.</summary>
    /// <param name="law">Use and blocking at a mean content; called with rising contents.</param>
    protected void Fill(Func<double, (double Use, double Blocked)> law)
    {
        var bins = _rho.Length - 1;
        _blocked = new double[bins + 1];
        for (var bin = 1; bin < bins; bin++)
        {
            var x = (double)bin / bins;
            (_rho[bin], _blocked[bin]) = law(Servers * x / (1 - x));
        }

        (_rho[bins], _blocked[bins]) = (1, 1);
    }

    private double Look(double[] values, double content, out double slope)
    {
        var bins = values.Length - 1;
        var scale = 1 / (content + Servers);
        var position = content * scale * bins;
        var bin = Math.Min((int)position, bins - 1);
        var rise = values[bin + 1] - values[bin];
        slope = rise * bins * Servers * scale * scale;
        return values[bin] + (rise * (position - bin));
    }

    private double UtilizationExact(double content, double atLeast)
    {
        // Regula falsi in the Illinois form (Dowell and Jarratt 1971) on L(rho) / (L(rho) + c), which is nearly
        // straight.
        var goal = content / (content + Servers);
        var (low, high) = (atLeast, 1.0);
        var (below, above) = (FillAt(low) - goal, 1 - goal);
        var side = 0;
        for (var i = 0; i < 60 && high - low > 1e-13; i++)
        {
            var middle = ((low * above) - (high * below)) / (above - below);
            var miss = FillAt(middle) - goal;
            if (Math.Abs(miss) < 1e-13)
            {
                return middle;
            }

            if (miss < 0)
            {
                (low, below) = (middle, miss);
                above = side < 0 ? above / 2 : above;
                side = -1;
            }
            else
            {
                (high, above) = (middle, miss);
                below = side > 0 ? below / 2 : below;
                side = 1;
            }
        }

        return (low + high) / 2;
    }

    private double FillAt(double rho)
    {
        var content = rho >= 1 ? double.PositiveInfinity : ContentAt(rho);
        return double.IsPositiveInfinity(content) ? 1 : content / (content + Servers);
    }
}
