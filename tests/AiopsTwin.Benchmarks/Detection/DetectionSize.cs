using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>
/// Bytes of a series, on the settled heap and as stored: what one more costs (from entities with ten and with twenty),
/// and what the entity around them does.
/// </summary>
internal static class DetectionSize
{
    private const int Entities = 100;
    private const int Few = 10;
    private const int Many = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Measures everything.</summary>
    public static object Measure() => new
    {
        series = new[] { Entities * Few, Entities * Many },
        intervalMinutes = Interval.TotalMinutes,
        afterHalfADay = Of(0.5),
        timeOfDayLearned = Of(4),
        weekLearned = Of(16),
        entityOfTenSeriesWithResources = OfService(),
        peers = Enumerable.Range(0, 2).ToDictionary(peer => DetectionPeers.Names[peer], OfPeer),
    };

    private static object Of(double days)
    {
        var (few, many) = (Of(days, Few, isPlain: true), Of(days, Many, isPlain: true));
        var live = (many.Live - few.Live) / (Many - Few);
        var stored = (many.Stored - few.Stored) / (Many - Few);
        return new
        {
            liveBytes = live,
            storedBytes = stored,
            entityLiveBytes = few.Live - (Few * live),
            entityStoredBytes = few.Stored - (Few * stored),
        };
    }

    private static object OfService()
    {
        var (live, stored) = Of(16, Few, isPlain: false);
        return new { liveBytes = live, storedBytes = stored };
    }

    /// <summary>Bytes of an entity.</summary>
    private static (long Live, long Stored) Of(double days, int series, bool isPlain)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var monitor = new EntityMonitor(DetectionSettings.Default);
        var intake = new Intake();
        var fleet = new SeriesFleet(Entities, series, Interval, isPlain);
        for (var step = 0; step < days * TimeSpan.FromDays(1) / Interval; step++)
        {
            foreach (var (batch, state) in fleet.Next(1).Zip(fleet.States))
            {
                monitor.Observe(state, batch, intake);
            }
        }

        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var stored = fleet.States.Sum(state => (long)serializer.SerializeToArray(state).Length);
        return (live / Entities, stored / Entities);
    }

    private static long OfPeer(int peer)
    {
        const int Series = 2_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var scorers = new ISampleScorer[Series];
        for (var i = 0; i < Series; i++)
        {
            scorers[i] = DetectionPeers.Create(peer);
        }

        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(scorers);
        return live / Series;
    }
}
