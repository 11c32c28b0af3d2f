using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Twins;

/// <summary>Alerts of others on their way to the brain: being stored, or stored and waiting for the next step. In the
/// order in which the log has them.</summary>
internal sealed class ArrivedAlerts
{
    private readonly Queue<(long Position, ImmutableArray<Alert> Alerts)> _waiting = [];
    private int _writing;

    /// <summary>How many are stored and wait.</summary>
    public int Count { get; private set; }

    /// <summary>Those that wait, in order.</summary>
    public ImmutableArray<Alert> All => [.. _waiting.SelectMany(some => some.Alerts)];

    /// <summary>Lets alerts in as long as there is room; those let in are then to be stored.</summary>
    /// <returns>The first of them, as many as there is room for.</returns>
    public ImmutableArray<Alert> Admit(ImmutableArray<Alert> alerts, int limit)
    {
        var room = Math.Max(0, limit - Count - _writing);
        var admitted = alerts.Length <= room ? alerts : alerts[..room];
        _writing += admitted.Length;
        return admitted;
    }

    /// <summary>The log holds alerts that were let in.</summary>
    public void Stored(ImmutableArray<Alert> alerts, long position)
    {
        _writing -= alerts.Length;
        Restore(alerts, position);
    }

    /// <summary>Takes up what an earlier life left waiting.</summary>
    public void Restore(ImmutableArray<Alert> alerts, long position)
    {
        if (!alerts.IsEmpty)
        {
            _waiting.Enqueue((position, alerts));
            Count += alerts.Length;
        }
    }

    /// <summary>Takes out what was stored up to a position.</summary>
    public ImmutableArray<Alert> TakeThrough(long position)
    {
        var taken = ImmutableArray.CreateBuilder<Alert>();
        while (_waiting.TryPeek(out var first) && first.Position <= position)
        {
            taken.AddRange(_waiting.Dequeue().Alerts);
        }

        Count -= taken.Count;
        return taken.ToImmutable();
    }

    /// <summary>Forgets those that wait.</summary>
    public void Clear()
    {
        _waiting.Clear();
        Count = 0;
    }
}
