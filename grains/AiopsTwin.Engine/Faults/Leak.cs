using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Memory is not given back: it fills, and near the limit reclaiming it takes most of the time.</summary>
internal sealed class Leak() : FaultKind(
    "leak",
    "Memory grows steadily; close to the limit the process spends its time reclaiming it. A revert is a restart.",
    "Targets work.",
    new FaultParameter("sharePerMinute", "1/min", 0.0001, 1, null, "Share of the memory limit lost each minute."))
{
    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal override void Apply(FaultSpec fault, double strength, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            impairments.LeakPerSecond[impairments.Process(target)] += Value(fault, "sharePerMinute") * strength / 60;
        }
    }
}
