using System.Collections.Immutable;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// A queue whose load jumps (simulation reference 2.6, V3): the fluid model's content against that of the Markov chain
/// by uniformisation (Jensen 1953), second by second.
/// </summary>
public static class Transients
{
    private const int States = 1500;
    private const int Seconds = 120;

    /// <summary>An ordinary service; a transient lasts some hundred times as long.</summary>
    private const double Ordinary = 0.01;

    /// <summary>Jumps up, down, and beyond the capacity.</summary>
    public static ImmutableArray<PhysicsFigure> Run() =>
    [
        .. Jump(1, Ordinary, 0.5, 0.9), .. Jump(1, Ordinary, 0.9, 0.5), .. Jump(4, Ordinary, 0.4, 0.95),
        .. Jump(1, 0.1, 0.5, 1.5), .. Jump(8, 0.1, 1.2, 0.6), .. Jump(1, 0.1, 0.5, 0.9), .. Jump(1, 0.1, 0.9, 0.5),
    ];

    private static IEnumerable<PhysicsFigure> Jump(int servers, double service, double before, double after)
    {
        var capacity = servers / service;
        var estate = QueueEstate.Of([QueueEstate.Process("q", servers, service)]);
        var first = Math.Min(before, 0.95);
        var world = QueueEstate.Rested(estate, QueueEstate.Load("q", first * capacity), 2000);
        var chain = AtRest(servers, first);
        if (before > first)
        {
            // Beyond the capacity there is no rest to begin from: a minute of it makes a backlog to begin with.
            Advance(world, before * capacity / (first * capacity), 60);
            chain = Evolve(chain, servers, service, before * capacity, 60)[^1].Chain;
        }

        var exact = Evolve(chain, servers, service, after * capacity, Seconds);
        var fluid = Advance(world, after / first, Seconds);
        var peak = Math.Max(Mean(chain), exact.Max(one => one.Content));
        var worst = Enumerable.Range(0, Seconds)
            .Select(i => (fluid[i] - exact[i].Content) / peak).MaxBy(Math.Abs);
        var name = FormattableString.Invariant($"M/M/{servers}, {1000 * service} ms, from {before} to {after}");
        yield return new PhysicsFigure(name, "content, share of the peak", peak, fluid.Max(), worst, 0.1);
        var half = (exact[0].Content + exact[^1].Content) / 2;
        var (expected, measured) = (Crossing([.. exact.Select(one => one.Content)], half), Crossing(fluid, half));
        yield return new PhysicsFigure(name, "half way, seconds", expected, measured, measured - expected, 1);
    }

    private static double[] Advance(SimulatedWorld world, double factor, int seconds)
    {
        world.Inject(new Scenarios.FaultSpec(
            "jump", factor >= 1 ? "traffic-surge" : "traffic-drop", [QueueEstate.Id("q")], null,
            factor >= 1 ? Parameter("factor", factor) : Parameter("share", 1 - factor), TimeSpan.Zero, null));
        var contents = new double[seconds];
        for (var second = 0; second < seconds; second++)
        {
            world.Tick();
            contents[second] = world.State.Processes.Content[0];
        }

        return contents;
    }

    private static ImmutableSortedDictionary<string, double> Parameter(string name, double value) =>
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(name, value);

    private static double Crossing(double[] contents, double level)
    {
        var rises = contents[^1] > contents[0];
        var at = Array.FindIndex(contents, content => rises ? content >= level : content <= level);
        if (at <= 0)
        {
            return at;
        }

        return at - 1 + ((level - contents[at - 1]) / (contents[at] - contents[at - 1]));
    }

    private static double[] AtRest(int servers, double rho)
    {
        var chain = new double[States];
        chain[0] = 1;
        for (var n = 1; n < States; n++)
        {
            chain[n] = chain[n - 1] * rho * servers / Math.Min(n, servers);
        }

        var sum = chain.Sum();
        return Array.ConvertAll(chain, share => share / sum);
    }

    private static List<(double Content, double[] Chain)> Evolve(
        double[] chain, int servers, double service, double inflow, int seconds)
    {
        var uniform = inflow + (servers / service);
        var courses = new List<(double, double[])>();
        for (var second = 0; second < seconds; second++)
        {
            chain = Second(chain, servers, inflow / uniform, 1 / (service * uniform), uniform);
            courses.Add((Mean(chain), chain));
        }

        return courses;
    }

    private static double Mean(double[] chain) => chain.Select((share, n) => share * n).Sum();

    /// <summary>One second, in parts of which none has so many steps that their Poisson weights vanish.</summary>
    private static double[] Second(double[] chain, int servers, double up, double down, double steps)
    {
        var parts = (int)Math.Ceiling(steps / 100);
        for (var part = 0; part < parts; part++)
        {
            chain = Part(chain, servers, (up, down), steps / parts);
        }

        return chain;
    }

    /// <summary>A Poisson number of steps of the embedded chain.</summary>
    private static double[] Part(double[] chain, int servers, (double Up, double Down) rates, double steps)
    {
        var result = new double[States];
        var (weight, left) = (Math.Exp(-steps), 1.0);
        for (var step = 0; left > 1e-12 && step < 10_000; step++)
        {
            if (step > 0)
            {
                chain = Step(chain, servers, rates.Up, rates.Down);
                weight *= steps / step;
            }

            left -= weight;
            for (var n = 0; n < States; n++)
            {
                result[n] += weight * chain[n];
            }
        }

        return result;
    }

    private static double[] Step(double[] chain, int servers, double up, double down)
    {
        var next = new double[States];
        for (var n = 0; n < States; n++)
        {
            var leaving = Math.Min(n, servers) * down;
            var arriving = n + 1 < States ? up : 0;
            next[n] += chain[n] * (1 - arriving - leaving);
            if (n + 1 < States)
            {
                next[n + 1] += chain[n] * arriving;
            }

            if (n > 0)
            {
                next[n - 1] += chain[n] * leaving;
            }
        }

        return next;
    }
}
