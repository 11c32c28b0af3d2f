using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// Error lines outside of any request that are new, or more than there were (diagnosis reference 4.5). A template never
/// seen before, in at least one of five requests, is the strongest; more of what was there before is weak.
/// </summary>
internal static class LineChange
{
    // Log-odds of a template never seen before (reference 4.5), and half of it for one that was.
    private const double NewCap = RequestWeights.LinesCap;
    private const double MoreCap = NewCap / 2;

    private const double FullShare = 0.2;

    // Entities without spans: a second stands for a request.
    private const double SecondsPerMinute = 60;

    /// <summary>The strongest; null when there is none.</summary>
    public static RequestChange? Of(EntityId entity, ImmutableArray<EntityWindow> before, EntityWindow now)
    {
        if (before.IsEmpty || now.Lines.Count == 0)
        {
            return null;
        }

        var (requestsBefore, requestsNow) = (Requests(before), Requests([now]));
        return now.Lines.Where(line => line.Key.Kind == VisitEventKind.LoggedError)
            .Select(line => Judge(
                entity, line.Key.Name, (before.Sum(window => window.Lines.GetValueOrDefault(line.Key)), requestsBefore),
                (line.Value, requestsNow)))
            .Where(change => change.Strength > 0)
            .MaxBy(change => change.Strength);
    }

    private static RequestChange Judge(
        EntityId entity, string template, (int Lines, double Requests) before, (int Lines, double Requests) now)
    {
        var isNew = before.Lines == 0;
        var share = Math.Min(1, now.Lines / now.Requests / FullShare);
        var nats = TemplateRate.Evidence(
            before.Lines, before.Requests, now.Lines, now.Requests, isNew ? NewCap : MoreCap);
        var (rate, usual) = (now.Lines / now.Requests, before.Lines / before.Requests);
        var sentence = isNew
            ? string.Create(
                CultureInfo.InvariantCulture, $"logs the error '{template}' {now.Lines} times, never before")
            : string.Create(CultureInfo.InvariantCulture,
                $"logs the error '{template}' {now.Lines} times, {rate / usual:0.#} times as often as before");
        return new RequestChange(
            entity, RequestChangeKind.Lines, Math.Max(0, nats) / NewCap * (isNew ? share : 1), sentence);
    }

    private static double Requests(IEnumerable<EntityWindow> windows)
    {
        var (visits, minutes) = (0L, 0);
        foreach (var window in windows)
        {
            visits += window.Requests.Visits;
            minutes += window.Minutes;
        }

        return visits > 0 ? visits : minutes * SecondsPerMinute;
    }
}
