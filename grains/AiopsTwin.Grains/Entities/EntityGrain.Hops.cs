using AiopsTwin.Contracts;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Grains.Hops;

namespace AiopsTwin.Grains.Entities;

/// <summary>The entity's part in floods that travel entity by entity: one-way messages along its own links.</summary>
internal sealed partial class EntityGrain : IEntityHopGrain
{
    // Floods whose coordinator never asks again must not be remembered for ever.
    private const int MaxLostHops = 64;

    private readonly List<HopPart> _hops = [];
    private readonly List<string> _lostHops = [];

    /// <inheritdoc />
    public async Task Hear(HopMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (PartIn(message) is not { } part)
        {
            // The coordinator waits for every message, and learns of the loss when it collects.
            await Report(message, 0, 0);
            return;
        }

        var told = message.Kind is { } kind
            ? part.Flood.Hear(message.From, kind, message.Hop, message.Value)
            : part.Flood.Hold(message.Value);
        var first = part.Sent + 1;
        var (twin, _) = GrainKeys.Split(this.GetPrimaryKeyString());
        foreach (var one in told)
        {
            part.Sent++;
            var next = message with
            {
                From = _state.Entity,
                Number = part.Sent,
                Kind = one.Kind,
                Hop = one.Hop,
                Value = one.Value,
            };
            await GrainFactory.GetGrain<IEntityHopGrain>(GrainKeys.Entity(twin, one.To)).Hear(next);
        }

        await Report(message, first, told.Length);
    }

    /// <inheritdoc />
    public Task<HopReach?> TakeHop(string flood)
    {
        _lostHops.Remove(flood);
        var index = _hops.FindIndex(part => part.Id == flood);
        if (index < 0)
        {
            return Task.FromResult<HopReach?>(null);
        }

        var part = _hops[index];
        _hops.RemoveAt(index);
        return Task.FromResult<HopReach?>(new HopReach(_state.Entity, part.Flood.Strength, part.Flood.Hops));
    }

    private Task Report(HopMessage taken, long firstSent, int sent) =>
        GrainFactory.GetGrain<IHopFloodGrain>(taken.Flood).Report(
            new HopReport(_state.Entity, taken.From, taken.Number, firstSent, sent));

    /// <summary>This entity's part in the flood; null when it was given up for others.</summary>
    private HopPart? PartIn(HopMessage message)
    {
        var index = _hops.FindIndex(part => part.Id == message.Flood);
        if (index >= 0)
        {
            return _hops[index];
        }

        if (_lostHops.Contains(message.Flood))
        {
            return null;
        }

        if (_hops.Count >= options.Value.HopFloodsPerEntity)
        {
            _lostHops.Add(_hops[0].Id);
            _lostHops.RemoveRange(0, Math.Max(0, _lostHops.Count - MaxLostHops));
            _hops.RemoveAt(0);
            GrainInstruments.LimitHit("entity.hop_floods");
        }

        var share = new EntityShare(
            _definition?.DependsOn ?? [], _definition?.Dependents ?? [], _definition?.Groups ?? []);
        var part = new HopPart(
            message.Flood, new EntityFlood(_state.Entity, share, message.Request, settings.Flood));
        _hops.Add(part);
        return part;
    }

    private sealed class HopPart(string id, EntityFlood flood)
    {
        public string Id => id;

        public EntityFlood Flood => flood;

        public long Sent { get; set; }
    }
}
