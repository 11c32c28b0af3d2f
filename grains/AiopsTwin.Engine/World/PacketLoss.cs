using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// What lost packets cost a request: the last packets of a message have nothing behind them that would report their
/// loss, so the sender waits for its retransmission timer; and a lossy way carries no more than
/// <c>1.22 MSS / (RTT sqrt(q))</c> (Mathis, Semke, Mahdavi, Ott 1997).
/// </summary>
internal static class PacketLoss
{
    /// <summary>Shortest retransmission wait of common systems (Linux' TCP_RTO_MIN), seconds.</summary>
    private const double RetransmitSeconds = 0.2;

    /// <summary>Bytes of a full packet on Ethernet.</summary>
    public const double SegmentBytes = 1460;

    /// <summary>Round trip within a data centre, seconds; the least there is to multiply.</summary>
    private const double ShortestRoundTrip = 0.0005;

    /// <summary>What the network adds to an answer: delay, and packets sent again.</summary>
    public static Moments Way(CallGraph graph, CallImpairments overlay, int e)
    {
        var (delay, variance, loss) = (overlay.DelaySeconds[e], overlay.DelayVariance[e], overlay.Loss[e]);
        return loss == 0 ? new Moments(delay, variance) : Add(graph.Calls[e].Policy, loss, delay, variance);
    }

    /// <summary>Adds the cost of loss to a way.</summary>
    private static Moments Add(CallModel call, double loss, double delay, double variance)
    {
        var lost = Math.Min(loss, 0.99);
        var bytes = call.RequestBytes + call.ResponseBytes;

        // One timer in each direction; each further loss of the same packet doubles it (RFC 6298, 5.5), so with q < 1/2
        // the mean wait is q / (1 - 2q); beyond that the series has no mean and the caller's timeout decides.
        var wait = RetransmitSeconds * lost / Math.Max(0.02, 1 - (2 * lost));
        var transfer = bytes * Math.Max(ShortestRoundTrip, delay) * Math.Sqrt(lost) / (1.22 * SegmentBytes);
        return new Moments(
            delay + (2 * wait) + transfer, variance + (2 * ((RetransmitSeconds * wait) + (wait * wait))));
    }
}
