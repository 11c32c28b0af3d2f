using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>What every entity did in each interval of telemetry, without the noise of counting: sixteen bytes for an
/// entity and an interval, the oldest intervals fall off.</summary>
internal sealed class SeriesTape(long maxBytes)
{
    private const int Columns = 4;

    private readonly Queue<(TimeSpan At, float[] Values)> _rows = new();
    private double[] _before = [];

    /// <summary>Intervals that fell off.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes the world after a report.</summary>
    public void Record(TimeSpan at, SimulatedWorld world)
    {
        var now = Sums(world);
        var row = new float[now.Length];
        for (var i = 0; i < now.Length; i++)
        {
            row[i] = (float)(now[i] - _before[i]);
        }

        _before = now;
        _rows.Enqueue((at, row));
        while (_rows.Count * (long)row.Length * sizeof(float) > maxBytes && _rows.Count > 1)
        {
            _rows.Dequeue();
            Dropped++;
        }
    }

    /// <summary>Counts from here: the world was put where nothing was recorded yet, or the past ends here.</summary>
    public void Begin(TimeSpan at, SimulatedWorld world)
    {
        var kept = _rows.Where(row => row.At <= at).ToArray();
        _rows.Clear();
        foreach (var row in kept)
        {
            _rows.Enqueue(row);
        }

        _before = Sums(world);
    }

    /// <summary>The series of an entity, oldest first; empty for one that does no work.</summary>
    public ImmutableArray<TimelinePoint> Of(EntityId entity, SimulatedWorld world, TimeSpan interval)
    {
        var p = world.State.Map.ProcessOf(entity);
        return p < 0 ? [] : [.. _rows.Select(row => Point(row.At, row.Values.AsSpan(p * Columns, Columns), interval))];
    }

    private static double[] Sums(SimulatedWorld world)
    {
        var (sums, count) = (world.Sums, world.State.Map.Processes.Length);
        var values = new double[count * Columns];
        for (var p = 0; p < count; p++)
        {
            values[p * Columns] = sums.AllArrived[p];
            values[(p * Columns) + 1] = sums.AllFailed[p];
            values[(p * Columns) + 2] = sums.AllTime[p];
            values[(p * Columns) + 3] = sums.AllTimeSquare[p];
        }

        return values;
    }

    private static TimelinePoint Point(TimeSpan at, ReadOnlySpan<float> values, TimeSpan interval)
    {
        var arrived = Math.Max(0, values[0]);
        if (arrived <= 0)
        {
            return new TimelinePoint(at, 0, 0, 0);
        }

        var mean = values[2] / arrived;
        var variance = Math.Max(0, (values[3] / arrived) - (mean * mean));
        return new TimelinePoint(
            at, arrived / interval.TotalSeconds, Math.Clamp(values[1] / arrived, 0, 1),
            mean > 0 ? GammaLaw.Percentile95(mean, variance).Value : 0);
    }
}
