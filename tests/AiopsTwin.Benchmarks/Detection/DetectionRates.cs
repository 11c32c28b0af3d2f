using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>How often quiet noise alerts, and how soon a shift does.</summary>
internal static class DetectionRates
{
    private const int DaySamples = 8640;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static int FalseAlerts(int seriesDays, double correlation, double spikeShare)
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

    public static Dictionary<string, int> Waves(int seriesDays)
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

    public static object Shift(double size, double correlation)
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
