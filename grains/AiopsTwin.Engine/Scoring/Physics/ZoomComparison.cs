using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// A zoom into a part of a drawn estate against both wholes: what is zoomed into should answer as it does in the
/// discrete-event simulation of everything, and the rest as it does in the fluid whole.
/// </summary>
public static class ZoomComparison
{
    /// <summary>Requests at services that a comparison is worth; the noise of means falls with its root.</summary>
    private const double Hops = 400_000;

    /// <summary>Answers that an entity must have given to be compared: fewer say more of chance than of it.</summary>
    private const long FewestAnswers = 2000;

    private const int WarmUpSeconds = 120;

    /// <summary>Told, not judged: what it says is how good the fluid is, not how good the zoom.</summary>
    private const double NoBound = 1e9;

    /// <summary>Compares on one drawn estate: a service, what it calls, and whoever held slots join to them.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="load">Use of its busiest service, in (0, 1).</param>
    /// <returns>The entities inside, and those outside that call one inside or are called by one; of these whoever
    /// answered often enough.</returns>
    public static ImmutableArray<ZoomCase> Compare(ulong seed, double load)
    {
        var draw = GraphDraw.Of(seed, load);
        var seconds = (int)Math.Max(300, Hops / (draw.Visits * draw.Load[0].RatePerSecond));
        var fluid = new SimulatedWorld(draw.Estate, draw.Load, seed, QueueEstate.Settings);
        var zoomed = new SimulatedWorld(
            draw.Estate, draw.Load, seed, QueueEstate.Settings with { Zoom = Part(draw, seed) });
        var discrete = new DiscreteWorld(draw.Estate, draw.Load, seed, QueueEstate.Settings);
        var seen = new Seen(zoomed);
        for (var second = 0; second < WarmUpSeconds + seconds; second++)
        {
            if (second == WarmUpSeconds)
            {
                discrete.Clear();
                seen.Clear();
            }

            discrete.Tick();
            zoomed.Tick();
            seen.Add();
            if (second < 600)
            {
                fluid.Tick();
            }
        }

        var inside = zoomed.Zoomed.ToHashSet();
        return [.. draw.Estate.World.Calls.Where(call => inside.Contains(call.Caller) || inside.Contains(call.Callee))
            .SelectMany(call => (EntityId[])[call.Caller, call.Callee]).Distinct().Order()
            .Where(entity => discrete.Report(entity).Response.Count >= FewestAnswers)
            .Select(entity => new ZoomCase(
                seed, load, inside.Contains(entity), Of(fluid, entity), Of(discrete.Report(entity)),
                seen.Of(entity)))];
    }

    /// <summary>The medians over the entities of estates of one load, and how far off the worst tenth begins.</summary>
    /// <param name="cases">Entities of estates of one load.</param>
    public static ImmutableArray<PhysicsFigure> Summarize(ImmutableArray<ZoomCase> cases)
    {
        var load = cases.IsEmpty ? 0 : cases[0].Load;
        var (bound, figures) = (load > 0.8 ? 0.1 : 0.05, ImmutableArray.CreateBuilder<PhysicsFigure>());
        foreach (var isZoomed in (ReadOnlySpan<bool>)[true, false])
        {
            var some = cases.Where(one => one.IsZoomed == isZoomed).ToArray();
            if (some.Length == 0)
            {
                continue;
            }

            var name = FormattableString.Invariant($"{some.Length} {(isZoomed ? "zoomed" : "neighbours")} at {load}");
            Func<ZoomCase, ZoomAnswer> zoom = one => one.Zoomed, whole = one => one.Discrete, fluid = one => one.Fluid;
            var (by, against) = isZoomed ? ("whole discrete", whole) : ("whole fluid", fluid);
            var errors = Errors(some, zoom, against, answer => answer.Mean);
            figures.Add(Figure(name, $"response by {by}, median error", errors, 0.5, bound));
            figures.Add(Figure(name, $"response by {by}, error of nine in ten", errors, 0.9, NoBound));
            figures.Add(Figure(
                name, $"goodput by {by}, median error", Errors(some, zoom, against, answer => answer.Success), 0.5,
                0.02));
            if (!isZoomed)
            {
                figures.Add(Figure(
                    name, "response by whole discrete, median error",
                    Errors(some, zoom, whole, answer => answer.Mean), 0.5, NoBound));
            }
            else
            {
                figures.Add(Figure(
                    name, "95th percentile by whole discrete, median error",
                    Errors(some, zoom, whole, answer => answer.Percentile95), 0.5, 2 * bound));
            }

            figures.Add(Figure(
                name, "whole fluid's response by whole discrete, median error",
                Errors(some, fluid, whole, answer => answer.Mean), 0.5, NoBound));
            figures.Add(Figure(
                name, "whole fluid's 95th percentile by whole discrete, median error",
                Errors(some, fluid, whole, answer => answer.Percentile95), 0.5, NoBound));
        }

        return figures.ToImmutable();
    }

    private static ImmutableArray<EntityId> Part(GraphDraw draw, ulong seed)
    {
        // Not the entry: then there is a caller outside, and mostly a callee.
        var random = new SeededRandom(seed).Fork("zoom");
        var callers = draw.Estate.World.Calls.Select(call => call.Caller).Where(caller => caller != draw.Entry)
            .Distinct().Order().ToArray();
        var heart = callers.Length > 0 ? callers[random.NextInt(callers.Length)] : draw.Entry;
        return [heart, .. draw.Estate.World.Calls.Where(call => call.Caller == heart).Select(call => call.Callee)];
    }

    private static ZoomAnswer Of(SimulatedWorld world, EntityId entity)
    {
        var (columns, p) = (world.State.Processes, world.State.Map.ProcessOf(entity));
        return new ZoomAnswer(
            columns.ResponseMean[p], GammaLaw.Percentile95(columns.ResponseMean[p], columns.ResponseVariance[p]).Value,
            columns.Success[p]);
    }

    private static ZoomAnswer Of(DiscreteReport report) => new(
        report.Response.Mean, report.Response.Quantile(0.95),
        (report.Response.Count - report.Failed) / (double)report.Response.Count);

    private static double[] Errors(
        ZoomCase[] cases, Func<ZoomCase, ZoomAnswer> measured, Func<ZoomCase, ZoomAnswer> expected,
        Func<ZoomAnswer, double> of) =>
        [.. cases.Select(one => Math.Abs((of(measured(one)) / Math.Max(1e-9, of(expected(one)))) - 1)).Order()];

    private static PhysicsFigure Figure(string name, string quantity, double[] errors, double share, double bound)
    {
        var error = errors[(int)(share * (errors.Length - 1))];
        return new PhysicsFigure(name, quantity, 0, error, error, bound);
    }

    /// <summary>What a zoomed world answers over time: the tallies inside, the columns' means outside.</summary>
    private sealed class Seen(SimulatedWorld world)
    {
        private readonly double[] _mean = new double[world.State.Map.Processes.Length];
        private readonly double[] _variance = new double[world.State.Map.Processes.Length];
        private readonly double[] _success = new double[world.State.Map.Processes.Length];
        private int _ticks;

        public void Clear()
        {
            _ticks = 0;
            for (var p = 0; p < _mean.Length; p++)
            {
                (_mean[p], _variance[p], _success[p]) = (0, 0, 0);
                if (world.State.Zoom!.Has(p))
                {
                    world.State.Zoom.TallyOf(p).Clear();
                }
            }
        }

        public void Add()
        {
            _ticks++;
            for (var p = 0; p < _mean.Length; p++)
            {
                _mean[p] += world.State.Processes.ResponseMean[p];
                _variance[p] += world.State.Processes.ResponseVariance[p];
                _success[p] += world.State.Processes.Success[p];
            }
        }

        public ZoomAnswer Of(EntityId entity)
        {
            var p = world.State.Map.ProcessOf(entity);
            if (!world.State.Zoom!.Has(p))
            {
                return new ZoomAnswer(
                    _mean[p] / _ticks, GammaLaw.Percentile95(_mean[p] / _ticks, _variance[p] / _ticks).Value,
                    _success[p] / _ticks);
            }

            var tally = world.State.Zoom.TallyOf(p);
            var answered = Math.Max(1, tally.SinceClear(ProcessTally.Answered));
            return new ZoomAnswer(
                tally.Response.Mean, tally.Response.Quantile(0.95),
                1 - (tally.SinceClear(ProcessTally.Failed) / answered));
        }
    }
}

/// <summary>What an entity answers in one of the simulations.</summary>
/// <param name="Mean">Mean response, in seconds.</param>
/// <param name="Percentile95">Time within which 95 % are answered, in seconds.</param>
/// <param name="Success">Share of the requests answered well.</param>
public readonly record struct ZoomAnswer(double Mean, double Percentile95, double Success);

/// <summary>One entity of one estate in three simulations.</summary>
/// <param name="Seed">Which estate.</param>
/// <param name="Load">Use of its busiest service.</param>
/// <param name="IsZoomed">True when the zoomed world simulates its requests one at a time.</param>
/// <param name="Fluid">In the fluid whole.</param>
/// <param name="Discrete">One request at a time, everywhere.</param>
/// <param name="Zoomed">In the zoomed world.</param>
public sealed record ZoomCase(
    ulong Seed, double Load, bool IsZoomed, ZoomAnswer Fluid, ZoomAnswer Discrete, ZoomAnswer Zoomed);
