using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Part of the work from outside stays away.</summary>
internal sealed class TrafficDrop() : FaultKind(
    "traffic-drop",
    "A share of the work from outside no longer arrives.",
    "Targets work and are entries: every load source that enters there is struck.",
    new FaultParameter("share", "1", 0, 1, null, "Share lost at full strength."))
{
    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal override void Apply(FaultSpec fault, double strength, Impairments impairments)
    {
        var load = impairments.Map.Load;
        for (var i = 0; i < load.Length; i++)
        {
            if (fault.Targets.Contains(load[i].Entry))
            {
                impairments.LoadFactor[i] *= 1 - (Value(fault, "share") * strength);
            }
        }
    }
}
