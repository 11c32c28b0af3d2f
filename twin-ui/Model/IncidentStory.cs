using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>One entity of the comparison of prediction and observation.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Strength">Predicted severity; null when it was not predicted.</param>
/// <param name="DelaySeconds">Predicted delay; null when it was not predicted.</param>
/// <param name="Hops">Predicted distance; null when it was not predicted.</param>
/// <param name="IsObserved">True when it was observed to be affected.</param>
public sealed record ImpactRow(EntityId Entity, double? Strength, double? DelaySeconds, int? Hops, bool IsObserved);

/// <summary>What the page says of an incident, worked out from its record.</summary>
public static class IncidentStory
{
    /// <summary>One sentence: what is named, by which evidence, how much follows from it.</summary>
    public static string Sentence(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var alerts = Units.Count(incident.AlertCount, "alert");
        var impact = $"{incident.Impact.Length} {(incident.Impact.Length == 1 ? "entity" : "entities")} affected";
        if (incident.Diagnosis is not { Suspects: { IsDefaultOrEmpty: false } suspects })
        {
            return $"{alerts}, {impact}; no cause is named yet.";
        }

        return $"{CauseOf(suspects[0])} {(IsOver(incident) ? "was" : "is")} the likely cause of {alerts}, {impact}.";
    }

    /// <summary>The suspect in a few words, with the change held responsible.</summary>
    public static string CauseOf(Suspect suspect)
    {
        ArgumentNullException.ThrowIfNull(suspect);
        return suspect.Change is { } change
            ? $"The {ChangeWords.Word(change.Kind)} of {Units.Clock(change.At)} UTC on {change.Entity.Name} "
                + $"(“{change.Title}”)"
            : $"{Capital(KindWords.Word(suspect.Entity.Kind))} {suspect.Entity.Name}";
    }

    /// <summary>What a belief means, for people.</summary>
    public const string BeliefMeaning = "How likely it is the cause, as measured on drawn faults. What the suspects "
        + "listed leave of 100 % is the belief that it is something else.";

    /// <summary>Belief in words; the number beside it is a share among the suspects listed.</summary>
    public static string Confidence(double posterior) => posterior switch
    {
        >= 0.8 => "strong",
        >= 0.5 => "likely",
        >= 0.25 => "possible",
        _ => "weak",
    };

    /// <summary>Prediction beside observation: agreements first, then misses of either side, by name.</summary>
    public static ImmutableArray<ImpactRow> Impact(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var observed = incident.Impact.ToImmutableHashSet();
        var predicted = incident.BlastRadius
            .Select(reach => new ImpactRow(
                reach.Entity, reach.Strength, reach.DelaySeconds, reach.Hops, observed.Contains(reach.Entity)))
            .ToArray();
        var named = predicted.Select(row => row.Entity).ToHashSet();
        return
        [
            .. predicted
                .Concat(incident.Impact.Where(entity => !named.Contains(entity))
                    .Select(entity => new ImpactRow(entity, null, null, null, true)))
                .OrderBy(row => row.IsObserved ? row.Strength is null ? 1 : 0 : 2)
                .ThenBy(row => row.Hops ?? int.MaxValue)
                .ThenBy(row => row.Entity),
        ];
    }

    /// <summary>The state in a word.</summary>
    public static string StateWord(IncidentState state) => state switch
    {
        IncidentState.Open => "open",
        IncidentState.Diagnosed => "diagnosed",
        IncidentState.Mitigated => "mitigated",
        _ => "closed",
    };

    private static bool IsOver(Incident incident) => incident.State is IncidentState.Mitigated or IncidentState.Closed;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
