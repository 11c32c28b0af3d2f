using System.Collections.Immutable;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// The fluid model against the discrete-event simulation of the same drawn estate at rest (simulation reference 2.6,
/// V5): mean response at the entry, and requests answered well.
/// </summary>
public static class GraphComparison
{
    /// <summary>Requests at services that a comparison is worth; the noise of means falls with its root.</summary>
    private const double Hops = 1_500_000;

    private const double WarmUpSeconds = 60;

    /// <summary>Told, not judged: an estate may lie on the edge of collapse, where chance decides.</summary>
    private const double NoBound = 1e9;

    /// <summary>Compares on one drawn estate.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="load">Use of its busiest service, in (0, 1).</param>
    public static GraphCase Compare(ulong seed, double load)
    {
        var draw = GraphDraw.Of(seed, load);
        var discrete = new DiscreteWorld(draw.Estate, draw.Load, seed, QueueEstate.Settings);
        var rate = draw.Load[0].RatePerSecond;
        var seconds = Math.Max(120, Hops / (draw.Visits * rate));
        Run(WarmUpSeconds, () => discrete.Tick());
        discrete.Clear();
        Run(seconds, () => discrete.Tick());
        var fluid = new SimulatedWorld(draw.Estate, draw.Load, seed, QueueEstate.Settings);
        Run(600, () => fluid.Tick());
        var p = fluid.State.Map.ProcessOf(draw.Entry);
        var measured = discrete.Report(draw.Entry);

        // Answers to what came before the count began are answers too.
        var asked = Math.Max(measured.Arrived, measured.Response.Count);
        var goodput = (measured.Response.Count - measured.Failed) / (double)asked;
        return new GraphCase(
            seed,
            load,
            fluid.State.Map.Processes.Length,
            measured.Response.Mean,
            fluid.State.Processes.ResponseMean[p],
            goodput,
            fluid.State.Processes.Success[p]);
    }

    /// <summary>The medians over estates of one load, and how far off the worst tenth begins.</summary>
    /// <param name="cases">Estates of one load, at least one.</param>
    public static ImmutableArray<PhysicsFigure> Summarize(ImmutableArray<GraphCase> cases)
    {
        var load = cases[0].Load;
        var name = FormattableString.Invariant($"{cases.Length} drawn estates at {load}");
        var response = Sorted(cases.Select(one => one.ResponseError));
        var goodput = Sorted(cases.Select(one => one.GoodputError));
        return
        [
            Median(name, "response, median error", response, load > 0.8 ? 0.1 : 0.05),
            new PhysicsFigure(
                name, "response, error of nine in ten", 0, response[(int)(0.9 * (response.Length - 1))],
                response[(int)(0.9 * (response.Length - 1))], NoBound),
            Median(name, "goodput, median error", goodput, 0.02),
        ];
    }

    private static PhysicsFigure Median(string name, string quantity, double[] errors, double bound) =>
        new(name, quantity, 0, errors[errors.Length / 2], errors[errors.Length / 2], bound);

    private static double[] Sorted(IEnumerable<double> errors) => [.. errors.Select(Math.Abs).Order()];

    private static void Run(double seconds, Action tick)
    {
        for (var second = 0; second < seconds; second++)
        {
            tick();
        }
    }
}

/// <summary>One estate in both simulations.</summary>
/// <param name="Seed">Which.</param>
/// <param name="Load">Use of the busiest service.</param>
/// <param name="Services">How many.</param>
/// <param name="DiscreteResponse">Mean response at the entry, one request at a time, in seconds.</param>
/// <param name="FluidResponse">The same of the fluid model.</param>
/// <param name="DiscreteSuccess">Share of the requests answered well, one at a time.</param>
/// <param name="FluidSuccess">The same of the fluid model.</param>
public sealed record GraphCase(
    ulong Seed,
    double Load,
    int Services,
    double DiscreteResponse,
    double FluidResponse,
    double DiscreteSuccess,
    double FluidSuccess)
{
    /// <summary>Error of the response, as a share of that of the discrete simulation.</summary>
    public double ResponseError => (FluidResponse / DiscreteResponse) - 1;

    /// <summary>Error of the share answered well, in the same way.</summary>
    public double GoodputError => (FluidSuccess / DiscreteSuccess) - 1;
}
