using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>The network does not carry: one link, or everything to and from an entity.</summary>
internal sealed class Partition() : FaultKind(
    "partition",
    "Packets vanish between the targets and a peer or, without a peer, between the targets and everybody, "
    + "their monitor included.",
    "With a peer, targets call it; without one, targets are anything. A ramp is a growing loss of calls.")
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            if (fault.Peer is { } peer)
            {
                Block(impairments, impairments.Call(target, peer), now.Strength);
                continue;
            }

            var node = impairments.Map.TryNodeOf(target);
            impairments.IsCut[node] |= now.Strength >= 1;
            if (impairments.Map.ProcessOfNode[node] is >= 0 and var process && now.Strength < 1)
            {
                BlockAll(impairments, process, now.Strength);
            }
        }
    }

    private static void BlockAll(Impairments impairments, int process, double strength)
    {
        var graph = impairments.Map.Graph;
        foreach (var call in graph.InCalls.AsSpan(graph.InStart[process]..graph.InStart[process + 1]))
        {
            Block(impairments, call, strength);
        }

        foreach (var call in graph.OutCalls.AsSpan(graph.OutStart[process]..graph.OutStart[process + 1]))
        {
            Block(impairments, call, strength);
        }
    }

    private static void Block(Impairments impairments, int call, double share)
    {
        var blocked = impairments.Calls.Blocked;
        blocked[call] = 1 - ((1 - blocked[call]) * (1 - share));
    }
}
