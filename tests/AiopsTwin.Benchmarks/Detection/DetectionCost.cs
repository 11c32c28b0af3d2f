using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>
/// Processor time and bytes allocated for a sample, from the batch to the verdict: repeats dropped, counters made
/// rates, expectation, score, learning. Batches are made before the clock runs, few at a time, so that they are as near
/// as one just decoded is. The best of several rounds after the first, for others work on the machine too.
/// </summary>
internal static class DetectionCost
{
    private const int Rounds = 20;
    private const int SamplesOfRound = 200_000;
    private const int SamplesAtATime = 8_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly Intake Intake = new();
    private static readonly EntityMonitor Monitor = new(DetectionSettings.Default with { MaxSeries = 128 });

    /// <summary>Measures everything.</summary>
    public static object Measure()
    {
        // The code is compiled and tuned before anything is measured.
        Of(400, 8);
        var bySize = new[] { 1, 8, 100 }.Select(size => Of(400, size)).ToArray();
        var bySeries = new[] { 400, 4_000, 40_000 }.Select(series => Of(series, 8)).ToArray();
        var ours = bySize[1].Nanoseconds;
        return new
        {
            samplesOfRound = SamplesOfRound,
            rounds = Rounds,
            byBatchSize = bySize,
            bySeries,
            growthWithSeries = Slope([.. bySeries.Select(cost => ((double)cost.Series, cost.Nanoseconds))]),
            bySamplesHeard = BySamples(),
            answerBytesOfBatch = AnswerBytes(),
            vs = Peers().ToDictionary(peer => peer.Name, peer =>
            {
                var theirs = OfPeer(peer.Create, peer.Series);
                return new { ours, theirs, ratio = Math.Round(ours / theirs, 1) };
            }),
        };
    }

    // Few of those that are trained, so that each is trained often enough for its share of a sample to count.
    private static (string Name, Func<ISampleScorer> Create, int Series)[] Peers() =>
    [
        (DetectionPeers.Names[0], () => DetectionPeers.Create(0), 400),
        (DetectionPeers.Names[1], () => DetectionPeers.Create(1), 400),
        ("cluster votes", () => new ClusterVotes(), 8),
    ];

    private static Cost Of(int series, int batchSize)
    {
        var fleet = new SeriesFleet(Math.Max(1, series / batchSize), batchSize, Interval);
        Play(fleet, 100);
        var steps = Math.Max(1, SamplesOfRound / series);
        var best = (Nanoseconds: double.MaxValue, Bytes: 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var measured = Play(fleet, steps);
            best = measured.Nanoseconds < best.Nanoseconds ? measured : best;
        }

        return new Cost(series, batchSize, Math.Round(best.Nanoseconds, 1), Math.Round(best.Bytes, 2));
    }

    /// <summary>The same series again and again: what a sample costs must not depend on how many came before.</summary>
    private static object BySamples()
    {
        var fleet = new SeriesFleet(50, 8, Interval);
        var points = new List<(double Samples, double Nanoseconds)>();
        var heard = 0;
        foreach (var until in new[] { 1_000, 2_000, 4_000, 8_000, 16_000 })
        {
            var best = double.MaxValue;
            var steps = (until - heard) / 4;
            for (var part = 0; part < 4; part++)
            {
                best = Math.Min(best, Play(fleet, steps).Nanoseconds);
            }

            heard = until;
            points.Add((until, Math.Round(best, 1)));
        }

        return new
        {
            nanoseconds = points.ToDictionary(point => point.Samples, point => point.Nanoseconds),
            growth = Slope(points),
        };
    }

    private static (double Nanoseconds, double Bytes) Play(SeriesFleet fleet, int steps)
    {
        var (took, allocated, samples) = (TimeSpan.Zero, 0L, 0L);
        for (var step = 0; step < steps;)
        {
            var atATime = Math.Min(steps - step, Math.Max(1, SamplesAtATime / fleet.SeriesCount));
            var batches = fleet.Next(atATime);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < batches.Length; i++)
            {
                Monitor.Observe(fleet.States[i % fleet.States.Length], batches[i], Intake);
            }

            took += Environment.CpuUsage.TotalTime - started;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            samples += (long)atATime * fleet.SeriesCount;
            step += atATime;
        }

        return (took.TotalNanoseconds / samples, allocated / (double)samples);
    }

    /// <summary>What a grain sends back for a batch: a message of its own for each.</summary>
    private static double AnswerBytes()
    {
        var fleet = new SeriesFleet(10, 8, Interval);
        Play(fleet, 100);
        var batches = fleet.Next(50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < batches.Length; i++)
        {
            Monitor.Observe(fleet.States[i % fleet.States.Length], batches[i]);
        }

        return Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)batches.Length, 1);
    }

    private static double OfPeer(Func<ISampleScorer> create, int series)
    {
        var scorers = Enumerable.Range(0, series).Select(_ => create()).ToArray();
        var noise = new NoiseSource(1, 0.03, 0.5);
        var values = Enumerable.Range(0, 4096).Select(_ => 0.4 * (1 + noise.Next())).ToArray();
        var best = double.MaxValue;
        var ticks = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).UtcTicks;
        for (var round = 0; round < Rounds; round++)
        {
            var started = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < SamplesOfRound; i++)
            {
                ticks += i % series == 0 ? Interval.Ticks : 0;
                scorers[i % series].Score(ticks, values[i % values.Length]);
            }

            var took = Environment.CpuUsage.TotalTime - started;
            best = Math.Min(best, took.TotalNanoseconds / SamplesOfRound);
        }

        return Math.Round(best, 1);
    }

    /// <summary>Least-squares slope of the logarithm of the cost over that of the size: 0 when they have nothing to do
    /// with each other.</summary>
    private static double Slope(IReadOnlyList<(double Size, double Cost)> points)
    {
        var x = points.Average(point => Math.Log(point.Size));
        var y = points.Average(point => Math.Log(point.Cost));
        var products = points.Sum(point => (Math.Log(point.Size) - x) * (Math.Log(point.Cost) - y));
        var squares = points.Sum(point => Math.Pow(Math.Log(point.Size) - x, 2));
        return Math.Round(products / squares, 3);
    }

    private sealed record Cost(int Series, int BatchSize, double Nanoseconds, double AllocatedBytes);
}
