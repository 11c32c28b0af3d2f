using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// The same estate, load and faults as <see cref="SimulatedWorld"/>, one request at a time: a world zoomed into as a
/// whole, for tails, for small estates, and to check the fluid model against. Queues, pools, timeouts, retries and
/// breakers are events; what is not about single requests (faults that grow, processor shares, limits, copies that
/// start, caches that fill) moves in steps of the settings' tick, by the same code. Same inputs, same events. Not safe
/// for use by two callers at once.
/// </summary>
public sealed class DiscreteWorld
{
    private readonly SimulatedWorld _world;
    private readonly Zoom _zoom;

    /// <summary>Builds the world at rest, empty.</summary>
    /// <param name="estate">The estate; each call of its model has a link in its topology.</param>
    /// <param name="load">Work from outside; every entry must have a process model.</param>
    /// <param name="seed">Seed of all chance.</param>
    /// <param name="settings">How time is kept; the tick is the step of what is not about single requests.</param>
    /// <exception cref="ArgumentException">The model and the topology do not fit, nobody in it does any work, or the
    /// settings are out of range.</exception>
    public DiscreteWorld(Estate estate, ImmutableArray<LoadSource> load, ulong seed, WorldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(settings);
        var working = estate.World.Processes.Select(process => process.Entity);
        _world = new SimulatedWorld(estate, load, seed, settings with { Zoom = [.. working] });
        _zoom = _world.State.Zoom ?? throw new ArgumentException("Nobody in the estate does any work.", nameof(estate));
    }

    /// <summary>Virtual time, UTC.</summary>
    public DateTimeOffset Now => _world.Now;

    /// <summary>Events so far.</summary>
    public long Events => _zoom.Events;

    /// <summary>Injects a fault now. A fault with the id of an active one takes its place.</summary>
    /// <param name="fault">The fault; its ramp and duration count from now.</param>
    /// <exception cref="ArgumentException">The fault does not fit the estate; the message lists every
    /// problem.</exception>
    public void Inject(FaultSpec fault) => _world.Inject(fault);

    /// <summary>Takes a fault back, at once and wholly; nothing happens when it is not active (any more).</summary>
    /// <param name="faultId">Id of the fault.</param>
    public void Revert(string faultId) => _world.Revert(faultId);

    /// <summary>Moves the world by one tick.</summary>
    /// <returns>What it reports, by the names of <see cref="SimulatedWorld"/>; batches are empty except at the end of a
    /// telemetry interval.</returns>
    public WorldTelemetry Tick() => _world.Tick();

    /// <summary>What an entity has done since the last <see cref="Clear"/>.</summary>
    /// <param name="entity">An entity with a process model.</param>
    /// <exception cref="ArgumentException">The entity does no work.</exception>
    public DiscreteReport Report(EntityId entity)
    {
        var tally = _zoom.TallyOf(ProcessOf(entity));
        return new DiscreteReport(
            Count(ProcessTally.Arrived), Count(ProcessTally.Served), Count(ProcessTally.Failed),
            Count(ProcessTally.Lost), tally.SinceClear(ProcessTally.OwnSeconds),
            tally.SinceClear(ProcessTally.BusySeconds), tally.Response);

        long Count(int kind) => (long)tally.SinceClear(kind);
    }

    /// <summary>Forgets what was counted, for example after a warm-up; what is under way goes on.</summary>
    public void Clear()
    {
        for (var p = 0; p < _world.State.Map.Processes.Length; p++)
        {
            _zoom.TallyOf(p).Clear();
        }
    }

    /// <summary>Requests present at an entity, waiting or at own work.</summary>
    /// <param name="entity">An entity with a process model.</param>
    /// <exception cref="ArgumentException">The entity does no work.</exception>
    public int Present(EntityId entity) => _zoom.PresentAt(ProcessOf(entity));

    private int ProcessOf(EntityId entity) => _world.State.Map.ProcessOf(entity) is >= 0 and var p
        ? p
        : throw new ArgumentException($"{entity} does no work.", nameof(entity));
}

/// <summary>What an entity has done in a discrete-event world.</summary>
/// <param name="Arrived">Requests that came.</param>
/// <param name="Served">Requests whose own work was done.</param>
/// <param name="Failed">Answers that were failures.</param>
/// <param name="Lost">Requests turned away, taken back, or lost with a copy.</param>
/// <param name="OwnSeconds">Seconds of waiting for a slot and of own work, over those served.</param>
/// <param name="BusySeconds">Seconds of own work begun.</param>
/// <param name="Response">Times from arrival to answer, dependencies included, failures too.</param>
public sealed record DiscreteReport(
    long Arrived, long Served, long Failed, long Lost, double OwnSeconds, double BusySeconds, ResponseTally Response);
