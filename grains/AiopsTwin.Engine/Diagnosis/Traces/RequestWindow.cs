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
        if (visit.Caller is { } caller)
        {
            Take(visit, caller);
        }

        var key = (visit.Entity, visit.Operation);
        if (!Operations.TryGetValue(key, out var operation))
        {
            if (Operations.Count >= limits.MaxOperations)
            {
                Dropped++;
                return;
            }

            operation = new OperationCount(limits.MaxDurations);
            Operations[key] = operation;
        }

        operation.Requests++;
        operation.SelfSeconds.Add(visit.Key, visit.SelfSeconds);
        foreach (var happened in visit.Events)
        {
            HasLogs |= happened.IsLogged;
            if (operation.Events.TryGetValue(happened, out var count) || operation.Events.Count < limits.MaxEvents)
            {
                operation.Events[happened] = count + 1;
            }
            else
            {
                Dropped++;
            }
        }
    }

    private void Take(Visit visit, EntityId caller)
    {
        var key = (caller, visit.Entity);
        if (!Edges.TryGetValue(key, out var edge))
        {
            if (Edges.Count >= limits.MaxOperations)
            {
                Dropped++;
                return;
            }

            edge = new EdgeCount(limits.MaxDurations);
            Edges[key] = edge;
        }

        edge.Requests++;
        if (visit.GapSeconds is { } gap)
        {
            edge.GapSeconds.Add(visit.Key, gap);
        }
    }
}
