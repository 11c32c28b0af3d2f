using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>How a window of one entity is stored.</summary>
public sealed partial class RequestWindow
{
    /// <summary>Everything it holds of the entity whose requests it counts, sorted.</summary>
    internal RequestWindowRecord Record(long place, bool isQuarter, IEnumerable<EventRecord> lines) => new(
        place, isQuarter, Visits, Dropped, HasLogs,
        [
            .. Operations.OrderBy(pair => pair.Key.Operation, StringComparer.Ordinal)
                .Select(pair => new OperationRecord(
                    pair.Key.Operation, pair.Value.Requests,
                    [
                        .. pair.Value.Events.OrderBy(counted => counted.Key)
                            .Select(counted => Record(pair.Value, counted)),
                    ],
                    pair.Value.SelfSeconds.Record())),
        ],
        [
            .. Edges.OrderBy(pair => pair.Key.Caller)
                .Select(pair => new EdgeRecord(
                    pair.Key.Caller, pair.Value.Requests, pair.Value.GapSeconds.Record())),
        ],
        [.. lines]);

    /// <summary>Takes up what was stored of an entity's window.</summary>
    internal static RequestWindow Of(EntityId entity, RequestWindowRecord record, TraceLimits limits)
    {
        var window = new RequestWindow(limits)
        {
            Visits = record.Visits,
            Dropped = record.Dropped,
            HasLogs = record.HasLogs,
        };
        foreach (var stored in record.Operations)
        {
            var operation = new OperationCount(limits.MaxDurations)
            {
                Requests = stored.Requests,
                SelfSeconds = BoundedSample.Of(stored.SelfSeconds, limits.MaxDurations),
            };
            window.Operations[(entity, stored.Name)] = operation;
            foreach (var counted in stored.Events)
            {
                operation.Events[counted.Event] = counted.Count;
                if (counted.ExampleTraceId is { } trace)
                {
                    operation.Examples[counted.Event] = (counted.ExampleKey, trace);
                }
            }
        }

        foreach (var stored in record.Edges)
        {
            window.Edges[(stored.Caller, entity)] = new EdgeCount(limits.MaxDurations)
            {
                Requests = stored.Requests,
                GapSeconds = BoundedSample.Of(stored.GapSeconds, limits.MaxDurations),
            };
        }

        return window;
    }

    private static EventRecord Record(OperationCount operation, KeyValuePair<VisitEvent, int> counted) =>
        operation.Examples.TryGetValue(counted.Key, out var example)
            ? new EventRecord(counted.Key, counted.Value, example.Key, example.TraceId)
            : new EventRecord(counted.Key, counted.Value, 0, null);
}
