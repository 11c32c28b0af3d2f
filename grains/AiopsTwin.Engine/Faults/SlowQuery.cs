using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Queries lost their index: each takes longer and burns more processor time.</summary>
internal sealed class SlowQuery() : FaultKind(
    "slow-query",
    "Service time and processor time of every request to a store are multiplied.",
    "Targets work; usually datastores.",
    new FaultParameter("factor", "1", 1, 1000, null, "Multiplies service and processor time at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var factor = 1 + ((Value(fault, "factor") - 1) * now.Strength);
        foreach (var target in fault.Targets)
        {
            var p = impairments.Process(target);
            impairments.ServiceFactor[p] *= factor;
            impairments.CpuFactor[p] *= factor;
        }
    }
}
