using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>One series around a question: what is usual of it, and what it did in the time asked about.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Usual">Samples of ordinary time before.</param>
/// <param name="Around">Samples of the time asked about.</param>
public sealed record OnsetSeries(
    string Metric, IReadOnlyCollection<TimedValue> Usual, IReadOnlyCollection<TimedValue> Around);

/// <summary>
/// When, within some minutes, the trouble began: the instant that divides the time best into "as usual" and "changed".
/// A division too early mixes ordinary requests into the changed ones and shrinks the effect; one too late leaves
/// changed requests among the ordinary. Candidates are a quarter of a minute apart. O(candidates x (operations x events
/// x windows)).
/// </summary>
/// <param name="limits">What counting requests may cost.</param>
public sealed class OnsetSearch(TraceLimits limits)
{
    // What the weaker of the two kinds of telemetry adds: enough to choose among equals.
    private const double Second = 0.25;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Edge = TimeSpan.FromSeconds(30);

    /// <summary>The likeliest onset in [from + 30 s, until - 30 s]; null when nothing changed at any of
    /// them.</summary>
    /// <param name="usual">Requests of ordinary time before.</param>
    /// <param name="around">Requests of the time asked about, any order.</param>
    /// <param name="series">Series of resources.</param>
    /// <param name="from">Begin of the time asked about.</param>
    /// <param name="until">Its end.</param>
    public DateTimeOffset? Find(
        RequestHistory usual, IEnumerable<Visit> around, IReadOnlyCollection<OnsetSeries> series, DateTimeOffset from,
        DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(usual);
        ArgumentNullException.ThrowIfNull(around);
        ArgumentNullException.ThrowIfNull(series);
        var known = usual.Windows;
        var parts = Parts(around, from, until);
        var (best, most) = ((DateTimeOffset?)null, 0.0);
        for (var at = from + Edge; at <= until - Edge; at += Step)
        {
            var place = (int)((at - from).Ticks / Step.Ticks);
            var requests = Requests([.. known, .. parts.Take(place)], parts.Skip(place));
            var resources = series.Count == 0 ? 0 : series.Max(one => Resource(one, at));
            var score = Math.Max(requests, resources) + (Second * Math.Min(requests, resources));
            if (score > most + 1e-9)
            {
                (best, most) = (at, score);
            }
        }

        return best;
    }

    private List<RequestWindow> Parts(IEnumerable<Visit> around, DateTimeOffset from, DateTimeOffset until)
    {
        var parts = Enumerable.Range(0, (int)((until - from).Ticks / Step.Ticks) + 1)
            .Select(_ => new RequestWindow(limits)).ToList();
        foreach (var visit in around.Where(visit => visit.At >= from && visit.At < until))
        {
            parts[(int)((visit.At - from).Ticks / Step.Ticks)].Add(visit);
        }

        return parts;
    }

    private double Requests(ImmutableArray<RequestWindow> before, IEnumerable<RequestWindow> since)
    {
        var now = new RequestWindow(limits);
        foreach (var part in since)
        {
            now.Include(part);
        }

        var evidence = RequestComparison.Of(before, now);
        return evidence.Changes.Where(change => change.Kind == RequestChangeKind.Pattern)
            .Select(change => change.Strength).Concat(evidence.Gaps.Select(gap => gap.Strength))
            .DefaultIfEmpty(0).Max();
    }

    /// <summary>How much more of the samples since an instant are unusual than of those before it.</summary>
    private static double Resource(OnsetSeries series, DateTimeOffset at)
    {
        var since = series.Around.Where(value => value.At > at).ToList();
        var before = series.Around.Where(value => value.At <= at).ToList();
        if (SeriesWindow.Of(series.Metric, series.Usual, since) is not { } evidence)
        {
            return 0;
        }

        var threshold = DiagnosisSettings.Default.AnomalyThreshold;
        return RobustDeviation.Bound(RobustDeviation.Badness(evidence), threshold)
            * Math.Max(0, Unusual(since, evidence) - Unusual(before, evidence));
    }

    private static double Unusual(List<TimedValue> values, SeriesEvidence evidence) => values.Count == 0
        ? 0
        : values.Count(value => RobustDeviation.Badness(evidence with
        {
            Deviation = (value.Value - evidence.Baseline) / evidence.Scale,
        }) >= DiagnosisSettings.Default.AnomalyThreshold) / (double)values.Count;
}
