using System.Collections.Immutable;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>Reads what a simulated world carried. O(entities + calls).</summary>
public static class TimelineReader
{
    /// <summary>Sums of every entity and dependency of a run, up to its world's last report.</summary>
    /// <param name="timeline">Name of the timeline.</param>
    /// <param name="run">The run.</param>
    /// <param name="hashes">Hashes up to there.</param>
    public static TimelineReading Read(string timeline, ScenarioRun run, ImmutableArray<TimelineHash> hashes)
    {
        ArgumentNullException.ThrowIfNull(run);
        var lived = run.Position + run.Scenario.WarmUp;
        var sinceReport = TimeSpan.FromTicks(lived.Ticks % run.Scenario.TelemetryInterval.Ticks);
        return Read(timeline, run.Position - sinceReport, run.World, hashes);
    }

    /// <summary>Sums of every entity and dependency of a world.</summary>
    /// <param name="timeline">Name of the timeline.</param>
    /// <param name="at">Offset of the world's last report.</param>
    /// <param name="world">The world.</param>
    /// <param name="hashes">Hashes up to there.</param>
    public static TimelineReading Read(
        string timeline, TimeSpan at, SimulatedWorld world, ImmutableArray<TimelineHash> hashes)
    {
        ArgumentNullException.ThrowIfNull(world);
        var (map, sums) = (world.State.Map, world.Sums);
        var entries = map.SourceProcess.ToHashSet();
        var entities = ImmutableArray.CreateBuilder<EntityTotals>(map.Processes.Length);
        foreach (var p in map.ProcessesByEntity)
        {
            entities.Add(new EntityTotals(
                map.Processes[p].Entity, entries.Contains(p), sums.AllArrived[p], sums.AllFailed[p], sums.AllTime[p],
                sums.AllTimeSquare[p]));
        }

        var graph = map.Graph;
        var calls = Enumerable.Range(0, graph.Count)
            .GroupBy(e => (Caller: map.Processes[graph.From[e]].Entity, Callee: map.Processes[graph.To[e]].Entity))
            .OrderBy(group => group.Key)
            .Select(group => new CallTotals(
                group.Key.Caller, group.Key.Callee, group.Sum(e => sums.AllCarried[e])));
        entities.Sort((left, right) => left.Entity.CompareTo(right.Entity));
        return new TimelineReading(timeline, at, entities.ToImmutable(), [.. calls], hashes);
    }
}
