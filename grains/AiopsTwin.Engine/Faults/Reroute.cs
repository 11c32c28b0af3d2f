using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Calls of one entity are sent to another callee.</summary>
internal sealed class Reroute() : FaultKind(
    KindName,
    "Calls of the first target to the peer go to the second target instead; over a ramp, a growing share of them.",
    "Two targets: the caller, then the new callee, which works. The peer is the old callee, which the caller calls.")
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    /// <summary>Name of the kind: a world must make way for such a fault before it strikes.</summary>
    public const string KindName = "reroute";

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        if (fault.Targets.Length != 2)
        {
            problems.Add($"reroute takes two targets, the caller and the new callee; {fault.Targets.Length} given");
            return;
        }

        var (caller, callee) = (fault.Targets[0], fault.Targets[1]);
        if (fault.Peer is not { } peer || !estate.Calls(caller, peer))
        {
            problems.Add($"reroute needs a peer that {caller} calls: the old callee");
        }

        if (!estate.IsProcess(callee))
        {
            problems.Add($"target {callee} has no process model, so it can answer nothing");
        }

        if (callee == fault.Peer || callee == caller)
        {
            problems.Add($"target {callee} cannot be the new callee: it is the caller or the old one");
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var original = impairments.Call(fault.Targets[0], fault.Peer!.Value);
        var detour = impairments.Call(fault.Targets[0], fault.Targets[1]);
        var weight = impairments.Calls.Weight;
        var calls = impairments.Map.Graph.Calls;

        // The detour may be a call the caller makes anyway, at a rate of its own: as many calls as leave must arrive.
        weight[detour] += weight[original] * now.Strength * calls[original].PerRequest / calls[detour].PerRequest;
        weight[original] *= 1 - now.Strength;
    }

    /// <summary>Adds the way to the new callee to the graph, unless the caller has one already.</summary>
    internal static void Prepare(FaultSpec fault, Impairments impairments)
    {
        var (from, to) = (impairments.Process(fault.Targets[0]), impairments.Process(fault.Targets[1]));
        if (impairments.Map.Graph.Find(from, to) < 0)
        {
            impairments.Map.Graph.AppendDetour(impairments.Call(fault.Targets[0], fault.Peer!.Value), to);
        }
    }
}
