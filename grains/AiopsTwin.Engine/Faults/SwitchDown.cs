using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>A switch stops and cuts off what connects through it alone.</summary>
internal sealed class SwitchDown() : FaultKind(
    "switch-down",
    "A switch stops: what connects through it alone cannot be reached.",
    "Targets are switches.")
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        EstateView.RequireKinds(
            fault, problems, EntityKind.Switch);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            impairments.IsDown[impairments.Map.TryNodeOf(target)] = true;
        }
    }
}
