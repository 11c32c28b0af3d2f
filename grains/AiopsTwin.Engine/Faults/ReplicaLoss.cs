using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Copies stop while their machines live on: what is left carries the load.</summary>
internal sealed class ReplicaLoss() : FaultKind(
    "replica-loss",
    "Copies of the targets crash and stay away; calls to a target without copies are refused at once.",
    "Targets work.",
    new FaultParameter("replicas", "{copy}", 1, 100_000, 1, "Copies lost at full strength; at most all of them."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            var lost = Math.Floor((Value(fault, "replicas") * now.Strength) + 1e-9);
            impairments.CopiesLost[impairments.Process(target)] += lost;
        }
    }
}
