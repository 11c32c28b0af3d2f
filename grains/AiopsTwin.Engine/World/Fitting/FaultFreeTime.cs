using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>Time in which nothing was wrong, as an estate told of it: what a world may be fitted to.</summary>
/// <param name="Name">Which time.</param>
/// <param name="Interval">Distance of two samples, greater than zero.</param>
/// <param name="Works">What every entity told; all series have the same number of samples, at the same
/// instants.</param>
public sealed record FaultFreeTime(
    string Name, TimeSpan Interval, ImmutableSortedDictionary<EntityId, WorkSeries> Works)
{
    private static readonly TimeSpan LivedTick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LivedInterval = TimeSpan.FromMinutes(1);

    /// <summary>Number of samples; 0 when nobody told anything.</summary>
    public int Samples => Works.IsEmpty ? 0 : Works.First().Value.Count;

    /// <summary>Lets a known estate live without any fault, and keeps what it tells.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="samples">Minutes to live, at least 1; the first minute, in which the world fills with work, is not
    /// among them.</param>
    public static FaultFreeTime Live(Estate estate, ImmutableArray<LoadSource> load, ulong seed, int samples)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var world = new SimulatedWorld(
            estate, load, seed, new WorldSettings(DateTimeOffset.UnixEpoch, LivedTick, LivedInterval));
        var recorder = new WorkRecorder();
        while (recorder.Samples < samples)
        {
            var told = world.Tick();
            if (!told.Batches.IsEmpty && world.Now > DateTimeOffset.UnixEpoch + LivedInterval)
            {
                recorder.Add(told.Batches);
            }
        }

        return new FaultFreeTime(estate.Name, LivedInterval, recorder.ToWorks());
    }

    /// <summary>What a twin learned of its entities: one sample of everybody, which is what is usual. It tells means,
    /// and nothing of what moves together.</summary>
    /// <param name="name">Which twin.</param>
    /// <param name="interval">Distance of its samples, greater than zero.</param>
    /// <param name="evidence">What entities know of themselves; series that are not warm are passed over.</param>
    public static FaultFreeTime Learned(string name, TimeSpan interval, IEnumerable<EntityEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var recorder = new WorkRecorder();
        recorder.Add([
            .. evidence.Select(one => new ObserveBatch(
                one.Entity, name, 0,
                [.. one.Series.Where(series => series.IsWarm).Select(
                    series => new Sample(series.Metric, one.Until, series.Baseline))])),
        ]);
        return new FaultFreeTime(name, interval, recorder.ToWorks());
    }
}
