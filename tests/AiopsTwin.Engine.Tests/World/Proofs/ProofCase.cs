using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Proofs;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Proofs;

/// <summary>Builds what a twin would have observed, entity by entity: five minutes as usual, five since the
/// onset.</summary>
internal sealed class ProofCase(params string[] lines)
{
    private const int Seconds = 10;
    private const int Samples = 30;

    private readonly Estate _estate = EstateBuilder.Of(lines).Build();
    private readonly SortedDictionary<EntityId, EntityEvidence> _evidence = [];
    private readonly List<Alert> _alerts = [];

    public static DateTimeOffset Onset { get; } = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Now => Onset.AddSeconds(Seconds * Samples);

    public static EntityId Id(string name) => EstateBuilder.Id(name);

    /// <summary>An entity that tells of its requests: rate, seconds and failures, as usual and now.</summary>
    public ProofCase Works(
        string name, (double Usual, double Now) rate, (double Usual, double Now) seconds,
        (double Usual, double Now) errors = default)
    {
        Says(name,
            Series(MetricCatalog.RequestDuration, seconds, 0.02 * seconds.Usual),
            Series(MetricCatalog.ErrorRatio, errors, 0.005),
            Series(MetricCatalog.RequestRate, rate, 0.02 * rate.Usual));
        return this;
    }

    /// <summary>An entity that works and whose cache answers less than it did.</summary>
    public ProofCase Forgets(string name, (double Usual, double Now) rate, (double Usual, double Now) seconds)
    {
        Says(name,
            Series(MetricCatalog.CacheHitRatio, (0.8, 0.1), 0.02),
            Series(MetricCatalog.RequestDuration, seconds, 0.02 * seconds.Usual),
            Series(MetricCatalog.RequestRate, rate, 0.02 * rate.Usual));
        return this;
    }

    /// <summary>An entity with nothing to say but one metric.</summary>
    public ProofCase Shows(string name, string metric, double usual, double now)
    {
        Says(name, Series(metric, (usual, now), 0.02));
        return this;
    }

    /// <summary>An entity that fell silent at the onset.</summary>
    public ProofCase FallsSilent(string name)
    {
        _evidence[Id(name)] = new EntityEvidence(Id(name), Onset, Now, Onset, []);
        return Alerts(name, null);
    }

    /// <summary>An alert of an entity, about a metric or its silence.</summary>
    public ProofCase Alerts(string name, string? metric)
    {
        _alerts.Add(new Alert(
            $"{name}/{metric}", Id(name), metric ?? "silent", AlertSeverity.Warning,
            AlertStatus.Firing, Onset, Onset, null, "test", metric, 5, null, null, ""));
        return this;
    }

    public CounterfactualCase Of(params string[] suspects) => new(
        TopologyGraph.Compile(_estate.Topology), [.. _evidence.Values], [.. _alerts],
        [.. suspects.Select((name, place) => new Suspect(
            place + 1, Id(name), MetricFamily.Latency, null, 0.5, 1, null, []))],
        Onset, Now);

    public WorldFit Fit()
    {
        var source = Of();
        return WorldFit.Of(ObservedEstate.Of(source, ProofWindow.Of(source)!.Value));
    }

    private void Says(string name, params ImmutableArray<SeriesEvidence> series) =>
        _evidence[Id(name)] = new EntityEvidence(Id(name), Onset, Now, Now, series);

    private static SeriesEvidence Series(string metric, (double Usual, double Now) values, double scale)
    {
        var deviation = (values.Now - values.Usual) / scale;
        return new SeriesEvidence(
            metric, values.Usual, scale, values.Now, deviation, Math.Abs(deviation) < 3 ? null : Onset, true,
            [
                .. Enumerable.Range(-Samples + 1, 2 * Samples).Select(i => new TimedValue(
                    Onset.AddSeconds(i * Seconds), i <= 0 ? values.Usual : values.Now)),
            ]);
    }
}
