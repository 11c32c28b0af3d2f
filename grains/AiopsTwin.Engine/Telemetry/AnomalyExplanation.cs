using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>
/// Why a deviation is an anomaly, as numbers that can be drawn: what was expected, what was seen, since when, and what
/// made it count just now. The sentence for people is the alert's summary, followed by <paramref name="WhyNow"/>.
/// </summary>
/// <param name="Reference">What the expectation comes from: <c>its own baseline</c>, <c>its siblings in
/// web</c>.</param>
/// <param name="PeakAt">Instant of the largest score so far.</param>
/// <param name="Expected">Expectation there, in the metric's unit.</param>
/// <param name="Low">Lower edge of the band in which a single value would not have been suspicious.</param>
/// <param name="High">Upper edge of that band.</param>
/// <param name="Observed">What was seen there: the sample, or the mean of the newest few when that is what
/// deviates.</param>
/// <param name="Score">Peak deviation in calibrated units, sign kept.</param>
/// <param name="Threshold">The score from which a sample counted when the alert was raised; 0 for rules that need no
/// score.</param>
/// <param name="Onset">When it began.</param>
/// <param name="Slot">The time of day at the peak; null when the expectation knows no time of day at all.</param>
/// <param name="WhyNow">Why it became an alert when it did, in a sentence or two.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.AnomalyExplanation")]
public sealed record AnomalyExplanation(
    [property: Id(0)] string Reference,
    [property: Id(1)] DateTimeOffset PeakAt,
    [property: Id(2)] double Expected,
    [property: Id(3)] double Low,
    [property: Id(4)] double High,
    [property: Id(5)] double Observed,
    [property: Id(6)] double Score,
    [property: Id(7)] double Threshold,
    [property: Id(8)] AnomalyOnset Onset,
    [property: Id(9)] SeasonSlot? Slot,
    [property: Id(10)] string WhyNow)
{
    /// <summary>What it looks like so far; of an ended one, what it was.</summary>
    [Id(11)]
    public AnomalyShape Shape { get; init; }

    /// <summary>The shape in a sentence; empty while it is not known.</summary>
    public string ShapeSentence => Shape switch
    {
        AnomalyShape.LevelShift => "A level shift: it went to another level and stays there.",
        AnomalyShape.Spike => "A spike: it was far out for a moment and came back.",
        AnomalyShape.Ramp => "A ramp: it goes on in one direction, as a leak does.",
        AnomalyShape.VarianceChange => "A change of variance: its middle stays, and it scatters more to both sides.",
        AnomalyShape.SeasonBroken => "A broken season: what this time of day usually brings does not come.",
        AnomalyShape.Absence => "An absence: nothing is left of it, or nothing is sent.",
        AnomalyShape.BatchMissing => "A batch missing: scheduled work did not run.",
        _ => "",
    };

    /// <summary>Seen minus expected, in the metric's unit.</summary>
    public double Deviation => Observed - Expected;

    /// <summary>The deviation as a share of what was expected; null when that is zero.</summary>
    public double? DeviationRatio => Expected == 0 ? null : Deviation / Math.Abs(Expected);
}

/// <summary>When an anomaly began, and how sure that is.</summary>
/// <param name="At">The likeliest instant.</param>
/// <param name="From">Start of the interval that holds it with 80 %.</param>
/// <param name="To">End of that interval (inclusive); never after the alert was raised.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.AnomalyOnset")]
public sealed record AnomalyOnset(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] DateTimeOffset To);

/// <summary>A slot of the season: the time of day an expectation belongs to.</summary>
/// <param name="From">Its start (inclusive), on the day of the anomaly.</param>
/// <param name="To">Its end (exclusive).</param>
/// <param name="IsKnown">True when earlier days told what is usual then; false when the recent level alone
/// tells.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SeasonSlot")]
public sealed record SeasonSlot(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] bool IsKnown);
