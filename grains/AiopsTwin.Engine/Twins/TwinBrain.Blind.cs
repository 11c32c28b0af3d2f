using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Monitoring that went blind. Where the map says through which collector an entity's telemetry comes (the label
/// <c>telemetry.collector</c>) and that collector is silent itself, nothing follows from the entity's silence: it is
/// held back like what a gate holds back, listed with the collector's incident, and judged like any other as soon as
/// the collector is heard again.
/// </summary>
public sealed partial class TwinBrain
{
    /// <summary>Label of an entity whose telemetry comes through another: the id of that other.</summary>
    public const string CollectorLabel = "telemetry.collector";

    private const string Blind = "blind/";

    private bool _hasCollectors;

    /// <summary>The collector that explains an alert of silence, because it is silent itself; null for none.</summary>
    private EntityId? SilentCollectorOf(Alert alert)
    {
        if (!_hasCollectors || !AlertReading.IsSilence(alert)
            || _graph is null || !_graph.TryIndex(alert.Entity, out var node)
            || !_graph.Entities[node].Labels.TryGetValue(CollectorLabel, out var text)
            || !EntityId.TryParse(text, out var collector, out _) || collector == alert.Entity)
        {
            return null;
        }

        return _alerts.On(collector).Any(other => other.IsActive && AlertReading.IsSilence(other.Alert))
            ? collector
            : null;
    }

    /// <summary>True when an alert of silence is listed with the incident of a collector that is heard again: it has to
    /// be judged now.</summary>
    private bool IsSightBack() => _hasCollectors && State.Alerts.Values.Any(
        tracked => tracked is { Join: AlertJoin.Supporting, IsActive: true } && AlertReading.IsSilence(tracked.Alert)
            && SilentCollectorOf(tracked.Alert) is null);

    /// <summary>The incident of the collector that explains an alert of silence; null for none.</summary>
    private TrackedIncident? BlindingOf(TrackedAlert tracked) => SilentCollectorOf(tracked.Alert) is { } collector
        ? _book.Live.FirstOrDefault(incident => incident.Members.Contains(collector))
        : null;
}
