using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Stories;

/// <summary>
/// A worker whose clients come in waves: minutes of work and minutes of rest are both usual, and so is any use of its
/// processor between. Then it hangs at 40 % and serves nothing. Six hours by ten seconds.
/// </summary>
internal static class HangStory
{
    private const int Steps = 6 * 360;
    private const int Rest = 30;

    /// <summary>Alerts before the hang, and how long after it the hang was told; null when it was not told within five
    /// minutes.</summary>
    /// <param name="seed">Fixes the noise and the waves.</param>
    public static (List<Alert> Before, TimeSpan? Delay, Alert? Told) Tell(ulong seed)
    {
        var rig = new MonitorRig(seed, 10, name: "worker");
        var isBusy = true;
        for (var step = 0; step < Steps; step++)
        {
            isBusy = step % Rest == 0 ? rig.Noise(1) > -0.3 : isBusy;
            var requests = isBusy ? 80 + (20 * Math.Sin(step / 40.0)) + rig.Noise(4) : 0;
            Send(rig, requests, 0.05 + (0.004 * requests) + rig.Noise(0.01), 1 + (0.02 * requests) + rig.Noise(0.3));
        }

        var before = rig.Raised.ToList();
        var since = rig.Now;
        for (var step = 0; step < 30; step++)
        {
            Send(rig, 0, 0.4 + rig.Noise(0.01), 1 + (4 * step) + rig.Noise(0.3));
            if (rig.Raised.FirstOrDefault(alert => alert.RaisedAt > since && alert.Name.EndsWith("its work",
                StringComparison.Ordinal)) is { } told)
            {
                return (before, rig.Now - since, told);
            }
        }

        return (before, null, null);
    }

    private static void Send(MonitorRig rig, double requests, double use, double queue) => rig.Send(
        (MetricCatalog.CpuUtilization, Math.Clamp(use, 0, 1)),
        (MetricCatalog.QueueDepth, Math.Max(0, queue)),
        (MetricCatalog.RequestRate, Math.Max(0, requests)));
}
