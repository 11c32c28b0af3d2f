using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Impacts;

/// <summary>
/// A warmed-up simulated world from which forks are played, each with other faults, beside one without: what questions
/// about losses and faults have in common. The usual course is kept tick by tick, so that a day's tide and the noise of
/// the load, which are the same in every fork, are no impact.
/// </summary>
internal sealed class ImpactStage
{
    // Queues and copies come to rest, pools fill; far less than a day's tide.
    private const int WarmUpMinutes = 10;

    // Where nothing is stated: what a public service is often asked for.
    private static readonly ServiceObjective Assumed = new(ObjectiveKind.Availability, 0.999, null);

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly SimulatedWorld _world;
    private readonly TimeSpan _tick;
    private readonly int _ticks;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<ServiceObjective>[] _objectives;

    /// <summary>Warms up a world and plays it once without a fault.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the load's noise; all forks have the same.</param>
    /// <param name="time">Time between two looks, after which an impact can be told, and simulated minutes after the
    /// faults.</param>
    /// <param name="cancellation">Ends it, now and in every play.</param>
    public ImpactStage(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, (TimeSpan Tick, int Minutes) time,
        CancellationToken cancellation)
    {
        var tick = time.Tick;
        (_tick, _ticks, _cancellation) = (tick, (int)(TimeSpan.FromMinutes(time.Minutes) / tick), cancellation);
        _world = new SimulatedWorld(estate, load, seed, new WorldSettings(Noon, tick, TimeSpan.FromHours(1)));
        for (var done = TimeSpan.Zero; done < TimeSpan.FromMinutes(WarmUpMinutes); done += tick)
        {
            cancellation.ThrowIfCancellationRequested();
            _world.Tick();
        }

        Map = _world.State.Map;
        Entries = [.. Map.SourceProcess.Distinct().Order()];
        var stated = estate.Topology.Entities.ToDictionary(entity => entity.Id, ServiceObjective.Of);
        _objectives = [.. Map.Processes.Select((process, p) => stated[process.Entity] is { IsEmpty: false } own
            ? own
            : Entries.Contains(p) ? [Assumed] : [])];
        IsStated = [.. Map.Processes.Select(process => !stated[process.Entity].IsEmpty)];
        Usual = Played(_world.Fork(), null);
    }

    /// <summary>The estate with numbers for names.</summary>
    public WorldMap Map { get; }

    /// <summary>Processes at which work enters.</summary>
    public int[] Entries { get; }

    /// <summary>By process: whether it states an objective itself; entries that state none are held to an availability
    /// of 99.9 %.</summary>
    public bool[] IsStated { get; }

    /// <summary>What comes without a fault.</summary>
    public ImpactPlay Usual { get; }

    /// <summary>Time played after the faults.</summary>
    public TimeSpan Length => _tick * _ticks;

    /// <summary>Plays a fork with faults from its beginning.</summary>
    /// <param name="faults">The faults; each fits the estate.</param>
    public ImpactPlay Play(IEnumerable<FaultSpec> faults)
    {
        var world = _world.Fork();
        foreach (var fault in faults)
        {
            world.Inject(fault);
        }

        return Played(world, Usual);
    }

    private ImpactPlay Played(SimulatedWorld world, ImpactPlay? usual)
    {
        var play = new ImpactPlay(world, Entries, _objectives, usual);
        for (var tick = 1; tick <= _ticks; tick++)
        {
            _cancellation.ThrowIfCancellationRequested();
            world.Tick();
            play.Look(tick * _tick, _tick.TotalSeconds);
        }

        return play;
    }
}
