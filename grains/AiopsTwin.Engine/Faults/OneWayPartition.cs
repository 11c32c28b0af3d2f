using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>The network carries one way only.</summary>
internal sealed class OneWayPartition() : FaultKind(
    "partition-one-way",
    "Packets from the targets vanish, packets to them arrive: what the targets ask never arrives; what they are asked "
    + "they do, and the answer is lost.",
    "With a peer, one of the two calls the other; without one, targets work.")
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        estate.RequireProcesses(fault, problems);
        if (fault.Peer is { } peer)
        {
            foreach (var target in fault.Targets.Where(
                target => !estate.Calls(target, peer) && !estate.Calls(peer, target)))
            {
                problems.Add($"neither of {target} and {peer} calls the other");
            }
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var (graph, calls) = (impairments.Map.Graph, impairments.Calls);
        var peer = fault.Peer is { } other ? impairments.Process(other) : -1;
        foreach (var target in fault.Targets)
        {
            var p = impairments.Process(target);
            for (var e = 0; e < graph.Count; e++)
            {
                if (graph.From[e] == p && (peer < 0 || graph.To[e] == peer))
                {
                    CallImpairments.Add(calls.Blocked, e, now.Strength);
                }
                else if (graph.To[e] == p && (peer < 0 || graph.From[e] == peer))
                {
                    CallImpairments.Add(calls.Unanswered, e, now.Strength);
                }
            }
        }
    }
}
