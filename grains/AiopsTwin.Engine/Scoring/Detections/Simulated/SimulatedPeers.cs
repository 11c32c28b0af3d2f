using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>
/// Plain published methods on the same simulated services, each on a region's own values and on their ratio to the
/// median of the regions. Unlike the twin they are given a threshold: the lowest that keeps a budget of false alarms in
/// the three weeks before anything is done.
/// </summary>
public static class SimulatedPeers
{
    /// <summary>False alarms a week of one series that a threshold may give: of requests, of latency.</summary>
    private static readonly double[] Budgets = [0.25, 0.5];

    private const int From = 2 * SimulatedService.Week;
    private const int Steps = 60;

    /// <summary>Their names, in the order of <see cref="Watch"/>.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. DetectionPeers.Names.SelectMany(name => new[] { name, name + ", ratio" })];

    /// <summary>The alarms of a peer.</summary>
    /// <param name="service">What is shown.</param>
    /// <param name="peer">Its place among the names.</param>
    public static SimulatedAlarms Watch(SimulatedService service, int peer)
    {
        ArgumentNullException.ThrowIfNull(service);
        var isRatio = peer % 2 == 1;
        var alarms = new SimulatedAlarms();
        var requests = Columns(service, 0, isRatio);
        Alarm(alarms, 0, Scores(requests, peer / 2), Budgets[0]);
        Alarm(alarms, 1, Scores(Columns(service, 1, isRatio), peer / 2), Budgets[1]);
        Alarm(alarms, 2, Scores(Columns(service, 2, isRatio), peer / 2), Budgets[1]);
        return alarms;
    }

    private static double[][] Columns(SimulatedService service, int metric, bool isRatio)
    {
        var columns = service.Members.Select(member => (metric switch
        {
            0 => member.Requests,
            1 => member.Latency,
            _ => member.CallerLatency,
        }).ToArray()).ToArray();
        if (!isRatio)
        {
            return columns;
        }

        var present = new List<double>(columns.Length);
        for (var minute = 0; minute < SimulatedService.Minutes; minute++)
        {
            present.Clear();
            present.AddRange(columns.Select(column => column[minute]).Where(double.IsFinite));
            present.Sort();
            var middle = present.Count == 0
                ? double.NaN
                : 0.5 * (present[present.Count / 2] + present[(present.Count - 1) / 2]);
            foreach (var column in columns)
            {
                column[minute] /= middle;
            }
        }

        return columns;
    }

    private static float[][] Scores(double[][] columns, int method) => Array.ConvertAll(columns, column =>
    {
        // Limits for a service with weekends are set after two weeks of them; they are the last of the peers.
        var scorer = method < DetectionPeers.Names.Count - 1
            ? DetectionPeers.Create(method)
            : new StaticLimits(2 * TimeSpan.FromDays(7));
        var scores = new float[column.Length];
        for (var minute = 0; minute < column.Length; minute++)
        {
            scores[minute] = (float)scorer.Score(SimulatedService.Start.AddMinutes(minute).UtcTicks, column[minute]);
        }

        return scores;
    });

    private static void Alarm(SimulatedAlarms alarms, int metric, float[][] scores, double budget)
    {
        var threshold = ThresholdFor(scores, budget);
        for (var region = 0; region < scores.Length; region++)
        {
            foreach (var (first, _) in SimulatedTally.Episodes(
                Past(scores[region], threshold, 0, SimulatedService.Minutes)))
            {
                alarms.Add(region, metric, first);
            }
        }
    }

    private static float ThresholdFor(float[][] scores, double budget)
    {
        var pooled = scores.SelectMany(one => one[From..SimulatedService.Harmed]).Order().ToArray();
        var weeks = scores.Length * ((SimulatedService.Harmed - From) / (double)SimulatedService.Week);
        var chosen = pooled[^1] * 1.001f;
        for (var step = 0; step <= Steps; step++)
        {
            // From one sample in a million to one in ten.
            var candidate = pooled[(int)((1 - Math.Pow(10, -6 + (5.0 * step / Steps))) * (pooled.Length - 1))];
            var episodes = scores.Sum(one =>
                SimulatedTally.Episodes(Past(one, candidate, From, SimulatedService.Harmed)).Count());
            if (episodes > budget * weeks)
            {
                break;
            }

            chosen = candidate;
        }

        return chosen;
    }

    private static List<int> Past(float[] scores, float threshold, int from, int until)
    {
        var minutes = new List<int>();
        for (var minute = from; minute < until; minute++)
        {
            if (scores[minute] > 0 && scores[minute] >= threshold)
            {
                minutes.Add(minute);
            }
        }

        return minutes;
    }
}
