using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>
/// <c>detect [series-days]</c>: cost of a sample, size of a series, false alerts on noise, delay and recall on
/// shifts; one JSON object on standard output.
/// </summary>
internal static class DetectBench
{
    private const int DaySamples = 8640;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly double[] Correlations = [0, 0.5, 0.9, 0.97];

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var seriesDays = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var (nanoseconds, bytesPerSample) = Speed();
        var falseAlerts = Correlations.ToDictionary(
            correlation => correlation.ToString(CultureInfo.InvariantCulture),
            correlation => FalseAlerts(seriesDays / Correlations.Length, correlation, 0));
        var report = new
        {
            command = "bench",
            subject = "detect",
            nanosecondsPerSample = Math.Round(nanoseconds, 1),
            allocatedBytesPerSample = Math.Round(bytesPerSample, 1),
            serializedBytesPerSeries = new { day1 = SerializedBytes(0.5), day4 = SerializedBytes(3.5) },
            seriesDays,
            falseAlertsPerSeriesDay = falseAlerts.Values.Sum() / (double)seriesDays,
            falseAlertsByCorrelation = falseAlerts,
            falseAlertsDailyWave = Waves(seriesDays / 5),
            falseAlertsSpiky = FalseAlerts(seriesDays / Correlations.Length, 0.5, 0.01),
            latencyShift12Percent = Shift(0.12, 0),
            latencyShift12PercentCorrelated = Shift(0.12, 0.5),
            latencyShift25PercentCorrelated = Shift(0.25, 0.9),
        };
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static (double Nanoseconds, double Bytes) Speed()
    {
        const int Entities = 50;
        string[] metrics =
        [
            MetricCatalog.CpuUtilization, MetricCatalog.MemoryUtilization, MetricCatalog.QueueDepth,
            MetricCatalog.RequestDuration, MetricCatalog.RequestDurationP95, MetricCatalog.ErrorRatio,
            MetricCatalog.RequestRate, MetricCatalog.NetworkReceive,
        ];
        Array.Sort(metrics, StringComparer.Ordinal);
        var monitor = new EntityMonitor(DetectionSettings.Default);
        var states = Enumerable.Range(0, Entities)
            .Select(i => new EntityMonitorState(EntityId.Of(EntityKind.Service, $"s{i}"))).ToArray();
        var noise = new NoiseSource(1, 0.03, 0.5);
        var best = double.MaxValue;
        var allocated = 0.0;
        var sequence = 0;
        for (var round = 0; round < 8; round++)
        {
            const int Steps = 400;
            var batches = new ObserveBatch[Steps * Entities];
            for (var i = 0; i < batches.Length; i++)
            {
                var at = Start + ((sequence + (i / Entities)) * Interval);
                var samples = metrics.Select(metric => new Sample(metric, at, 0.4 * (1 + noise.Next())));
                batches[i] = new ObserveBatch(states[i % Entities].Entity, "bench", 0, [.. samples]);
            }

            sequence += Steps;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < batches.Length; i++)
            {
                monitor.Observe(states[i % Entities], batches[i]);
            }

            var samplesSeen = (double)batches.Length * metrics.Length;
            var cost = (Environment.CpuUsage.TotalTime - started).TotalNanoseconds / samplesSeen;
            best = round == 0 ? best : Math.Min(best, cost);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / samplesSeen;
        }

        return (best, allocated);
    }

    private static int SerializedBytes(double days)
    {
        const int Metrics = 4;
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var monitor = new EntityMonitor(DetectionSettings.Default);
        var state = new EntityMonitorState(EntityId.Of(EntityKind.Service, "s"));
        var noise = new NoiseSource(1, 0.03, 0.5);
        for (var i = 0; i < days * DaySamples; i++)
        {
            var at = Start + (i * Interval);
            monitor.Observe(state, new ObserveBatch(state.Entity, "bench", 0,
                [.. Enumerable.Range(0, Metrics).Select(m => new Sample($"metric.{m}", at, 10 * (1 + noise.Next())))]));
        }

        return services.GetRequiredService<Serializer>().SerializeToArray(state).Length / Metrics;
    }

    private static int FalseAlerts(int seriesDays, double correlation, double spikeShare)
    {
        var raised = 0;
        var monitor = new EntityMonitor(DetectionSettings.Default);
        const int DaysPerSeries = 5;
        for (var series = 0; series < seriesDays / DaysPerSeries; series++)
        {
            var state = new EntityMonitorState(EntityId.Of(EntityKind.Service, $"s{series}"));
            var noise = new NoiseSource((ulong)(1000 * correlation) + (ulong)series, 0.03, correlation, spikeShare);
            for (var i = 0; i < DaysPerSeries * DaySamples; i++)
            {
                var effects = monitor.Observe(state, Batch(state, Start + (i * Interval), 0.2 * (1 + noise.Next())));
                raised += effects.Changed.Count(alert => alert.Status == AlertStatus.Firing);
            }
        }

        return raised;
    }

    private static Dictionary<string, int> Waves(int seriesDays)
    {
        var monitor = new EntityMonitor(DetectionSettings.Default);
        const int DaysPerSeries = 4;
        var raised = new Dictionary<string, int>();
        foreach (var amplitude in new[] { 0.3, 0.5, 0.7 })
        {
            foreach (var deviation in new[] { 0.003, 0.01, 0.03 })
            {
                var count = 0;
                for (var series = 0; series < Math.Max(1, seriesDays / DaysPerSeries / 4); series++)
                {
                    var state = new EntityMonitorState(EntityId.Of(EntityKind.Service, $"s{series}"));
                    var noise = new NoiseSource((ulong)series + 77, deviation, series % 2 == 0 ? 0.5 : 0.97);
                    for (var i = 0; i < DaysPerSeries * DaySamples; i++)
                    {
                        var phase = 2 * Math.PI * ((i / (double)DaySamples) + (series / 7.0));
                        var value = 120 * (1 + (amplitude * Math.Sin(phase))) * (1 + noise.Next());
                        var at = Start + (i * Interval);
                        var effects = monitor.Observe(state, new ObserveBatch(
                            state.Entity, "bench", 0, [new Sample(MetricCatalog.RequestRate, at, value)]));
                        count += effects.Changed.Count(alert => alert.Status == AlertStatus.Firing);
                    }
                }

                raised[FormattableString.Invariant($"{amplitude}/{deviation}")] = count;
            }
        }

        return raised;
    }

    private static object Shift(double size, double correlation)
    {
        const int Cases = 50;
        const int WarmUp = 360;
        var delays = new List<double>();
        var monitor = new EntityMonitor(DetectionSettings.Default);
        for (var test = 0; test < Cases; test++)
        {
            var state = new EntityMonitorState(EntityId.Of(EntityKind.Service, $"s{test}"));
            var noise = new NoiseSource((ulong)test, 0.03, correlation);
            for (var i = 0; i < WarmUp + 60; i++)
            {
                var level = i < WarmUp ? 0.2 : 0.2 * (1 + size);
                var effects = monitor.Observe(state, Batch(state, Start + (i * Interval), level * (1 + noise.Next())));
                if (i >= WarmUp && effects.Changed.Any(alert => alert.Status == AlertStatus.Firing))
                {
                    delays.Add((i - WarmUp + 1) * Interval.TotalSeconds);
                    break;
                }
            }
        }

        delays.Sort();
        return new
        {
            cases = Cases,
            found = delays.Count,
            secondsP50 = delays.Count > 0 ? delays[delays.Count / 2] : (double?)null,
            secondsMax = delays.Count > 0 ? delays[^1] : (double?)null,
        };
    }

    private static ObserveBatch Batch(EntityMonitorState state, DateTimeOffset at, double value) =>
        new(state.Entity, "bench", 0, ImmutableArray.Create(new Sample(MetricCatalog.RequestDuration, at, value)));
}
