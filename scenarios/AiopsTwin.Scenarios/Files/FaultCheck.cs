using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>
/// Asks the catalogue of faults whether a fault suits the estate, and reports its answer at the fault.
/// </summary>
internal static class FaultCheck
{
    public static void Check(FaultDraft fault, Estate estate, ProblemList problems)
    {
        foreach (var reason in FaultCatalog.Check(fault.Spec, estate))
        {
            problems.Add(FaultCatalog.Find(fault.Spec.Kind) is null ? fault.Place.Child("kind") : fault.Place, reason);
        }
    }
}
