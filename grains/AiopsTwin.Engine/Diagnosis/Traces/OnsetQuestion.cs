using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>One series around a question: what is usual of it, and what it did in the time asked about.</summary>
/// <param name="Metric">The metric; without meaning for a series of gaps.</param>
/// <param name="Usual">Samples of ordinary time before.</param>
/// <param name="Around">Samples of the time asked about.</param>
public sealed record OnsetSeries(
    string Metric, IReadOnlyCollection<TimedValue> Usual, IReadOnlyCollection<TimedValue> Around);

/// <summary>When, within some minutes, did the trouble begin?</summary>
/// <param name="From">Begin of the time asked about.</param>
/// <param name="Until">Its end.</param>
/// <param name="Usual">Requests of ordinary time before.</param>
/// <param name="Around">Requests of the time asked about, any order.</param>
/// <param name="Series">Series of resources.</param>
public sealed record OnsetQuestion(
    DateTimeOffset From, DateTimeOffset Until, RequestHistory Usual, IEnumerable<Visit> Around,
    IReadOnlyCollection<OnsetSeries> Series)
{
    /// <summary>How much longer callers waited than callees worked, in seconds, where samples tell it.</summary>
    public IReadOnlyCollection<OnsetSeries> Gaps { get; init; } = [];

    /// <summary>When somebody said that it began; null when nobody did.</summary>
    public DateTimeOffset? Told { get; init; }
}

/// <summary>An instant at which the trouble may have begun.</summary>
/// <param name="At">The instant.</param>
/// <param name="Belief">How far it is believed, in (0, 1].</param>
public readonly record struct OnsetBelief(DateTimeOffset At, double Belief);
