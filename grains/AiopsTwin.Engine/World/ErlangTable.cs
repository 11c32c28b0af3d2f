namespace AiopsTwin.Engine.World;

/// <summary>
/// A queue with c equal servers. For M/M/c the mean content is <c>L(rho) = c rho + v Q_c(rho)</c> with <c>Q_c = C rho /
/// (1 - rho)</c> and Erlang's C (Erlang 1917; 1/B as in Jagerman 1974); v = (Ca2 + Cs2) / 2 is Allen and Cunneen's
/// correction for other variability. Built in O(1024 sqrt(c)). Numbers:
/// <c>ErlangTableTests.DelayProbability_KnownValues_Match</c>.
/// </summary>
internal sealed class ErlangTable : QueueTable
{
    private const int Bins = 1024;

    public ErlangTable(int servers, double variability)
        : base(servers, variability, Bins) => Fill();

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

    /// <inheritdoc/>
    public override double ContentAt(double rho) =>
        (Servers * rho) + (Variability * DelayProbability(Servers, rho) * rho / (1 - rho));
}
