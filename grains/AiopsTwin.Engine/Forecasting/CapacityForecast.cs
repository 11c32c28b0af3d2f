using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>When a resource is full, with what certainty, and why.</summary>
/// <param name="Resource">The resource asked for.</param>
/// <param name="At">The instant of asking.</param>
/// <param name="Verdict">The kind of answer; dates are given with <see cref="CapacityVerdict.FullOnDate"/>
/// alone.</param>
/// <param name="Used">The level now, in the resource's unit.</param>
/// <param name="Limit">The level at which it is full.</param>
/// <param name="FullOn">The date with even odds of being full before; null without a date.</param>
/// <param name="From">Start of the interval that holds the date with 80 %; null without a date.</param>
/// <param name="To">End of that interval; null without a date, and when it lies more than ten years away.</param>
/// <param name="Window">The odds of being full within 7, 14, 30 and 365
/// days, ascending.</param>
/// <param name="Growth">What the answer rests on.</param>
/// <param name="Advice">What follows from it.</param>
/// <param name="Sentence">The answer and its reason for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityForecast")]
public sealed record CapacityForecast(
    [property: Id(0)] string Resource,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] CapacityVerdict Verdict,
    [property: Id(3)] double Used,
    [property: Id(4)] double Limit,
    [property: Id(5)] DateTimeOffset? FullOn,
    [property: Id(6)] DateTimeOffset? From,
    [property: Id(7)] DateTimeOffset? To,
    [property: Id(8)] ImmutableArray<CapacityOdds> Window,
    [property: Id(9)] CapacityGrowth? Growth,
    [property: Id(10)] CapacityAdvice? Advice,
    [property: Id(11)] string Sentence)
{
    /// <summary>Past and future to draw; null unless asked for.</summary>
    [Id(12)]
    public CapacityCourse? Course { get; init; }
}

/// <summary>The odds of being full within some days.</summary>
/// <param name="Days">Days from the instant of asking.</param>
/// <param name="Probability">In [0, 1].</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityOdds")]
public readonly record struct CapacityOdds(
    [property: Id(0)] int Days,
    [property: Id(1)] double Probability);

/// <summary>How a resource grows.</summary>
/// <param name="Models">The curves combined, the weightiest first, as shown to people.</param>
/// <param name="IsGrowing">Whether the level rises by more than its own noise.</param>
/// <param name="PerDay">Growth per day now, in the resource's unit; clean-ups are not taken off.</param>
/// <param name="ChangedOn">The day since which it grows like this; null when no change was seen.</param>
/// <param name="CleanUpDays">Mean days between recurring clean-ups; null when none recur.</param>
/// <param name="HasWeek">Whether a course of the week was seen and taken into account.</param>
/// <param name="Trials">How often the same question was put to the past.</param>
/// <param name="Confidence">Share of those trials answered within 20 %; null without trials.</param>
/// <param name="Days">Days of history the answer rests on.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityGrowth")]
public sealed record CapacityGrowth(
    [property: Id(0)] ImmutableArray<string> Models,
    [property: Id(1)] bool IsGrowing,
    [property: Id(2)] double PerDay,
    [property: Id(3)] DateTimeOffset? ChangedOn,
    [property: Id(4)] double? CleanUpDays,
    [property: Id(5)] bool HasWeek,
    [property: Id(6)] int Trials,
    [property: Id(7)] double? Confidence,
    [property: Id(8)] int Days);

/// <summary>What to do about it.</summary>
/// <param name="NotBefore">Before this date it is full with 10 % only: nothing has to be there earlier. Null without a
/// date.</param>
/// <param name="AlertOn">The date by which it is full with 20 %: alerts go by this one, since late is worse than early.
/// Null without a date.</param>
/// <param name="OrderBy">The day to act, the lead time before <paramref name="AlertOn"/>, never before the instant of
/// asking; null without a date.</param>
/// <param name="IsDue">Whether <paramref name="AlertOn"/> lies within the lead time, or the resource is full.</param>
/// <param name="RecommendedLimit">The size that is outgrown within the lead time with 10 % only.</param>
/// <param name="WithMoreWork">The answer if work grew by the asked factor now.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityAdvice")]
public sealed record CapacityAdvice(
    [property: Id(0)] DateTimeOffset? NotBefore,
    [property: Id(1)] DateTimeOffset? AlertOn,
    [property: Id(2)] DateTimeOffset? OrderBy,
    [property: Id(3)] bool IsDue,
    [property: Id(4)] double RecommendedLimit,
    [property: Id(5)] CapacityWhatIf WithMoreWork);

/// <summary>The answer under another amount of work.</summary>
/// <param name="WorkFactor">The amount of work, as a factor.</param>
/// <param name="FullOn">The date with even odds; null when not within ten years, or when nothing grows.</param>
/// <param name="From">Start of its 80 % interval.</param>
/// <param name="To">End of its 80 % interval.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityWhatIf")]
public sealed record CapacityWhatIf(
    [property: Id(0)] double WorkFactor,
    [property: Id(1)] DateTimeOffset? FullOn,
    [property: Id(2)] DateTimeOffset? From,
    [property: Id(3)] DateTimeOffset? To);
