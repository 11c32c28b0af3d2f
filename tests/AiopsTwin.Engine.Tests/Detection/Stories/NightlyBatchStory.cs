using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Stories;

/// <summary>A machine that serves requests by day and runs a batch by night, at 85 to 95 % of its processor, which
/// starts within six minutes of two o'clock and takes an hour, more or less. A fortnight by the minute.</summary>
internal static class NightlyBatchStory
{
    private const int Day = 1440;

    /// <summary>Days told.</summary>
    public const int Days = 14;

    /// <summary>Alerts raised on each day, from 0, and which ones.</summary>
    /// <param name="seed">Fixes the noise and the nights.</param>
    /// <param name="missed">The night the batch does not run, from 0; none when negative.</param>
    public static List<(int Day, Alert Alert)> Tell(ulong seed, int missed = -1)
    {
        var rig = new MonitorRig(seed, 60, name: "ledger") { Now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) };
        var told = new List<(int Day, Alert Alert)>();
        for (var day = 0; day < Days; day++)
        {
            var start = 120 + (int)Math.Clamp(rig.Noise(4), -6, 6);
            var end = start + 60 + (int)Math.Clamp(rig.Noise(4), -6, 6);
            for (var minute = 0; minute < Day; minute++)
            {
                var isRunning = minute >= start && minute < end && day != missed;
                var effects = Send(rig, minute, isRunning);
                told.AddRange(effects.Where(alert => alert.Status == AlertStatus.Firing).Select(alert => (day, alert)));
            }
        }

        return told;
    }

    private static IEnumerable<Alert> Send(MonitorRig rig, int minute, bool isRunning)
    {
        var requests = 100 * (1 - (0.4 * Math.Cos(2 * Math.PI * minute / Day))) * (1 + rig.Noise(0.03));
        var use = isRunning ? 0.9 + rig.Noise(0.02) : 0.05 + (0.003 * requests) + rig.Noise(0.01);
        return rig.Send(
            ("batch.rows", isRunning ? 50_000 * (1 + rig.Noise(0.05)) : 0),
            (MetricCatalog.CpuUtilization, Math.Clamp(use, 0, 1)),
            (MetricCatalog.QueueDepth, Math.Max(0, 2 + rig.Noise(0.5))),
            (MetricCatalog.RequestRate, requests)).Changed;
    }
}
