using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A queue is flooded.</summary>
internal sealed class QueueFlood() : WorkFault(
    "queue-flood",
    "Somebody sends messages beside those there are: the queue lengthens, and what is in it grows old.",
    "Targets are queues, or anything that works.",
    new FaultParameter("messagesPerSecond", "{message}/s", 0.01, 1e7, null, "How many, at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.AddLoad(p, Value(fault, "messagesPerSecond") * now.Strength);
}
