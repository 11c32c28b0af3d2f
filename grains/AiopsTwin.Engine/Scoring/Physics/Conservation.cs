using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// Nothing appears and nothing vanishes (simulation reference 2.6, V0): at every process of drawn estates, at every
/// tick, arrivals are departures, losses and what is present; every number is finite and every share in [0, 1].
/// </summary>
public static class Conservation
{
    private const double Bound = 1e-9;
    private const int Seconds = 120;

    /// <summary>Runs some drawn estates, each with faults that come and go.</summary>
    /// <param name="estates">How many.</param>
    public static PhysicsFigure Run(int estates)
    {
        var (worst, where, ticks) = (0.0, "", 0L);
        for (var seed = 1UL; seed <= (ulong)estates; seed++)
        {
            var draw = GraphDraw.Of(seed, 0.3 + (0.7 * (seed % 10) / 10));
            var world = new SimulatedWorld(draw.Estate, draw.Load, seed, QueueEstate.Settings);
            for (var second = 0; second < Seconds; second++)
            {
                if (second is 30 or 60)
                {
                    world.Inject(Fault(draw, seed, second));
                }

                world.Tick();
                var (residual, process) = Residual(world);
                if (residual > worst)
                {
                    (worst, where) = (residual, FormattableString.Invariant(
                        $", worst at estate {seed}, second {second}, {process}"));
                }

                ticks++;
            }
        }

        return new PhysicsFigure(
            FormattableString.Invariant($"{estates} drawn estates, {ticks} ticks") + where,
            "largest relative residual", 0, worst, worst, Bound);
    }

    private static FaultSpec Fault(GraphDraw draw, ulong seed, int second)
    {
        var processes = draw.Estate.World.Processes;
        var target = processes[(int)((seed * 7) + (ulong)second) % processes.Length].Entity;
        var (kind, parameter, value) = ((int)(seed + (ulong)second) % 4) switch
        {
            0 => ("latency-add", "milliseconds", 400.0),
            1 => ("error-add", "ratio", 0.5),
            2 => ("replica-loss", "replicas", 1.0),
            _ => ("slow-query", "factor", 3.0),
        };
        return new FaultSpec(
            kind + second, FaultCatalog.Find(kind)!.Name, [kind == "slow-query" ? draw.Entry : target], null,
            ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(parameter, value),
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(40));
    }

    /// <summary>How far arrivals are from departures, losses and what is present, at the process where it is most:
    /// infinite where a number makes no sense.</summary>
    internal static (double Residual, string Process) Residual(SimulatedWorld world)
    {
        var columns = world.State.Processes;
        var (worst, where) = (0.0, "");
        for (var p = 0; p < columns.Content.Length; p++)
        {
            var gone = columns.TotalServed[p] + columns.TotalLost[p] + columns.TotalReturned[p];
            var present = columns.Content[p] + columns.GreyContent[p];
            var residual = Math.Abs(columns.TotalArrived[p] - gone - present) / Math.Max(1, columns.TotalArrived[p]);
            var isSound = double.IsFinite(columns.ResponseMean[p]) && double.IsFinite(columns.ResponseVariance[p])
                && columns.Rho[p] is >= 0 and <= 1 && columns.Success[p] is >= 0 and <= 1
                && columns.ShedShare[p] is >= 0 and <= 1 && present >= 0;
            residual = isSound ? residual : double.PositiveInfinity;
            if (residual > worst)
            {
                (worst, where) = (residual, world.State.Map.Processes[p].Entity.Text);
            }
        }

        return (worst, where);
    }
}
