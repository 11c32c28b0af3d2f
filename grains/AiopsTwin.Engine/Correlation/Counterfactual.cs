using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// What a simulated world says of a suspect: the incident as it would have gone had the suspect stayed well, and as it
/// would have gone had nothing but the suspect been ill (docs/methods/counterfactual.md).
/// </summary>
/// <param name="At">When it was simulated, virtual time.</param>
/// <param name="Sentence">The result in words, or why there is none.</param>
/// <param name="Counts">The result in numbers; null when there is none.</param>
/// <param name="FitError">How far the fitted world's usual response times are from the learned ones: median over
/// entities, as a share, at least 0.</param>
/// <param name="Since">Start of the time compared, inclusive.</param>
/// <param name="Until">End of the time compared.</param>
/// <param name="Steps">Steps of the world that were simulated for all suspects of the incident together.</param>
/// <param name="Effects">One line for each symptom and each effect predicted but not seen, largest first; bounded.
/// </param>
/// <param name="Courses">Observed and simulated courses of a few entities; only with the best suspect.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Counterfactual")]
public sealed record Counterfactual(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Sentence,
    [property: Id(2)] CounterfactualCounts? Counts,
    [property: Id(3)] double FitError,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] DateTimeOffset Until,
    [property: Id(6)] int Steps,
    [property: Id(7)] ImmutableArray<CounterfactualEffect> Effects,
    [property: Id(8)] ImmutableArray<CounterfactualCourse> Courses)
{
    /// <summary>True when the world had an answer.</summary>
    public bool IsProof => Counts is not null;
}

/// <summary>A counterfactual in numbers. A symptom is an entity together with what is wrong there.</summary>
/// <param name="Symptoms">Symptoms a world can show: slow, failing, silent, other work.</param>
/// <param name="Vanishing">Those of which more than half goes without the suspect.</param>
/// <param name="Reproduced">Those of which the suspect alone brings about at least half.</param>
/// <param name="Unexplained">Those the fitted world does not show even with everything observed put in.</param>
/// <param name="PredictedQuiet">Entities on which the suspect alone would be noticed although nothing is wrong there.
/// </param>
/// <param name="Outside">Alerting entities whose trouble a world of requests cannot show.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CounterfactualCounts")]
public sealed record CounterfactualCounts(
    [property: Id(0)] int Symptoms,
    [property: Id(1)] int Vanishing,
    [property: Id(2)] int Reproduced,
    [property: Id(3)] int Unexplained,
    [property: Id(4)] int PredictedQuiet,
    [property: Id(5)] int Outside)
{
    /// <summary>How well the suspect accounts for the incident, in [0, 1]: the harmonic mean of the share of symptoms
    /// that vanish without it, of the share that it brings about alone, and of the share of what it brings about that
    /// was seen; 0 when one of them is 0.</summary>
    public double Strength => Vanishing == 0 || Reproduced == 0
        ? 0
        : 3.0 / (((double)Symptoms / Vanishing) + ((double)Symptoms / Reproduced)
            + ((double)(Reproduced + PredictedQuiet) / Reproduced));
}

/// <summary>What a world of requests can show of an entity.</summary>
public enum EffectKind
{
    /// <summary>Its requests take longer; seconds.</summary>
    Slow,

    /// <summary>Its requests fail; share in [0, 1].</summary>
    Failing,

    /// <summary>It says nothing any more; 1 when silent, 0 when not.</summary>
    Silent,

    /// <summary>It has more or less work than usual; requests per second.</summary>
    Work,
}

/// <summary>One effect in four worlds: as usual, as observed, without the suspect, with the suspect alone.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Kind">What; it also says the unit of the numbers.</param>
/// <param name="Usual">Learned before the onset.</param>
/// <param name="Observed">Mean since the onset.</param>
/// <param name="Without">Simulated, had the suspect stayed well.</param>
/// <param name="Alone">Simulated, had nothing but the suspect been ill.</param>
/// <param name="IsSymptom">False for an effect that was predicted and not seen.</param>
/// <param name="Vanishes">True for a symptom of which more than half goes without the suspect.</param>
/// <param name="IsReproduced">True for a symptom of which the suspect alone brings about at least half.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CounterfactualEffect")]
public sealed record CounterfactualEffect(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] EffectKind Kind,
    [property: Id(2)] double Usual,
    [property: Id(3)] double Observed,
    [property: Id(4)] double Without,
    [property: Id(5)] double Alone,
    [property: Id(6)] bool IsSymptom,
    [property: Id(7)] bool Vanishes,
    [property: Id(8)] bool IsReproduced);

/// <summary>The course of one effect.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Kind">What; it also says the unit of the numbers.</param>
/// <param name="Points">Oldest first; the first is what is usual, before the onset.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CounterfactualCourse")]
public sealed record CounterfactualCourse(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] EffectKind Kind,
    [property: Id(2)] ImmutableArray<CounterfactualPoint> Points);

/// <summary>One point of a course; means over the time since the point before.</summary>
/// <param name="At">End of that time.</param>
/// <param name="Observed">Observed; null where nothing was reported.</param>
/// <param name="Simulated">Simulated with everything observed put in.</param>
/// <param name="Without">Simulated, had the suspect stayed well.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CounterfactualPoint")]
public sealed record CounterfactualPoint(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double? Observed,
    [property: Id(2)] double Simulated,
    [property: Id(3)] double Without);
