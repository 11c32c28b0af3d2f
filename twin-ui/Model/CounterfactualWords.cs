using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Counterfactuals in words.</summary>
public static class CounterfactualWords
{
    /// <summary>Unit of an effect's numbers (UCUM).</summary>
    public static string Unit(EffectKind kind) => kind switch
    {
        EffectKind.Slow => "s",
        EffectKind.Failing => "1",
        EffectKind.Work => "{request}/s",
        _ => "",
    };

    /// <summary>What is measured.</summary>
    public static string Quantity(EffectKind kind) => kind switch
    {
        EffectKind.Slow => "Response time",
        EffectKind.Failing => "Failures",
        EffectKind.Work => "Requests",
        _ => "Presence",
    };

    /// <summary>A value of an effect.</summary>
    public static string Value(EffectKind kind, double value) => kind == EffectKind.Silent
        ? value >= 0.5 ? "silent" : "there"
        : Units.Value(value, Unit(kind));

    /// <summary>What becomes of an effect, with a sign so that no colour is needed.</summary>
    public static string Fate(CounterfactualEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return effect switch
        {
            { IsSymptom: false } => "✗ predicted, but all is well",
            { Vanishes: true, IsReproduced: true } => "✓ vanishes, and is brought about",
            { Vanishes: true } => "✓ vanishes",
            { IsReproduced: true } => "– stays, though it is brought about",
            _ => "– stays",
        };
    }

    /// <summary>The counts of a proof; an empty text without one.</summary>
    public static string Outcome(Counterfactual proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Counts is { } counts
            ? FormattableString.Invariant($"{counts.Vanishing} of {counts.Symptoms} vanish")
            : "no proof";
    }

    /// <summary>How far the simulation can be trusted, and over what it looked.</summary>
    public static string Trust(Counterfactual proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var outside = proof.Counts switch
        {
            { Outside: 1 } => " One entity that alerted has trouble of a sort it cannot show.",
            { Outside: > 1 and var some } => $" {some} entities that alerted have trouble of a sort it cannot show.",
            _ => "",
        };
        return $"The simulated world was fitted to what is usual; it meets the usual response times within "
            + $"{Units.Share(proof.FitError)} in the median. Compared: {Units.Clock(proof.Since)} to "
            + $"{Units.Clock(proof.Until)} UTC, {Units.Number(proof.Steps)} steps.{outside}";
    }
}
