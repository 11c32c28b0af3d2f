using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Memory is not given back: it fills, near the limit reclaiming it takes most of the time, and at the limit
/// the system kills.</summary>
internal sealed class Leak() : FaultKind(
    "leak",
    "Memory grows steadily; close to the limit the process spends its time reclaiming it, and at the limit copies are "
    + "killed one after the other and start anew. A revert is a restart.",
    "Targets work.",
    new FaultParameter("sharePerMinute", "1/min", 0.0001, 1, null, "Share of the memory limit lost each minute."),
    new FaultParameter(
        "kill", "1", 0, 1, 1, "1 when a copy at the limit is killed; 0 when it lives on and reclaims all the time."))
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
            var process = impairments.Process(target);
            impairments.LeakPerSecond[process] += Value(fault, "sharePerMinute") * now.Strength / 60;
            impairments.IsLimitDeadly[process] |= Value(fault, "kill") > 0;
        }
    }
}
