using System.Collections.Immutable;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>
/// What a partition has to tell its twin, kept until the twin acknowledged it: an alert handed over in a call whose
/// answer was lost must not be lost with it.
/// </summary>
internal sealed class PartitionOutbox(Guid life, int limit)
{
    private readonly Queue<(long Sequence, Alert Alert)> _alerts = new();
    private long _sequence;

    /// <summary>Newest place.</summary>
    public OutboxMark Mark => new(life, _sequence);

    /// <summary>Place the twin acknowledged last.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Alerts not acknowledged, in order.</summary>
    public ImmutableArray<Alert> Alerts => [.. _alerts.Select(entry => entry.Alert)];

    /// <summary>Gives something a place.</summary>
    public long Stamp() => ++_sequence;

    /// <summary>Puts an alert out.</summary>
    public void Add(Alert alert)
    {
        _alerts.Enqueue((Stamp(), alert));
        if (_alerts.Count > limit)
        {
            _alerts.Dequeue();
            GrainInstruments.LimitHit("partition.outbox");
        }
    }

    /// <summary>Forgets what lies at or before a mark of this life.</summary>
    public void Acknowledge(OutboxMark mark)
    {
        if (mark.Life != life)
        {
            return;
        }

        Acknowledged = Math.Max(Acknowledged, mark.Sequence);
        while (_alerts.TryPeek(out var oldest) && oldest.Sequence <= Acknowledged)
        {
            _alerts.Dequeue();
        }
    }
}
