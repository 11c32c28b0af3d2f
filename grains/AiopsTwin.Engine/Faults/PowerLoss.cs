using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>Power is lost in a place and in everything that depends on it alone.</summary>
internal sealed class PowerLoss() : FaultKind(
    "power-loss",
    "Power is lost: the target and all that stands in it or takes its only power from it is dark and silent.",
    "Targets are racks, hosts, zones or power feeds (external).")
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        EstateView.RequireKinds(
            fault, problems, EntityKind.Rack, EntityKind.Host, EntityKind.Zone, EntityKind.External);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            impairments.IsDown[impairments.Map.TryNodeOf(target)] = true;
        }
    }
}
