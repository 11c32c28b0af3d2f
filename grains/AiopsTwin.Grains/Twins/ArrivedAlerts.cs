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

    /// <summary>Lets alerts in as long as there is room; what is news of them is then to be stored. Monitoring systems
    /// say again and again what fires: a record that is held already, and so is stored, needs no room.</summary>
    /// <param name="alerts">What arrived.</param>
    /// <param name="limit">Most alerts that may wait.</param>
    /// <param name="isHeld">Whether a record is held already.</param>
    /// <returns>How many were let in, from the first on, and what is news of them.</returns>
    public (int Taken, ImmutableArray<Alert> News) Admit(
        ImmutableArray<Alert> alerts, int limit, Func<Alert, bool> isHeld)
    {
        var room = limit - Count - _writing;
        var news = ImmutableArray.CreateBuilder<Alert>();
        var taken = 0;
        for (; taken < alerts.Length; taken++)
        {
            if (isHeld(alerts[taken]))
            {
                continue;
            }

            if (news.Count >= room)
            {
                break;
            }

            news.Add(alerts[taken]);
        }

        _writing += news.Count;
        return (taken, news.ToImmutable());
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
