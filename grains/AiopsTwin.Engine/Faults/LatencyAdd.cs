using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Work or its way takes longer.</summary>
internal sealed class LatencyAdd() : FaultKind(
    "latency-add",
    "The target's own service time grows or, with a peer, the way of its calls to that peer.",
    "Targets work; with a peer, targets call it (only milliseconds apply).",
    new FaultParameter("milliseconds", "ms", 0, 3_600_000, 0, "Added to every request at full strength."),
    new FaultParameter("factor", "1", 0.01, 1000, 1, "Multiplies the service time at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        estate.RequireProcesses(fault, problems);
        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
            if (Value(fault, "factor") != 1)
            {
                problems.Add("factor applies to a service time, but a peer is given: the way there has none");
            }
        }

        if (Value(fault, "milliseconds") == 0 && Value(fault, "factor") == 1)
        {
            problems.Add("latency-add needs milliseconds or factor, or it does nothing");
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var seconds = Value(fault, "milliseconds") * now.Strength / 1000;
        foreach (var target in fault.Targets)
        {
            if (fault.Peer is { } peer)
            {
                impairments.Calls.DelaySeconds[impairments.Call(target, peer)] += seconds;
            }
            else
            {
                var p = impairments.Process(target);
                impairments.ServiceAdd[p] += seconds;
                impairments.ServiceFactor[p] *= 1 + ((Value(fault, "factor") - 1) * now.Strength);
            }
        }
    }
}
