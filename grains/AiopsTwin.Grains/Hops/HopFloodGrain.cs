using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Hops;

/// <summary>
/// Starts a flood at one entity grain, counts its messages until none is under way, and collects. Bounded in entities,
/// messages and time: it is a reference, not a way to work.
/// </summary>
internal sealed class HopFloodGrain(TwinSettings settings, IOptions<TwinOptions> options) : Grain, IHopFloodGrain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly SortedSet<EntityId> _visited = [];
    private HopLedger? _ledger;
    private TaskCompletionSource<bool>? _quiet;

    /// <inheritdoc />
    public async Task<HopAnswer> Run(EntityId origin, double strength)
    {
        var (twin, _) = GrainKeys.Split(this.GetPrimaryKeyString());
        var map = await GrainFactory.GetGrain<ITwinGrain>(twin).Partitions();
        if (!map.Of.ContainsKey(origin) || map.Of.Count > HopByHopFlood.MaxNodes)
        {
            return Refused(
                $"{origin} is not in twin {twin}, or the twin has more than {HopByHopFlood.MaxNodes} entities");
        }

        _visited.Clear();
        _ledger = new HopLedger();
        _quiet = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = settings.Flood.Request(FloodDirection.TowardDependents, [new FloodSource(origin, strength)]);
        _ledger.Send(origin, 0);
        await Entity(twin, origin).Hear(
            new HopMessage(this.GetPrimaryKeyString(), request, origin, 0, null, 0, strength));
        var isComplete = await _quiet.Task.WaitAsync(Patience);
        var reached = await Task.WhenAll(
            _visited.Select(entity => Entity(twin, entity).TakeHop(this.GetPrimaryKeyString())));
        if (!isComplete)
        {
            return Refused($"the flood took more than {options.Value.HopMessages} messages (Twin:HopMessages)");
        }

        var answer = reached.OfType<HopReach>().Where(reach => reach.Strength > 0);
        return reached.All(reach => reach is not null)
            ? new HopAnswer([.. answer], _ledger.Sent, "")
            : Refused($"an entity gave the flood up: it takes part in {options.Value.HopFloodsPerEntity} at a time "
                + "(Twin:HopFloodsPerEntity)");
    }

    /// <inheritdoc />
    public Task Report(HopReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (_ledger is null || _quiet is null)
        {
            // A message of a flood whose coordinator lived elsewhere before.
            return Task.CompletedTask;
        }

        _visited.Add(report.By);
        _ledger.Take(report);
        if (_ledger.IsQuiet)
        {
            _quiet.TrySetResult(true);
        }
        else if (_ledger.Sent > options.Value.HopMessages && _quiet.TrySetResult(false))
        {
            GrainInstruments.LimitHit("hops.messages");
        }

        return Task.CompletedTask;
    }

    private static HopAnswer Refused(string reason) => new(ImmutableArray<HopReach>.Empty, 0, reason);

    private IEntityHopGrain Entity(string twin, EntityId entity) =>
        GrainFactory.GetGrain<IEntityHopGrain>(GrainKeys.Entity(twin, entity));
}
