using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Somebody holds a lock: every request waits for it, using no processor.</summary>
internal sealed class TableLock() : FaultKind(
    "table-lock",
    "Every request to a store waits for a lock, holding its slot meanwhile.",
    "Targets work; usually datastores.",
    new FaultParameter("milliseconds", "ms", 0.001, 3_600_000, null, "Mean wait of a request at full strength."))
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
            impairments.LockSeconds[impairments.Process(target)] += Value(fault, "milliseconds") * now.Strength / 1000;
        }
    }
}
