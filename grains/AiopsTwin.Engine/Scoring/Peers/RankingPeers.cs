using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Peers;

/// <summary>
/// Plain published methods of ranking components by their metrics, on the same cases and scored by the same rules:
/// every component is ranked, equals share a rank. Deviations from the published forms are ours and said with each.
/// O(n log n) in the samples of a case, and O(calls) for excess.
/// </summary>
public static class RankingPeers
{
    private const double RelativeFloor = 0.05;
    private const double LeastScale = 1e-9;
    private const double PerSigma = 1.4826;

    private static readonly (string Name, Func<PeerCase, Dictionary<EntityId, double>> Scores)[] All =
    [
        ("robust z", source => Most(source, RobustZ)),
        ("median and IQR (BARO's scorer)", source => Most(source, InterquartileZ)),
        ("ranked correlation", source => Most(source, series => Correlation(series, source.Symptom))),
        ("excess x requests", source => ExcessPeer.Scores(source, isExplained: false)),
        ("self excess x requests", source => ExcessPeer.Scores(source, isExplained: true)),
    ];

    /// <summary>Names of the peers, in the order of their answers.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(peer => peer.Name)];

    /// <summary>Where each peer puts the truth.</summary>
    /// <param name="source">The case.</param>
    /// <param name="truth">The component at fault.</param>
    public static ImmutableArray<PeerAnswer> Judge(PeerCase source, EntityId truth)
    {
        ArgumentNullException.ThrowIfNull(source);
        return [.. All.Select(peer => new PeerAnswer(peer.Name, Place(source, peer.Scores(source), truth)))];
    }

    /// <summary>Largest deviation of the window from the median before it, in robust scales, either way. A twentieth of
    /// the level is noise, but for shares, whose level says nothing of their noise.</summary>
    internal static double RobustZ(PeerSeries series)
    {
        if (series.Centre is not { } centre || series.Since.IsEmpty)
        {
            return 0;
        }

        var spread = series with
        {
            Before = [.. series.Before.Select(one => new TimedValue(one.At, Math.Abs(one.Value - centre)))],
        };
        var descriptor = MetricCatalog.Describe(series.Metric);
        var level = descriptor.Shape == MetricShape.Ratio ? 0 : RelativeFloor * Math.Abs(centre);
        var scale = new[] { PerSigma * (spread.Centre ?? 0), level, descriptor.ScaleFloor, LeastScale }.Max();
        return series.Since.Max(value => Math.Abs(value.Value - centre)) / scale;
    }

    /// <summary>BARO's scorer (Pham, Ha, Zhang, FSE 2024): largest value of the window less the median, over the
    /// distance of the quartiles, which counts as 1 where it is 0; upward alone.</summary>
    private static double InterquartileZ(PeerSeries series)
    {
        if (series.Centre is not { } centre || series.Since.IsEmpty)
        {
            return 0;
        }

        var range = series.Quantile(0.75)!.Value - series.Quantile(0.25)!.Value;
        return series.Since.Max(value => value.Value - centre) / (range > 0 ? range : 1);
    }

    /// <summary>Spearman's correlation with the symptom, minute by minute, the time before and since together, either
    /// way; of the same metric alone, and the symptom's component is left out: it follows itself.</summary>
    private static double Correlation(PeerSeries series, PeerSeries? symptom)
    {
        if (symptom is null || series.Metric != symptom.Metric || series.Entity == symptom.Entity)
        {
            return 0;
        }

        var theirs = ByMinute(symptom);
        var pairs = ByMinute(series).Where(pair => theirs.ContainsKey(pair.Key))
            .Select(pair => (pair.Value, Theirs: theirs[pair.Key])).ToList();
        return pairs.Count < 3 ? 0 : Math.Abs(RankCorrelation.Of(
            [.. pairs.Select(pair => pair.Value)], [.. pairs.Select(pair => pair.Theirs)]) ?? 0);
    }

    private static SortedDictionary<long, double> ByMinute(PeerSeries series)
    {
        var values = new SortedDictionary<long, double>();
        foreach (var value in series.Before.Concat(series.Since))
        {
            values[value.At.UtcTicks / TimeSpan.TicksPerMinute] = value.Value;
        }

        return values;
    }

    private static Dictionary<EntityId, double> Most(PeerCase source, Func<PeerSeries, double> score) => source.Series
        .GroupBy(series => series.Entity).ToDictionary(group => group.Key, group => group.Max(score));

    private static RankedAnswer Place(PeerCase source, Dictionary<EntityId, double> scores, EntityId truth)
    {
        if (!source.Universe.Contains(truth))
        {
            return new RankedAnswer(true, null, 0);
        }

        var own = Rounded(truth);
        var all = source.Universe.Select(Rounded).ToList();
        return new RankedAnswer(true, all.Count(score => score > own) + 1, all.Count(score => score.Equals(own)));

        double Rounded(EntityId entity) => Math.Round(scores.GetValueOrDefault(entity), 9);
    }
}
