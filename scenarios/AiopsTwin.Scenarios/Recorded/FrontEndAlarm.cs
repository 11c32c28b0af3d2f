using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// The alarm that somebody outside would raise: it names the front end (of the entities nobody calls, the one whose
/// callers spent most time waiting) and what of it became worse, slowness or failures. Both are read from the recording
/// and the graph; nothing else is known here.
/// </summary>
public static class FrontEndAlarm
{
    /// <summary>Who claims.</summary>
    public const string Source = "oracle";

    // As the evidence reader: a twentieth of the level is noise, whatever the series' own spread.
    private const double RelativeFloor = 0.05;
    private const double LeastDeviation = 3;

    private static readonly string[] Metrics = [MetricCatalog.RequestDuration, MetricCatalog.Availability];

    /// <summary>The alarm; null when no entity at the edge of the graph has telemetry.</summary>
    public static Alert? Of(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (FrontEnd(recording) is not { } entity)
        {
            return null;
        }

        var worst = Metrics.Select(metric => Deviation.Of(recording, entity, metric)).MaxBy(one => one.Largest)!;
        var name = worst.Metric == MetricCatalog.Availability ? "requests fail" : "requests are slow";
        return new Alert(
            Hash.Hex(Hash.Of($"{Source}\n{entity}\n{name}")),
            entity,
            name,
            AlertSeverity.Critical,
            AlertStatus.Firing,
            worst.Since ?? recording.AlarmAt,
            worst.Since ?? recording.AlarmAt,
            null,
            Source,
            worst.Metric,
            0,
            null,
            null,
            $"{name} at {entity}");
    }

    private static EntityId? FrontEnd(Recording recording)
    {
        var called = recording.Topology.Dependencies.Select(link => link.On).ToHashSet();
        var waited = new SortedDictionary<EntityId, double>();
        foreach (var batch in recording.Baseline.SelectMany(moment => moment.Batches))
        {
            if (!called.Contains(batch.Entity))
            {
                var spent = Value(batch, MetricCatalog.RequestRate) * Value(batch, MetricCatalog.RequestDuration);
                waited[batch.Entity] = waited.GetValueOrDefault(batch.Entity) + (spent ?? 0);
            }
        }

        return waited.Count == 0 ? null : waited.MaxBy(pair => pair.Value).Key;
    }

    private static double? Value(ObserveBatch batch, string metric)
    {
        foreach (var sample in batch.Samples)
        {
            if (sample.Metric == metric)
            {
                return sample.Value;
            }
        }

        return null;
    }

    /// <summary>How far a metric went toward worse, and since when.</summary>
    /// <param name="Metric">The metric.</param>
    /// <param name="Largest">Largest deviation, in scales.</param>
    /// <param name="Since">First instant with half of it; null when it is nothing out of the ordinary.</param>
    private sealed record Deviation(string Metric, double Largest, DateTimeOffset? Since)
    {
        /// <summary>Deviations from the healthiest moment before the usual time of an alarm: days apart, the level
        /// itself may have moved. The scale is the fault-free spread.</summary>
        public static Deviation Of(Recording recording, EntityId entity, string metric)
        {
            var descriptor = MetricCatalog.Describe(metric);
            var sign = descriptor.Bad == BadDirection.Down ? -1 : 1;
            var known = Values(recording.Baseline, entity, metric).Select(pair => pair.Value).Order().ToArray();
            var moments = Values(recording.Incident, entity, metric).ToList();
            var before = moments.Where(pair => pair.At < recording.AlarmAt).Select(pair => sign * pair.Value).ToList();
            if (known.Length == 0 || moments.Count == 0)
            {
                return new Deviation(metric, 0, null);
            }

            var center = known[known.Length / 2];
            var spread = known.Select(value => Math.Abs(value - center)).Order().ElementAt(known.Length / 2);
            var floor = descriptor.Shape == MetricShape.Ratio ? Grain(recording, entity) : RelativeFloor * center;
            var scale = Math.Max(1.4826 * spread, Math.Max(floor, descriptor.ScaleFloor));
            var level = before.Count > 0 ? before.Min() : sign * center;
            var largest = moments.Max(pair => ((sign * pair.Value) - level) / scale);
            var since = moments.First(pair => ((sign * pair.Value) - level) / scale >= largest / 2).At;
            return new Deviation(metric, largest, largest >= LeastDeviation ? since : null);
        }

        /// <summary>One request as a share of those of an interval.</summary>
        private static double Grain(Recording recording, EntityId entity)
        {
            var rates = Values(recording.Incident, entity, MetricCatalog.RequestRate).Select(pair => pair.Value)
                .Order().ToArray();
            return rates.Length == 0
                ? 0
                : 1 / Math.Max(1, rates[rates.Length / 2] * recording.Interval.TotalSeconds);
        }

        private static IEnumerable<(DateTimeOffset At, double Value)> Values(
            ImmutableArray<RecordedMoment> moments, EntityId entity, string metric) => moments
            .SelectMany(moment => moment.Batches.Where(batch => batch.Entity == entity), (moment, batch) =>
                (moment.At, Value: FrontEndAlarm.Value(batch, metric)))
            .Where(pair => pair.Value is not null).Select(pair => (pair.At, pair.Value!.Value));
    }
}
