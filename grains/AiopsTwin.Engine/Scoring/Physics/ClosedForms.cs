using System.Collections.Immutable;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>The fluid model at rest against formulas (simulation reference 2.6, V1): one in a hundred.</summary>
public static class ClosedForms
{
    private const double Bound = 0.01;
    private const int Rest = 4000;

    /// <summary>All of them.</summary>
    public static ImmutableArray<PhysicsFigure> Run() =>
    [
        .. OneQueue(1, 0.3), .. OneQueue(1, 0.5), .. OneQueue(1, 0.9), .. OneQueue(1, 0.98), .. OneQueue(4, 0.8),
        .. OneQueue(16, 0.95), .. OneQueue(128, 0.9), AnyVariability(0, 0.8), AnyVariability(0.25, 0.5),
        AnyVariability(4, 0.9), .. LittleRoom(1, 5, 0.9), .. LittleRoom(4, 20, 3.8), .. LittleRoom(8, 0, 6),
        .. LittleRoom(8, 0, 12), .. Tandem(), .. Feedback(), .. Held(12, 0.9), .. Held(64, 0.95),
    ];

    private static IEnumerable<PhysicsFigure> OneQueue(int servers, double rho)
    {
        const double Service = 0.1;
        var capacity = servers / Service;
        var delayed = ErlangTable.DelayProbability(servers, rho);
        var wait = delayed / (capacity * (1 - rho));
        var world = QueueEstate.Rested(
            QueueEstate.Of([QueueEstate.Process("q", servers, Service)]), QueueEstate.Load("q", rho * capacity), Rest);
        var (columns, name) = (world.State.Processes, FormattableString.Invariant($"M/M/{servers} at {rho}"));
        yield return Figure(name, "response", Service + wait, columns.ResponseMean[0]);
        yield return Figure(name, "content", rho * capacity * (Service + wait), columns.Content[0]);
        yield return Figure(
            name, "variance of the response",
            (Service * Service) + (((2 * delayed) - (delayed * delayed)) / Math.Pow(capacity * (1 - rho), 2)),
            columns.ResponseVariance[0]);
    }

    private static PhysicsFigure AnyVariability(double variability, double rho)
    {
        var world = QueueEstate.Rested(
            QueueEstate.Of([QueueEstate.Process("q", 1, 0.1, variability)]), QueueEstate.Load("q", rho * 10), Rest);
        return Figure(
            FormattableString.Invariant($"M/G/1 at {rho}, Cs2 {variability} (Pollaczek, Khinchine)"), "wait",
            rho * 0.1 * (1 + variability) / 2 / (1 - rho), world.State.Processes.Wait[0]);
    }

    private static IEnumerable<PhysicsFigure> LittleRoom(int servers, int room, double offered)
    {
        var process = QueueEstate.Process("q", servers, 0.01) with { QueueLimit = Math.Max(room, 1e-9) };
        var world = QueueEstate.Rested(QueueEstate.Of([process]), QueueEstate.Load("q", offered * 100), 600);
        var (term, sum, weighted) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= servers + room; n++)
        {
            term *= offered / Math.Min(n, servers);
            sum += term;
            weighted += n * term;
        }

        var name = room == 0
            ? FormattableString.Invariant($"M/M/{servers}/{servers}, {offered} offered (Erlang B)")
            : FormattableString.Invariant($"M/M/{servers}/{servers + room}, {offered} offered");
        yield return Figure(name, "turned away", term / sum, world.State.Processes.ShedShare[0]);
        yield return Figure(name, "content", weighted / sum, world.State.Processes.Content[0]);
    }

    private static IEnumerable<PhysicsFigure> Tandem()
    {
        var world = QueueEstate.Rested(
            QueueEstate.Of(
                [QueueEstate.Process("a", 2, 0.01), QueueEstate.Process("b", 1, 0.004)], QueueEstate.Call("a", "b")),
            QueueEstate.Load("a", 160), 1000);
        var (first, second) = (0.01 + (ErlangTable.DelayProbability(2, 0.8) / 40), 1.0 / 90);
        var columns = world.State.Processes;
        yield return Figure("tandem M/M/2, M/M/1 (Jackson)", "response of the second", second, columns.ResponseMean[1]);
        yield return Figure("tandem M/M/2, M/M/1 (Jackson)", "response", first + second, columns.ResponseMean[0]);
    }

    private static IEnumerable<PhysicsFigure> Feedback()
    {
        // a calls b, which calls a in four of ten cases: a sees 1 / (1 - 0.4) as much as enters.
        var world = QueueEstate.Rested(
            QueueEstate.Of(
                [QueueEstate.Process("a", 1, 0.01), QueueEstate.Process("b", 1, 0.01)],
                QueueEstate.Call("a", "b"), QueueEstate.Call("b", "a", 0.4)),
            QueueEstate.Load("a", 48), 3000);
        yield return Figure("feedback of 0.4 (Jackson)", "arrivals", 80, world.State.Processes.Inflow[0]);
        yield return Figure("feedback of 0.4 (Jackson)", "content", 4, world.State.Processes.Content[0]);
    }

    /// <summary>K slots held for M/M/8: an M/M/K-like queue whose speed is that of the closed network, by its own
    /// birth-death process.</summary>
    private static IEnumerable<PhysicsFigure> Held(int slots, double use)
    {
        const double Own = 0.002;
        const double Callee = 0.01;
        var process = QueueEstate.Process("a", slots, Own) with { HoldsSlots = true };
        var station = new double[slots];
        for (var n = 1; n <= slots; n++)
        {
            station[n - 1] = Math.Min(n, 8) / Callee;
        }

        // The mean value algorithm knows no constants (Reiser and Lavenberg 1980): only marginal probabilities.
        var rates = MeanValues(slots, Own, station);
        var inflow = use * rates[^1];
        var (content, _) = BirthDeath(rates, inflow);
        var world = QueueEstate.Rested(
            QueueEstate.Of([process, QueueEstate.Process("b", 8, Callee)], QueueEstate.Call("a", "b")),
            QueueEstate.Load("a", inflow), Rest);
        yield return Figure(
            FormattableString.Invariant($"{slots} slots held for M/M/8 at {use} (MVA)"), "content", content,
            world.State.Processes.Content[0]);
    }

    private static double[] MeanValues(int customers, double delay, double[] station)
    {
        var rates = new double[customers];
        double[] marginal = [1];
        for (var k = 1; k <= customers; k++)
        {
            var response = 0.0;
            for (var n = 1; n <= k; n++)
            {
                response += n / station[n - 1] * marginal[n - 1];
            }

            rates[k - 1] = k / (delay + response);
            var next = new double[k + 1];
            for (var n = 1; n <= k; n++)
            {
                next[n] = rates[k - 1] / station[n - 1] * marginal[n - 1];
            }

            next[0] = Math.Max(0, 1 - next.Sum());
            marginal = next;
        }

        return rates;
    }

    private static (double Content, double Empty) BirthDeath(double[] rates, double inflow)
    {
        var (term, sum, weighted) = (1.0, 1.0, 0.0);
        for (var n = 1; n <= 100_000; n++)
        {
            term *= inflow / rates[Math.Min(n, rates.Length) - 1];
            sum += term;
            weighted += n * term;
        }

        return (weighted / sum, 1 / sum);
    }

    private static PhysicsFigure Figure(string name, string quantity, double expected, double measured) =>
        PhysicsFigure.Relative(name, quantity, expected, measured, Bound);
}
