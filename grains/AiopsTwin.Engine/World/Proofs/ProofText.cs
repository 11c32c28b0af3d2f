using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>Puts proofs into words, and why there is none.</summary>
internal static class ProofText
{
    private const int NamesListed = 3;

    public const string NoRequests = "No proof: nobody around tells of its requests, so no world can be fitted.";

    public static string TooLarge(int entities) => string.Create(
        CultureInfo.InvariantCulture,
        $"No proof: {entities} entities are around, and a world is fitted to {WorldProver.MostEntities} at most.");

    public static string NoFit(double error) => string.Create(
        CultureInfo.InvariantCulture,
        $"No proof: the fitted world misses the usual response times by {error:P0} in the median.");

    public static string NotShown(int shown, int symptoms) => string.Create(
        CultureInfo.InvariantCulture,
        $"No proof: the fitted world shows {shown} of {symptoms} symptoms with everything observed put in.");

    public static string NoSymptom(int outside) => outside == 1
        ? "No proof: the trouble of the one entity that alerted is none a world of requests can show."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"No proof: the trouble of the {outside} entities that alerted is none a world of requests can show.");

    public static string NotFelt(EntityId suspect) =>
        $"No proof: nothing that was observed runs on {suspect.Name} or calls it.";

    public static string Of(
        EntityId suspect, CounterfactualCounts counts, List<CounterfactualEffect> effects,
        List<CounterfactualEffect> quiet)
    {
        var without = counts.Vanishing switch
        {
            0 => $"Without {suspect.Name} {None(counts.Symptoms)}",
            _ when counts.Vanishing == counts.Symptoms => $"Without {suspect.Name} {All(counts.Symptoms)}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"Without {suspect.Name} {counts.Vanishing} of {counts.Symptoms} symptoms vanish"),
        };
        var staying = counts.Vanishing > 0 && counts.Vanishing < counts.Symptoms
            ? $" (not on {Names(effects.Where(one => !one.Vanishes))})"
            : "";
        var alone = string.Create(
            CultureInfo.InvariantCulture, $"; alone it brings about {counts.Reproduced} of {counts.Symptoms}");
        var wrong = quiet.Count == 0 ? "" : $", and would also show on {Names(quiet)}, where all is well";
        return $"{without}{staying}{alone}{wrong}.";
    }

    private static string None(int symptoms) => symptoms == 1
        ? "the symptom stays"
        : string.Create(CultureInfo.InvariantCulture, $"all {symptoms} symptoms stay");

    private static string All(int symptoms) => symptoms == 1
        ? "the symptom vanishes"
        : string.Create(CultureInfo.InvariantCulture, $"all {symptoms} symptoms vanish");

    private static string Names(IEnumerable<CounterfactualEffect> effects)
    {
        var names = effects.Select(one => one.Entity).Distinct().Order().Select(entity => entity.Name).ToList();
        var more = names.Count - NamesListed;
        return string.Join(", ", names.Take(NamesListed))
            + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "");
    }
}
