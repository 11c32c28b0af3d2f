using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>Something burns processor time: beside the work on a host, or inside a process.</summary>
internal sealed class CpuHog() : FaultKind(
    "cpu-hog",
    "Runnable threads take processor cores; everything else on the host shares what is left.",
    "Targets are hosts, instances, or working entities that run on hosts (spread evenly over their copies).",
    new FaultParameter("cores", "{core}", 0, 1024, null, "Threads that always want to run."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        foreach (var target in fault.Targets)
        {
            if (target.Kind is not (EntityKind.Host or EntityKind.Instance) && !estate.IsProcess(target))
            {
                problems.Add($"target {target} is neither a host nor an instance nor works");
            }
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var cores = Value(fault, "cores") * now.Strength;
        foreach (var target in fault.Targets)
        {
            var node = impairments.Map.TryNodeOf(target);
            if (impairments.Map.ProcessOfNode[node] is >= 0 and var process)
            {
                impairments.ProcessHog[process] += cores;
            }
            else if (impairments.Map.Placement.HostOfUnit[node] is >= 0 and var host)
            {
                impairments.HostHog[host] += cores;
            }
        }
    }
}
