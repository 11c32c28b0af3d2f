using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>Bytes of a series: on the settled heap, its share of the entity included, and as stored.</summary>
internal static class DetectionSize
{
    private const int Entities = 200;
    private const int SeriesEach = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Measures everything.</summary>
    public static object Measure() => new
    {
        series = Entities * SeriesEach,
        seriesOfEntity = SeriesEach,
        intervalMinutes = Interval.TotalMinutes,
        afterHalfADay = Of(0.5, isPlain: true),
        timeOfDayLearned = Of(4, isPlain: true),
        weekLearned = Of(16, isPlain: true),
        weekLearnedService = Of(16, isPlain: false),
        peers = Enumerable.Range(0, 2).ToDictionary(peer => DetectionPeers.Names[peer], OfPeer),
    };

    private static object Of(double days, bool isPlain)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var monitor = new EntityMonitor(DetectionSettings.Default);
        var fleet = new SeriesFleet(Entities, SeriesEach, Interval, isPlain);
        for (var step = 0; step < days * TimeSpan.FromDays(1) / Interval; step++)
        {
            foreach (var (batch, state) in fleet.Next(1).Zip(fleet.States))
            {
                monitor.Observe(state, batch);
            }
        }

        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var stored = fleet.States.Sum(state => (long)serializer.SerializeToArray(state).Length);
        const int Series = Entities * SeriesEach;
        return new { liveBytes = live / Series, storedBytes = stored / Series };
    }

    private static long OfPeer(int peer)
    {
        const int Series = Entities * SeriesEach;
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
