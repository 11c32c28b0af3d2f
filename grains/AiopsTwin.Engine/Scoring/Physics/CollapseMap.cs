using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>
/// Metastable collapse (Bronson et al. 2021; Huang et al. 2022): at which load a service does not come back after a
/// spike, because further attempts keep it busy with work nobody waits for (simulation reference 2.6, V4). The boundary
/// of the fluid model against that of the discrete-event simulation, over retries, timeouts and spikes.
/// </summary>
public static class CollapseMap
{
    private const int Servers = 10;
    private const double Service = 0.01;
    private const double Capacity = Servers / Service;
    private const double Bound = 0.05;
    private const int Before = 60;
    private const int After = 600;

    private const string Caller = "caller";
    private const string Callee = "callee";

    /// <summary>The worked example: ten slots of 10 ms, a timeout of half a second, three retries, four seconds at
    /// twice the capacity. It recovers at 150, 200 and 230 requests per second, and not at 270, 400, 600 and
    /// 800.</summary>
    public static ImmutableArray<PhysicsFigure> Example() =>
    [
        .. new[] { 150.0, 200, 230, 270, 400, 600, 800 }.Select(rate =>
        {
            var storm = new Storm(3, 0.5, 4);
            var fluid = RecoversFluid(storm, rate) ? 1 : 0;
            var discrete = RecoversDiscrete(storm, rate, 1) ? 1 : 0;
            return new PhysicsFigure(
                FormattableString.Invariant($"{rate} requests per second"), "recovers (1) or not (0)", discrete, fluid,
                fluid - discrete, 0);
        }),
    ];

    /// <summary>The boundary of one policy and spike.</summary>
    public static PhysicsFigure Boundary(Storm storm)
    {
        ArgumentNullException.ThrowIfNull(storm);
        var fluid = Search(rate => RecoversFluid(storm, rate));
        var discrete = Search(rate => Enumerable.Range(1, 3).Count(seed => RecoversDiscrete(storm, rate, seed)) >= 2);
        return PhysicsFigure.Relative(storm.ToString(), "requests per second at the boundary", discrete, fluid, Bound);
    }

    /// <summary>The grid of policies and spikes.</summary>
    public static ImmutableArray<Storm> Grid { get; } =
    [
        .. from retries in new[] { 1, 2, 3 }
           from timeout in new[] { 0.25, 0.5, 1 }
           from spike in new[] { 4, 15 }
           select new Storm(retries, timeout, spike),
    ];

    private static double Search(Func<double, bool> recovers)
    {
        var (low, high) = (50.0, 1000.0);
        while (high - low > 0.01 * low)
        {
            var middle = (low + high) / 2;
            (low, high) = recovers(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static bool RecoversFluid(Storm storm, double rate)
    {
        var world = new SimulatedWorld(
            Estate(storm), [QueueEstate.Load(Caller, rate)], 1, QueueEstate.Settings);
        Play(() => world.Tick(), world.Inject, storm, rate);
        var p = world.State.Map.ProcessOf(QueueEstate.Id(Callee));
        return world.State.Processes.Wait[p] < storm.Timeout / 2;
    }

    private static bool RecoversDiscrete(Storm storm, double rate, int seed)
    {
        var world = new DiscreteWorld(
            Estate(storm), [QueueEstate.Load(Caller, rate)], (ulong)seed, QueueEstate.Settings);
        Play(() => world.Tick(), world.Inject, storm, rate);
        return world.Present(QueueEstate.Id(Callee)) < Capacity * storm.Timeout / 2;
    }

    private static void Play(Action tick, Action<FaultSpec> inject, Storm storm, double rate)
    {
        for (var second = 0; second < Before + storm.SpikeSeconds + After; second++)
        {
            if (second == Before)
            {
                inject(new FaultSpec(
                    "spike", "traffic-surge", [QueueEstate.Id(Caller)], null,
                    ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)
                        .Add("factor", 2 * Capacity / rate),
                    TimeSpan.Zero, TimeSpan.FromSeconds(storm.SpikeSeconds)));
            }

            tick();
        }
    }

    private static Estate Estate(Storm storm) => QueueEstate.Of(
        [QueueEstate.Process(Caller, 2000, 0.001), QueueEstate.Process(Callee, Servers, Service)],
        QueueEstate.Call(Caller, Callee) with
        {
            Retries = storm.Retries,
            Timeout = TimeSpan.FromSeconds(storm.Timeout),
        });

    /// <summary>A policy of retries, and a spike to twice the capacity.</summary>
    /// <param name="Retries">Further attempts.</param>
    /// <param name="Timeout">Seconds an attempt is waited for.</param>
    /// <param name="SpikeSeconds">How long the spike lasts.</param>
    public sealed record Storm(int Retries, double Timeout, int SpikeSeconds)
    {
        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant(
            $"{Retries} retries, timeout {Timeout} s, spike of {SpikeSeconds} s");
    }
}
