using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Requests fail: by the target's own doing, or on their way from the target to a peer.</summary>
internal sealed class ErrorAdd() : FaultKind(
    "error-add",
    "A share of requests fails, in the target itself or, with a peer, of its calls to that peer.",
    "Targets work; with a peer, targets call it.",
    new FaultParameter("ratio", "1", 0, 1, null, "Share that fails at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        estate.RequireProcesses(fault, problems);
        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var ratio = Value(fault, "ratio") * now.Strength;
        foreach (var target in fault.Targets)
        {
            var errors = fault.Peer is null ? impairments.ErrorAdd : impairments.Calls.ErrorAdd;
            var at = fault.Peer is { } peer ? impairments.Call(target, peer) : impairments.Process(target);
            errors[at] = 1 - ((1 - errors[at]) * (1 - ratio));
        }
    }
}
