using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Requests of one operation of one entity in a window, counted.</summary>
internal sealed class OperationCount(int durations)
{
    public int Requests { get; set; }

    public Dictionary<VisitEvent, int> Events { get; } = [];

    public BoundedSample SelfSeconds { get; init; } = new(durations);

    /// <summary>One trace for each error, that of the smallest key: the same in whatever order visits come.</summary>
    public Dictionary<VisitEvent, (ulong Key, string TraceId)> Examples { get; } = [];

    /// <summary>Takes a trace as an example of an event, unless there is one of a smaller key.</summary>
    public void Exemplify(VisitEvent happened, (ulong Key, string TraceId) one)
    {
        if (!Examples.TryGetValue(happened, out var known) || one.CompareTo(known) < 0)
        {
            Examples[happened] = one;
        }
    }

    /// <summary>Traces that show an event: of another event of the operation that is an error, when none of its own is
    /// known.</summary>
    public ImmutableArray<string> ExamplesOf(VisitEvent happened) =>
        Examples.TryGetValue(happened, out var own) ? [own.TraceId]
        : [.. Examples.Values.Order().Select(one => one.TraceId).Distinct().Take(1)];
}

/// <summary>Requests from one entity to another in a window.</summary>
internal sealed class EdgeCount(int durations)
{
    public int Requests { get; set; }

    public BoundedSample GapSeconds { get; init; } = new(durations);
}

/// <summary>What happened to the requests of some time: counts and samples, never the requests themselves.</summary>
/// <param name="limits">What it may keep.</param>
public sealed partial class RequestWindow(TraceLimits limits)
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
            if (Count(operation, happened, 1) && limits.KeepsExamples && happened.IsTrouble)
            {
                operation.Exemplify(happened, (visit.Key, visit.TraceId));
            }
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

            foreach (var (happened, one) in theirs.Examples.Where(pair => operation.Events.ContainsKey(pair.Key)))
            {
                operation.Exemplify(happened, one);
            }
        }
    }

    private bool Count(OperationCount operation, VisitEvent happened, int count)
    {
        if (!operation.Events.TryGetValue(happened, out var counted) && operation.Events.Count >= limits.MaxEvents)
        {
            Dropped++;
            return false;
        }

        operation.Events[happened] = counted + count;
        return true;
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
