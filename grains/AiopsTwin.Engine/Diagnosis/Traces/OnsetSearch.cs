using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// When, within some minutes, the trouble began: how much likelier everything that was seen is if it changed at an
/// instant, over all entities, for they changed together. Seldom is one instant clearly the best, so each is given a
/// belief, and a diagnosis is made for every one that is believed (<see cref="OnsetMixture"/>). Candidates are a
/// quarter of a minute apart. O(candidates x (operations x events x windows)).
/// </summary>
/// <param name="limits">What counting requests may cost.</param>
public sealed class OnsetSearch(TraceLimits limits)
{
    // The same requests are told by every entity they pass, and the same calls by samples of several pairs: a nat of
    // their sum is worth this much.
    private const double OfRequests = 0.2;
    private const double OfGaps = 0.25;

    // Instants believed less than this share of the best one are not looked at, and no more than a minute and a half
    // of them, for each costs a diagnosis.
    private const double LeastShare = 0.1;
    private const int Kept = 6;

    // People are late by a minute rather than early: nobody complains of what has not begun, but clocks and rounding
    // may put it so.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Edge = TimeSpan.FromSeconds(30);

    /// <summary>The instants in [from + 30 s, until - 30 s] that are believed, likeliest first, their beliefs adding up
    /// to one; empty when nothing changed at any of them and nobody told one.</summary>
    /// <param name="question">The question.</param>
    public ImmutableArray<OnsetBelief> Find(OnsetQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var known = question.Usual.Windows;
        var begins = Begins(question);
        var parts = Parts(question, begins);
        var weighed = new List<(DateTimeOffset At, double Weight, double Score)>();
        for (var place = 0; place < begins.Count; place++)
        {
            var at = begins[place];
            if (at >= question.From + Edge && at <= question.Until - Edge)
            {
                var score = (OfRequests * ChangeLikelihood.Of([.. known, .. parts.Take(place)], Joined(parts, place)))
                    + (OfGaps * question.Gaps.Select(gap => ChangeLikelihood.OfGap(gap, at)).DefaultIfEmpty(0).Max())
                    + question.Series.Select(series => ChangeLikelihood.Of(series, at)).DefaultIfEmpty(0).Max();
                weighed.Add((at, score + Prior(at, question.Told), score));
            }
        }

        return weighed.Exists(one => one.Score > 0) ? Believed(weighed)
            : question.Told is { } told ? [new OnsetBelief(told, 1)] : [];
    }

    private static ImmutableArray<OnsetBelief> Believed(List<(DateTimeOffset At, double Weight, double Score)> weighed)
    {
        var most = weighed.Max(one => one.Weight);
        var kept = weighed.Select(one => (one.At, Share: Math.Exp(one.Weight - most)))
            .Where(one => one.Share >= LeastShare)
            .OrderByDescending(one => Math.Round(one.Share, 9)).ThenBy(one => one.At).Take(Kept).ToList();
        var sum = kept.Sum(one => one.Share);
        return [.. kept.Select(one => new OnsetBelief(one.At, one.Share / sum))];
    }

    /// <summary>The begin of the time, and instants a step apart in it; what was told is among them.</summary>
    private static List<DateTimeOffset> Begins(OnsetQuestion question)
    {
        var first = question.Told is { } told && told > question.From
            ? question.From + new TimeSpan((told - question.From).Ticks % Step.Ticks)
            : question.From;
        var begins = new List<DateTimeOffset>();
        if (first > question.From)
        {
            begins.Add(question.From);
        }

        for (var at = first; at < question.Until; at += Step)
        {
            begins.Add(at);
        }

        return begins;
    }

    private List<RequestWindow> Parts(OnsetQuestion question, List<DateTimeOffset> begins)
    {
        var parts = begins.ConvertAll(_ => new RequestWindow(limits));
        foreach (var visit in question.Around.Where(visit => visit.At >= question.From && visit.At < question.Until))
        {
            var place = begins.BinarySearch(visit.At);
            parts[place >= 0 ? place : ~place - 1].Add(visit);
        }

        return parts;
    }

    private static double Prior(DateTimeOffset at, DateTimeOffset? told) => told is not { } known || at == known ? 0
        : -(at < known ? (known - at) / Late : (at - known) / Early);

    private RequestWindow Joined(List<RequestWindow> parts, int from)
    {
        var joined = new RequestWindow(limits);
        foreach (var part in parts.Skip(from))
        {
            joined.Include(part);
        }

        return joined;
    }
}
