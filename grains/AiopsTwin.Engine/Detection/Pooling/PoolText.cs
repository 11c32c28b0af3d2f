using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>What pooled evidence is for people.</summary>
internal static class PoolText
{
    private const int MostNamed = 3;

    /// <summary>Who else shares a deviation: <c>service:checkout (9 % above) and service:web (6 % above), which call
    /// it</c>.</summary>
    /// <param name="entity">Whose alert it is.</param>
    /// <param name="metric">The metric the alert names.</param>
    /// <param name="members">All that count.</param>
    public static string Others(EntityId entity, string metric, ImmutableArray<PooledMember> members)
    {
        var own = members.Where(member => member.Entity == entity && member.Term.Metric != metric)
            .Select(member => $"its {member.Term.Metric} ({Side(member.Term)})").ToArray();
        var callers = members.Where(member => member.Entity != entity).ToArray();
        var named = callers.Take(MostNamed)
            .Select(member => $"{member.Term.Metric} of {member.Entity} ({Side(member.Term)})").ToList();
        if (callers.Length > MostNamed)
        {
            named.Add(string.Create(CultureInfo.InvariantCulture, $"{callers.Length - MostNamed} more"));
        }

        var calls = named.Count == 0 ? "" : $"{List(named)}, which {(callers.Length == 1 ? "calls" : "call")} it";
        return own.Length == 0 ? calls : calls.Length == 0 ? List(own) : $"{List(own)} and with {calls}";
    }

    /// <summary>How far each leans, and what that is together.</summary>
    public static string WhyNow(SeriesState series, PoolTrack pool)
    {
        var scores = pool.Members.Take(MostNamed + 1)
            .Select(member => $"{member.Term.Metric} of {member.Entity} {Number(member.Term.Score)}").ToArray();
        var episode = pool.Episode;
        var after = MetricText.Seconds(TimeSpan.FromTicks(Math.Max(0, episode.RaisedAt - episode.StartsAt)));
        return $"Their last ten minutes lean: {List(scores)}. Together that is {Number(Math.Abs(episode.PeakScore))}, "
            + $"where {Number(episode.Threshold)} is enough, {after} after {series.Metric} began to lean.";
    }

    private static string Side(in LeanTerm term) =>
        $"{MetricText.Percent(Math.Abs(term.Ratio))} {(term.Ratio < 0 ? "below" : "above")}";

    private static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
