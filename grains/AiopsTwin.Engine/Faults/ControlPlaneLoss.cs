using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>Nobody steers any more.</summary>
internal sealed class ControlPlaneLoss() : FaultKind(
    "control-plane-loss",
    "The control plane is gone: nothing starts, nothing is scaled, and what runs goes on. Nothing shows until "
    + "something is lost or wanted; then it stays lost.",
    "Targets are zones, racks or hosts: what has copies there; any other target stands for the whole estate.")
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems) =>
        EstateView.RequireNoPeer(fault, problems);

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var map = impairments.Map;
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            var isPlace = target.Kind is EntityKind.Zone or EntityKind.Rack or EntityKind.Host;
            var hosts = isPlace ? PlaceReach.HostsOf(map, target) : [];
            for (var p = 0; p < map.Processes.Length; p++)
            {
                if (!isPlace || hosts.Any(host => WayFault.StandsAt(map, p, host) > 0))
                {
                    impairments.IsStartBlocked[p] = impairments.IsUnscaled[p] = true;
                }
            }
        }
    }
}
