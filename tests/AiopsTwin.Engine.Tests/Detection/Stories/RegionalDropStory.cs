using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Stories;

/// <summary>Six regions of a service by the minute, with a wave of the day and a wobble that all share; after three
/// days one of them loses 4 % of its requests for two hours.</summary>
internal static class RegionalDropStory
{
    private const int Day = 1440;
    private const int Onset = 3 * Day;
    private const int Region = 2;

    /// <summary>Minutes until the region was told of; null when it was not. And whether limits fixed at the extremes
    /// of the first two days stayed silent.</summary>
    /// <param name="seed">Fixes the noise.</param>
    public static (int? Delay, bool AreLimitsSilent) Tell(ulong seed)
    {
        var random = new SeededRandom(seed);
        var rigs = Enumerable.Range(0, 6)
            .Select(i => new MonitorRig((seed * 10) + (ulong)i, 60, name: $"region{i}").InGroup("shop regions"))
            .ToArray();
        var (wobble, lowest, areSilent) = (0.0, double.MaxValue, true);
        for (var minute = 0; minute < Onset + 120; minute++)
        {
            wobble = (0.93 * wobble) + (0.011 * random.NextNormal());
            var wave = 1 + (0.4 * Math.Sin(2 * Math.PI * minute / Day));
            var signals = new List<SiblingSignal>();
            for (var region = 0; region < rigs.Length; region++)
            {
                var share = minute >= Onset && region == Region ? 0.96 : 1;
                var rate = 200 * (region + 1) * wave * Math.Exp(wobble) * share * (1 + rigs[region].Noise(0.01));
                signals.AddRange(rigs[region].Send((MetricCatalog.RequestRate, rate)).Signals);
                if (region == Region)
                {
                    areSilent &= minute < Onset || rate >= lowest;
                    lowest = minute < 2 * Day ? Math.Min(lowest, rate) : lowest;
                }
            }

            var medians = SiblingComparison.Medians(signals);
            foreach (var rig in rigs)
            {
                rig.Keep(rig.Monitor.Compare(rig.State, medians, rig.Now));
            }

            if (minute >= Onset && rigs[Region].Firing.Any(alert => alert.Name == "request.rate low against siblings"))
            {
                return (minute - Onset + 1, areSilent);
            }
        }

        return (null, areSilent);
    }
}
