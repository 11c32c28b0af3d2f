using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>Machines stop.</summary>
internal sealed class HostDown() : FaultKind(
    "host-down",
    "A machine stops: every copy and instance on it is gone, and it says nothing more.",
    "Targets are hosts or instances.")
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        EstateView.RequireKinds(
            fault, problems, EntityKind.Host, EntityKind.Instance);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            impairments.IsDown[impairments.Map.TryNodeOf(target)] = true;
        }
    }
}
