using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Peers;

/// <summary>Buckets of three label sets, a scrape a minute, with bursts of slow requests and restarts.</summary>
internal sealed class HistogramCounters
{
    public const string Bucket = "http_request_duration_seconds_bucket";

    private static readonly string[] Bounds = ["0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"];
    private static readonly string[] Paths = ["/a", "/b", "/c"];
    private readonly double[][][] _totals;

    public HistogramCounters(int seed, int minutes)
    {
        var random = new SeededRandom((ulong)seed);
        var totals = Paths.Select((_, path) => Bounds.Select((_, place) => 1e5 * (path + 1) * (place + 1)).ToArray())
            .ToArray();
        _totals = new double[minutes][][];
        for (var minute = 0; minute < minutes; minute++)
        {
            for (var path = 0; path < Paths.Length; path++)
            {
                Step(totals[path], minute, path, ref random);
            }

            _totals[minute] = [.. totals.Select(buckets => buckets.ToArray())];
        }
    }

    /// <summary>The lines of a history.</summary>
    public IEnumerable<(string Labels, DateTimeOffset At, double Value)> Samples(DateTimeOffset start) =>
        from path in Enumerable.Range(0, Paths.Length)
        from place in Enumerable.Range(0, Bounds.Length)
        from minute in Enumerable.Range(0, _totals.Length)
        select ($"{{path=\"{Paths[path]}\",le=\"{Bounds[place]}\"}}", start.AddMinutes(minute),
            _totals[minute][path][place]);

    /// <summary>What the twin makes of the same scrapes, sent by remote write: its 95th percentiles.</summary>
    public Dictionary<DateTimeOffset, double> Percentiles(DateTimeOffset start)
    {
        var decoder = new RemoteWriteDecoder(new IngestOptions(), TimeProvider.System);
        var monitor = new EntityMonitor(DetectionSettings.Default);
        var percentiles = new Dictionary<DateTimeOffset, double>();
        EntityMonitorState? state = null;
        for (var minute = 0; minute < _totals.Length; minute++)
        {
            foreach (var batch in decoder.Decode(Body(start, minute).ToArray()).Batches)
            {
                state ??= new EntityMonitorState(batch.Entity);
                monitor.Observe(state, batch);
                var newest = monitor.Series(state)
                    .Single(series => series.Metric == MetricCatalog.RequestDurationP95).Recent[^1];
                percentiles.Add(newest.At, newest.Value);
            }
        }

        return percentiles;
    }

    private WriteRequest Body(DateTimeOffset start, int minute)
    {
        var body = new WriteRequest();
        var at = start.AddMinutes(minute).ToUnixTimeMilliseconds();
        for (var path = 0; path < Paths.Length; path++)
        {
            for (var place = 0; place < Bounds.Length; place++)
            {
                body.Series(Bucket, ["instance=10.0.0.7:80", "job=shop", "path=" + Paths[path], "le=" + Bounds[place]],
                    (at, _totals[minute][path][place]));
            }
        }

        return body;
    }

    private static void Step(double[] totals, int minute, int path, ref SeededRandom random)
    {
        var isRestart = minute % 60 == 20 + (5 * path);
        var isSlow = minute % 50 is >= 30 and < 40;
        double below = 0;
        for (var place = 0; place < totals.Length; place++)
        {
            below += Math.Round((isSlow ? place + 1 : totals.Length - place) * 20 * random.NextDouble());
            totals[place] = isRestart ? Math.Round(0.6 * totals[place]) : totals[place] + below;
        }
    }
}
