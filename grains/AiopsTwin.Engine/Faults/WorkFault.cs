using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that strikes entities that work, each for itself.</summary>
internal abstract class WorkFault(string name, string summary, string targets, params FaultParameter[] parameters)
    : FaultKind(name, summary, targets, parameters)
{
    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            Lay(fault, now, impairments, impairments.Process(target));
        }
    }

    /// <summary>Lays the fault over one process.</summary>
    private protected abstract void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p);
}
