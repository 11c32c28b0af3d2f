using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
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

    private static readonly string[] Metrics = [MetricCatalog.RequestDuration, MetricCatalog.Availability];

    /// <summary>The alarm; null when no entity at the edge of the graph has telemetry.</summary>
    public static Alert? Of(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (FrontEnd(recording) is not { } entity)
        {
            return null;
        }

        var metric = Metrics.MaxBy(name => Badness(recording, entity, name))!;
        var name = metric == MetricCatalog.Availability ? "requests fail" : "requests are slow";
        return new Alert(
            Hash.Hex(Hash.Of($"{Source}\n{entity}\n{name}")),
            entity,
            name,
            AlertSeverity.Critical,
            AlertStatus.Firing,
            recording.AlarmAt,
            recording.AlarmAt,
            null,
            Source,
            metric,
            0,
            null,
            null,
            $"{name} at {entity}");
    }

    private static EntityId? FrontEnd(Recording recording)
    {
        var called = recording.Topology.Dependencies.Where(link => link.Kind == DependencyKind.CallsSync)
            .Select(link => link.On).ToHashSet();
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

    /// <summary>Largest robust deviation toward worse since the alarm.</summary>
    private static double Badness(Recording recording, EntityId entity, string metric)
    {
        var known = Values(recording.Baseline, entity, metric).Order().ToArray();
        var since = Values([.. recording.Incident.Where(moment => moment.At >= recording.AlarmAt)], entity, metric)
            .ToArray();
        if (known.Length == 0 || since.Length == 0)
        {
            return 0;
        }

        var descriptor = MetricCatalog.Describe(metric);
        var center = known[known.Length / 2];
        var spread = known.Select(value => Math.Abs(value - center)).Order().ElementAt(known.Length / 2);
        var relative = descriptor.Shape == MetricShape.Ratio ? 0 : RelativeFloor * center;
        var scale = Math.Max(1.4826 * spread, Math.Max(relative, descriptor.ScaleFloor));
        var sign = descriptor.Bad == BadDirection.Down ? -1 : 1;
        return since.Max(value => sign * (value - center) / scale);
    }

    private static IEnumerable<double> Values(
        ImmutableArray<RecordedMoment> moments, EntityId entity, string metric) => moments
        .SelectMany(moment => moment.Batches.Where(batch => batch.Entity == entity))
        .Select(batch => Value(batch, metric)).OfType<double>();

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
}
