using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Hops;

/// <summary>
/// Tells when no message of a flood is under way. Every message is known by sender and number; a report says which one
/// was taken in and which ones were sent because of it. Reports may overtake each other: a message may be known as
/// taken in before it is known as sent. Nothing is under way exactly when the two sets are equal: the sender of any
/// message still under way was itself sent by somebody, and following that chain back from the first message, which is
/// known, one comes to a message that is known as sent and not as taken in.
/// </summary>
internal sealed class HopLedger
{
    private readonly Dictionary<(EntityId From, long Number), int> _balance = [];

    /// <summary>Messages known as sent.</summary>
    public long Sent { get; private set; }

    /// <summary>True when nothing is under way.</summary>
    public bool IsQuiet => Sent > 0 && _balance.Count == 0;

    /// <summary>Notes a message sent.</summary>
    public void Send(EntityId from, long number)
    {
        Sent++;
        Move((from, number), 1);
    }

    /// <summary>Notes a message taken in and those sent because of it.</summary>
    public void Take(HopReport report)
    {
        for (var number = report.FirstSent; number < report.FirstSent + report.Sent; number++)
        {
            Send(report.By, number);
        }

        Move((report.From, report.Number), -1);
    }

    private void Move((EntityId From, long Number) message, int by)
    {
        var balance = _balance.GetValueOrDefault(message) + by;
        if (balance == 0)
        {
            _balance.Remove(message);
        }
        else
        {
            _balance[message] = balance;
        }
    }
}
