using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Work from outside comes in another amount than usual.</summary>
internal abstract class LoadFault(string name, string summary, params FaultParameter[] parameters) : FaultKind(
    name, summary, "Targets work and are entries: every load source that enters there is struck.", parameters)
{
    /// <summary>By how much the load is multiplied.</summary>
    private protected abstract double Factor(FaultSpec fault, FaultMoment now);

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var load = impairments.Map.Load;
        for (var i = 0; i < load.Length; i++)
        {
            if (fault.Targets.Contains(load[i].Entry))
            {
                impairments.LoadFactor[i] *= Factor(fault, now);
            }
        }
    }
}
