using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>
/// Turns the bodies of one twin's senders into batches, one per entity. A series is worked out when it is first seen;
/// afterwards a sample costs one look-up by the bytes of its labels. One body at a time.
/// </summary>
internal sealed class RemoteWriteDecoder(IngestOptions options, TimeProvider time)
{
    /// <summary>Name of this connector in batches and labels.</summary>
    public const string Source = "remote-write";

    // How Prometheus says that a series ended.
    private const long StaleMarker = 0x7ff0000000000002;

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], SeriesRoute> _routes = new(ByteKeyComparer.Instance);
    private readonly Dictionary<EntityId, EntityCollector> _collectors = [];
    private readonly List<EntityCollector> _touched = [];
    private readonly string[] _ignored = options.IgnoredPrefixes.Split(
        ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    private readonly HistogramRules _histograms = new(options);
    private long _sweptAt;

    /// <summary>Series known.</summary>
    public int SeriesCount => _routes.Count;

    /// <summary>Reads one decompressed <c>WriteRequest</c>.</summary>
    /// <exception cref="MalformedBodyException">The body is not one; nothing of it is used.</exception>
    public DecodedWrite Decode(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            try
            {
                var reader = new ProtobufReader(body, 0);
                while (reader.Read())
                {
                    if (reader.Field == 1)
                    {
                        ReadSeries(reader.ReadBytes(out var offset), offset, now);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }

                return Collect();
            }
            finally
            {
                Reset();
            }
        }
    }

    private void ReadSeries(ReadOnlySpan<byte> series, int offset, long now)
    {
        var labels = LabelFields(series, offset);
        var route = RouteOf(labels, now);
        route.HeardAt = now;
        var reader = new ProtobufReader(series, offset);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 2:
                    ReadSample(reader.ReadBytes(out var at), at, route, labels, now);
                    break;
                case 4:
                    IngestMetrics.Skipped(SkipReason.Histogram);
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void ReadSample(
        ReadOnlySpan<byte> sample, int offset, SeriesRoute route, ReadOnlySpan<byte> labels, long now)
    {
        double value = 0;
        long at = 0;
        var reader = new ProtobufReader(sample, offset);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    value = reader.ReadDouble();
                    break;
                case 2:
                    at = reader.ReadInt64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (BitConverter.DoubleToInt64Bits(value) == StaleMarker)
        {
            IngestMetrics.Skipped(SkipReason.Stale);
            End(route, labels);
        }
        else if (Refusal(route, value, at, now) is { } reason)
        {
            IngestMetrics.Skipped(reason);
        }
        else
        {
            Take(route, value, at);
        }
    }

    private SkipReason? Refusal(SeriesRoute route, double value, long at, long now) => route.Skip is { } reason
        ? reason
        : !double.IsFinite(value) || at < 0
            ? SkipReason.NotFinite
            : at > now + options.FutureTolerance.TotalMilliseconds ? SkipReason.Future : null;

    private void Take(SeriesRoute route, double value, long at)
    {
        var collector = route.Collector!;
        if (!collector.IsTouched)
        {
            collector.IsTouched = true;
            _touched.Add(collector);
        }

        if (route.Cell is { } cell)
        {
            if (!collector.Take(cell, at, value))
            {
                IngestMetrics.Skipped(SkipReason.OutOfOrder);
            }
        }
        else if (route.Part is not { } part)
        {
            collector.Pending.Add(new Sample(route.Metric!, DateTimeOffset.FromUnixTimeMilliseconds(at), value));
        }
        else if (part.IsTotal)
        {
            collector.Derived(part.Metric).SetTotal(part.Key, at, value);
        }
        else
        {
            collector.Derived(part.Metric).SetLevel(part.Key, at, value);
        }
    }

    private void End(SeriesRoute route, ReadOnlySpan<byte> labels)
    {
        if (route is { Part: { } part, Collector: { } host })
        {
            host.Derived(part.Metric).End(part.Key);
        }

        Forget(route);
        _routes.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(labels);
    }

    private DecodedWrite Collect()
    {
        var batches = ImmutableArray.CreateBuilder<ObserveBatch>(_touched.Count);
        var entities = ImmutableArray.CreateBuilder<ResolvedEntity>(_touched.Count);
        var received = time.GetUtcNow();
        foreach (var collector in _touched.OrderBy(touched => touched.Resolved.Entity))
        {
            collector.TakeDerived();
            collector.TakeReadings(_histograms);
            entities.Add(collector.Resolved);
            if (collector.Pending.Count + collector.Readings.Count > 0)
            {
                batches.Add(new ObserveBatch(collector.Resolved.Entity, Source, 0, [.. collector.Pending])
                {
                    Histograms = [.. collector.Readings],
                    ReceivedAt = received,
                });
            }
        }

        return new DecodedWrite(batches.ToImmutable(), entities.ToImmutable());
    }

    private void Reset()
    {
        foreach (var collector in _touched)
        {
            collector.Pending.Clear();
            collector.Readings.Clear();
            collector.IsTouched = false;
        }

        _touched.Clear();
    }

    private SeriesRoute RouteOf(ReadOnlySpan<byte> labels, long now)
    {
        var routes = _routes.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (routes.TryGetValue(labels, out var route))
        {
            return route;
        }

        if (_routes.Count >= options.MaxSeries)
        {
            Sweep(now);
        }

        if (_routes.Count >= options.MaxSeries)
        {
            return new SeriesRoute { Skip = SkipReason.SeriesLimit };
        }

        route = Route(labels);
        routes[labels] = route;
        return route;
    }

    private SeriesRoute Route(ReadOnlySpan<byte> fields)
    {
        if (SeriesLabels.Read(fields, options) is not { } labels)
        {
            return new SeriesRoute { Skip = SkipReason.Labels };
        }

        if (labels.Name.Length == 0)
        {
            return new SeriesRoute { Skip = SkipReason.NoName };
        }

        var part = HostMetrics.Part(labels);
        var histogram = HistogramPart.Of(labels);
        if (part is null && IsIgnored(labels, histogram))
        {
            return new SeriesRoute { Skip = SkipReason.Ignored };
        }

        if (EntityResolver.Resolve(labels) is not { } resolved)
        {
            return new SeriesRoute { Skip = SkipReason.NoEntity };
        }

        var collector = Collector(resolved);
        if (histogram is not null)
        {
            return Route(histogram, collector);
        }

        if (part is not null || labels.Name == MetricCatalog.Up)
        {
            return new SeriesRoute { Collector = collector, Part = part, Metric = part is null ? labels.Name : null };
        }

        return SeriesNames.Of(labels) is not { } name
            ? new SeriesRoute { Skip = SkipReason.Labels }
            : collector.TryKeepExtra(name, options.ExtraSeriesPerEntity)
                ? new SeriesRoute { Collector = collector, Metric = name, IsExtra = true }
                : new SeriesRoute { Skip = SkipReason.ExtraSeriesLimit };
    }

    private SeriesRoute Route(HistogramPart part, EntityCollector collector)
    {
        var histogram = collector.Histogram(part.Name, options.ExtraSeriesPerEntity, _histograms);
        return histogram is null ? new SeriesRoute { Skip = SkipReason.ExtraSeriesLimit }
            : histogram.Open(part) is { } cell ? new SeriesRoute { Collector = collector, Cell = cell }
            : new SeriesRoute { Skip = SkipReason.HistogramBuckets };
    }

    private bool IsIgnored(SeriesLabels labels, HistogramPart? histogram) =>
        (labels["le"] is not null && histogram is null)
        || _ignored.Any(prefix => labels.Name.StartsWith(prefix, StringComparison.Ordinal));

    private EntityCollector Collector(ResolvedEntity resolved)
    {
        if (!_collectors.TryGetValue(resolved.Entity, out var collector))
        {
            collector = new EntityCollector(resolved);
            _collectors.Add(resolved.Entity, collector);
        }

        return collector;
    }

    private void Sweep(long now)
    {
        if (now - _sweptAt < TimeSpan.FromMinutes(1).TotalMilliseconds)
        {
            return;
        }

        _sweptAt = now;
        var oldest = now - Forgotten.TotalMilliseconds;
        foreach (var (key, route) in _routes.Where(pair => pair.Value.HeardAt < oldest).ToArray())
        {
            Forget(route);
            _routes.Remove(key);
        }

        var alive = _routes.Values.Select(route => route.Collector).OfType<EntityCollector>().ToHashSet();
        foreach (var collector in _collectors.Values.Where(collector => !alive.Contains(collector)).ToArray())
        {
            _collectors.Remove(collector.Resolved.Entity);
        }
    }

    private static void Forget(SeriesRoute route)
    {
        if (route is { IsExtra: true, Metric: { } name })
        {
            route.Collector!.DropExtra(name);
        }

        if (route.Cell is { } cell)
        {
            route.Collector!.Close(cell);
        }
    }

    /// <summary>The label fields of a series, one after the other. Senders write them first and together; if not, they
    /// are gathered.</summary>
    private static ReadOnlySpan<byte> LabelFields(ReadOnlySpan<byte> series, int offset)
    {
        var reader = new ProtobufReader(series, offset);
        var end = 0;
        byte[]? gathered = null;
        for (var start = 0; reader.Read(); start = reader.Position)
        {
            var isLabel = reader.Field == 1;
            reader.Skip();
            if (isLabel && gathered is null && start == end)
            {
                end = reader.Position;
            }
            else if (isLabel)
            {
                gathered = [.. gathered ?? series[..end].ToArray(), .. series[start..reader.Position]];
            }
        }

        return gathered ?? series[..end];
    }
}

/// <summary>What a body said.</summary>
/// <param name="Batches">One per entity that has samples, sorted by entity.</param>
/// <param name="Entities">The entities named, sorted.</param>
internal sealed record DecodedWrite(
    ImmutableArray<ObserveBatch> Batches, ImmutableArray<ResolvedEntity> Entities);
