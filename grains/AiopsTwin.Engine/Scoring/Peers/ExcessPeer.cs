using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Peers;

/// <summary>
/// Excess times requests (diagnosis reference 3.2 and 4.3, the plain form): how much more a component's callers wait
/// for it, or how many more of their requests fail there, than before. Self excess takes off what its callees explain,
/// split over their callers in proportion to these callers' own excess.
/// </summary>
internal static class ExcessPeer
{
    private const double LeastDeviation = 3;

    public static Dictionary<EntityId, double> Scores(PeerCase source, bool isExplained)
    {
        var metric = source.Symptom?.Metric == MetricCatalog.Availability
            ? MetricCatalog.Availability : MetricCatalog.RequestDuration;
        var excess = source.Series.Where(series => series.Metric == metric)
            .ToDictionary(series => series.Entity, series => Excess(source, series));
        var reached = Reached(source);
        return excess.Where(pair => reached.Contains(pair.Key)).ToDictionary(
            pair => pair.Key,
            pair => Math.Max(0, isExplained ? pair.Value - Explained(source, excess, pair.Key) : pair.Value));
    }

    private static double Excess(PeerCase source, PeerSeries series)
    {
        if (series.Centre is not { } usual || series.Now is not { } now
            || RankingPeers.RobustZ(series) <= LeastDeviation)
        {
            return 0;
        }

        var requests = source.Series.FirstOrDefault(one =>
            one.Entity == series.Entity && one.Metric == MetricCatalog.RequestRate)?.Now ?? 0;
        return Math.Max(0, series.Metric == MetricCatalog.Availability ? usual - now : now - usual) * requests;
    }

    private static double Explained(PeerCase source, Dictionary<EntityId, double> excess, EntityId caller)
    {
        var sum = 0.0;
        foreach (var (_, callee) in source.Calls.Where(call => call.Caller == caller).Distinct())
        {
            var all = source.Calls.Where(call => call.Callee == callee).Distinct()
                .Sum(call => excess.GetValueOrDefault(call.Caller));
            sum += all > 0 ? excess.GetValueOrDefault(callee) * excess[caller] / all : 0;
        }

        return sum;
    }

    /// <summary>What the symptom relies on, itself included; everything when there is no symptom or no call.</summary>
    private static HashSet<EntityId> Reached(PeerCase source)
    {
        if (source.Symptom is not { } symptom || source.Calls.IsEmpty)
        {
            return [.. source.Universe];
        }

        var reached = new HashSet<EntityId> { symptom.Entity };
        for (List<EntityId> ring = [symptom.Entity]; ring.Count > 0;)
        {
            ring = [.. source.Calls.Where(call => ring.Contains(call.Caller) && reached.Add(call.Callee))
                .Select(call => call.Callee)];
        }

        return reached;
    }
}
