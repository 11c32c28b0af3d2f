using System.Globalization;
using System.Text.Json;

namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>
/// <c>diagnosis [sizes]</c>: what one diagnosis costs, from the evidence at hand to the ranking, by the number of
/// services; one JSON object on standard output. Processor milliseconds of the whole process (collector included) over
/// drawn estates and repeats, the first ones left out, for they pay the compiler. <c>recorded</c> begins with spans,
/// lines and samples, <c>live</c> with what entities have counted. Beside them a plain ranking of the same series.
/// </summary>
internal static class DiagnosisBench
{
    private const int Seeds = 5;
    private const int Repeats = 8;
    private const int WarmUps = 30;
    private const int FewestSpans = 30_000;
    private const int SpansPerService = 100;

    private static readonly int[] Sizes = [46, 100, 300, 1_000];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var sizes = args.Length > 0
            ? args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray() : Sizes;
        Measure(sizes[0], 1, WarmUps);
        var measured = sizes.Select(size => (Size: size, Runs: Measure(size, Seeds, Repeats))).ToList();
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                command = "bench",
                subject = "diagnosis",
                seeds = Seeds,
                repeats = Repeats,
                processors = Environment.ProcessorCount,
                sizes = measured.Select(one => Report(one.Size, one.Runs)),
                exponents = measured.Count < 2 ? null : new
                {
                    recorded = Exponent(measured, run => run.RecordedMs),
                    live = Exponent(measured, run => run.LiveMs),
                },
            },
            Indented));
        return 0;
    }

    private static List<DiagnosisRun> Measure(int services, int seeds, int repeats)
    {
        var runs = new List<DiagnosisRun>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var incident = new MeasuredIncident(
                new IncidentEstate(services, Math.Max(FewestSpans, SpansPerService * services), (ulong)seed));
            runs.AddRange(Enumerable.Range(0, repeats).Select(_ => incident.Run()));
            Console.Error.WriteLine($"{services} services, seed {seed}: {runs[^1].RecordedMs:0.0} ms recorded, "
                + $"{runs[^1].LiveMs:0.0} ms live");
        }

        return runs;
    }

    private static object Report(int services, List<DiagnosisRun> runs) => new
    {
        services,
        hosts = runs[0].Volume.Hosts,
        calls = runs[0].Volume.Calls,
        series = runs[0].Volume.Series,
        spans = runs[0].Volume.Spans,
        lines = runs[0].Volume.Lines,
        causeFirst = Math.Round(runs.Average(run => run.IsCauseFirst ? 1.0 : 0), 3),
        recordedMs = Percentiles(runs, run => run.RecordedMs),
        ofWhich = new
        {
            join = Median(runs, run => run.JoinMs),
            count = Median(runs, run => run.CountMs),
            compare = Median(runs, run => run.CompareMs),
            series = Median(runs, run => run.SeriesMs),
            rank = Median(runs, run => run.RankMs),
        },
        liveMs = Percentiles(runs, run => run.LiveMs),
        ofWhichLive = new { find = Median(runs, run => run.FindMs), rank = Median(runs, run => run.LiveRankMs) },
        allocatedMegabytes = new
        {
            recorded = Median(runs, run => run.RecordedBytes / 1e6),
            live = Median(runs, run => run.LiveBytes / 1e6),
        },
        keptMegabytes = Math.Round(runs[0].Volume.KeptBytes / 1e6, 1),
        vs = new
        {
            robustRanking = new
            {
                ours = Median(runs, run => run.SeriesMs + run.RankMs),
                theirs = Median(runs, run => run.PeerMs),
                ratio = Median(runs, run => (run.SeriesMs + run.RankMs) / run.PeerMs),
                causeFirst = Math.Round(runs.Average(run => run.IsPeerRight ? 1.0 : 0), 3),
            },
        },
    };

    private static object Percentiles(List<DiagnosisRun> runs, Func<DiagnosisRun, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToList();
        return new
        {
            p50 = Math.Round(sorted[sorted.Count / 2], 1),
            p95 = Math.Round(sorted[(int)((sorted.Count - 1) * 0.95)], 1),
            max = Math.Round(sorted[^1], 1),
        };
    }

    private static double Median(List<DiagnosisRun> runs, Func<DiagnosisRun, double> figure) =>
        Math.Round(runs.Select(figure).Order().ElementAt(runs.Count / 2), 1);

    /// <summary>Least-squares slope of log time over log services; 1 is linear.</summary>
    private static double Exponent(
        List<(int Size, List<DiagnosisRun> Runs)> measured, Func<DiagnosisRun, double> figure)
    {
        var points = measured.Select(one => (
            X: Math.Log(one.Size),
            Y: Math.Log(one.Runs.Select(figure).Order().ElementAt(one.Runs.Count / 2)))).ToList();
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return Math.Round(
            points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x)), 2);
    }
}
