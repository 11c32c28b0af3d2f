using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A connection pool is set too small: calls wait for a connection, and some give up waiting.</summary>
internal sealed class PoolShrink() : FaultKind(
    "pool-shrink",
    "The connection pool between the targets and a peer is set to a size.",
    "Targets call the peer.",
    new FaultParameter("size", "{connection}", 1, 100_000, null, "Connections at full strength, over all copies."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems) =>
        estate.RequireCalls(fault, problems);

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var size = Value(fault, "size");
        foreach (var target in fault.Targets)
        {
            var pool = impairments.Calls.Pool;
            var call = impairments.Call(target, fault.Peer!.Value);

            // Without a pool there is nothing to shrink from: the limit then comes down from four times the size.
            var before = pool[call] > 0 ? pool[call] : 4 * size;
            pool[call] = before + ((size - before) * now.Strength);
        }
    }
}
