using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Requests of one operation of one entity in a window, counted.</summary>
internal sealed class OperationCount(int durations)
{
    public int Requests { get; set; }

    public Dictionary<VisitEvent, int> Events { get; } = [];

    public BoundedSample SelfSeconds { get; } = new(durations);
}

/// <summary>Requests from one entity to another in a window.</summary>
internal sealed class EdgeCount(int durations)
{
    public int Requests { get; set; }

    public BoundedSample GapSeconds { get; } = new(durations);
}

/// <summary>What happened to the requests of some time: counts and samples, never the requests themselves.</summary>
/// <param name="limits">What it may keep.</param>
public sealed class RequestWindow(TraceLimits limits)
{
    /// <summary>Visits counted.</summary>
    public long Visits { get; private set; }

    /// <summary>Operations and events that were not counted because a limit was reached.</summary>
    public long Dropped { get; private set; }

    /// <summary>True when any visit had a log line: without, the absence of lines says nothing.</summary>
    public bool HasLogs { get; private set; }

    internal Dictionary<(EntityId Entity, string Operation), OperationCount> Operations { get; } = [];

    internal Dictionary<(EntityId Caller, EntityId Callee), EdgeCount> Edges { get; } = [];

    /// <summary>Counts a visit.</summary>
    public void Add(Visit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        Visits++;
        if (visit.Caller is { } caller && EdgeOf((caller, visit.Entity)) is { } edge)
        {
            edge.Requests++;
            if (visit.GapSeconds is { } gap)
            {
                edge.GapSeconds.Add(visit.Key, gap);
            }
        }

        if (OperationOf((visit.Entity, visit.Operation)) is not { } operation)
        {
            return;
        }

        operation.Requests++;
        operation.SelfSeconds.Add(visit.Key, visit.SelfSeconds);
        foreach (var happened in visit.Events)
        {
            HasLogs |= happened.IsLogged;
            Count(operation, happened, 1);
        }
    }

    /// <summary>Adds what another window counted.</summary>
    internal void Include(RequestWindow other)
    {
        Visits += other.Visits;
        Dropped += other.Dropped;
        HasLogs |= other.HasLogs;
        foreach (var (key, theirs) in other.Edges)
        {
            if (EdgeOf(key) is { } edge)
            {
                edge.Requests += theirs.Requests;
                edge.GapSeconds.Include(theirs.GapSeconds);
            }
        }

        foreach (var (key, theirs) in other.Operations)
        {
            if (OperationOf(key) is not { } operation)
            {
                continue;
            }

            operation.Requests += theirs.Requests;
            operation.SelfSeconds.Include(theirs.SelfSeconds);
            foreach (var (happened, count) in theirs.Events)
            {
                Count(operation, happened, count);
            }
        }
    }

    private void Count(OperationCount operation, VisitEvent happened, int count)
    {
        if (operation.Events.TryGetValue(happened, out var counted) || operation.Events.Count < limits.MaxEvents)
        {
            operation.Events[happened] = counted + count;
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>The count of an operation; null, and one dropped, when there is no room for a new one.</summary>
    private OperationCount? OperationOf((EntityId Entity, string Operation) key)
    {
        if (!Operations.TryGetValue(key, out var operation) && HasRoom(Operations.Count))
        {
            operation = new OperationCount(limits.MaxDurations);
            Operations[key] = operation;
        }

        return operation;
    }

    private EdgeCount? EdgeOf((EntityId Caller, EntityId Callee) key)
    {
        if (!Edges.TryGetValue(key, out var edge) && HasRoom(Edges.Count))
        {
            edge = new EdgeCount(limits.MaxDurations);
            Edges[key] = edge;
        }

        return edge;
    }

    private bool HasRoom(int kept)
    {
        Dropped += kept < limits.MaxOperations ? 0 : 1;
        return kept < limits.MaxOperations;
    }
}
