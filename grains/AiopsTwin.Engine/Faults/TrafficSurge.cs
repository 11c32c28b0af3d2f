using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>More work than usual comes from outside.</summary>
internal sealed class TrafficSurge() : FaultKind(
    "traffic-surge",
    "The work from outside is multiplied.",
    "Targets work and are entries: every load source that enters there is struck.",
    new FaultParameter("factor", "1", 1, 1000, null, "Multiplies the load at full strength."))
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
                impairments.LoadFactor[i] *= 1 + ((Value(fault, "factor") - 1) * strength);
            }
        }
    }
}
