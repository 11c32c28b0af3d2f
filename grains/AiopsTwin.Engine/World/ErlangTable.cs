using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>
/// The stationary relation between content and use of a queue with c servers, as a table. For M/M/c the mean content is
/// <c>L(rho) = c rho + v Q_c(rho)</c> with <c>Q_c = C rho / (1 - rho)</c> and Erlang's C (Erlang 1917; 1/B as in
/// Jagerman 1974); v = (Ca2 + Cs2) / 2 is Allen and Cunneen's correction for other variability. The fluid step needs
/// the inverse, so rho is tabulated over x = L / (L + c), where it is nearly a straight line: 1024 bins, linear
/// between. Built in O(1024 sqrt(c)); a look-up is O(1). Numbers:
/// <c>ErlangTableTests.DelayProbability_KnownValues_Match</c>.
/// </summary>
[Unchanging]
internal sealed class ErlangTable
{
    private const int Bins = 1024;

    private readonly double[] _rho = new double[Bins + 1];

    public ErlangTable(int servers, double variability)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(servers);
        ArgumentOutOfRangeException.ThrowIfNegative(variability);
        Servers = servers;
        Variability = variability;
        for (var bin = 1; bin < Bins; bin++)
        {
            var x = (double)bin / Bins;
            _rho[bin] = UtilizationExact(servers * x / (1 - x), _rho[bin - 1]);
        }

        _rho[Bins] = 1;
    }

    /// <summary>Number of servers.</summary>
    public int Servers { get; }

    /// <summary>Half the sum of the squared coefficients of variation of arrivals and service; 1 for M/M/c.</summary>
    public double Variability { get; }

    /// <summary>Erlang's C: probability that an arrival at M/M/c must wait.</summary>
    /// <param name="servers">At least 1.</param>
    /// <param name="rho">Use of a server, in [0, 1).</param>
    public static double DelayProbability(int servers, double rho)
    {
        if (rho <= 0)
        {
            return 0;
        }

        // 1 / B = sum over k of c! / ((c - k)! a^k): positive terms that rise and then fall, so nothing cancels and
        // only some multiples of sqrt(c) of them count.
        var offered = servers * rho;
        var (term, sum) = (1.0, 1.0);
        for (var k = 0; k < servers; k++)
        {
            term *= (servers - k) / offered;
            sum += term;
            if (sum > 1e40)
            {
                return 0;
            }

            if (term < 1e-17 * sum)
            {
                break;
            }
        }

        var blocking = 1 / sum;
        return blocking / (1 - (rho * (1 - blocking)));
    }

    /// <summary>Mean content (waiting and served) at a use.</summary>
    public double ContentAt(double rho) =>
        (Servers * rho) + (Variability * DelayProbability(Servers, rho) * rho / (1 - rho));

    /// <summary>Use of a server at a mean content, and its slope.</summary>
    public double Utilization(double content, out double slope)
    {
        var scale = 1 / (content + Servers);
        var position = content * scale * Bins;
        var bin = Math.Min((int)position, Bins - 1);
        var rise = _rho[bin + 1] - _rho[bin];
        slope = rise * Bins * Servers * scale * scale;
        return _rho[bin] + (rise * (position - bin));
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
