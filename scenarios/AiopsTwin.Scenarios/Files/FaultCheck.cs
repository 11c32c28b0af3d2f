using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>Asks the catalogue of faults whether a fault suits the estate, and reports its answer at the fault.</summary>
internal static class FaultCheck
{
    public static void Check(FaultDraft fault, Estate estate, ProblemList problems)
    {
        foreach (var reason in Reasons(fault.Spec, estate))
        {
            problems.Add(fault.Place, reason);
        }
    }

    private static IEnumerable<string> Reasons(FaultSpec spec, Estate estate) =>
        spec.Targets.IsEmpty || estate.Topology.Entities.IsEmpty ? ["has no target"] : [];
}
