using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>A predicted and an observed set of entities to compare on the map.</summary>
/// <param name="Origin">Where the prediction starts; null when there is none.</param>
/// <param name="Predicted">Entities predicted to be impaired, with severity and delay.</param>
/// <param name="Observed">Entities observed to be affected.</param>
/// <param name="Title">What is compared, for the legend.</param>
public sealed record BlastOverlay(
    EntityId? Origin,
    ImmutableDictionary<EntityId, FloodReach> Predicted,
    ImmutableHashSet<EntityId> Observed,
    string Title) : MapOverlay(Title)
{
    /// <summary>An overlay of what was reached.</summary>
    /// <param name="origin">Where the prediction starts.</param>
    /// <param name="reached">Entities predicted to be impaired.</param>
    /// <param name="observed">Entities observed to be affected.</param>
    /// <param name="title">What is compared.</param>
    public static BlastOverlay Of(
        EntityId? origin, IEnumerable<FloodReach> reached, IEnumerable<EntityId> observed, string title) =>
        new(origin, reached.ToImmutableDictionary(reach => reach.Entity), [.. observed], title);

    /// <summary>True when another one says the same: then nothing has to be painted anew.</summary>
    public bool SaysTheSameAs(BlastOverlay? other) => other is not null && Origin == other.Origin
        && Title == other.Title && Observed.SetEquals(other.Observed) && Predicted.Count == other.Predicted.Count
        && Predicted.All(one => other.Predicted.TryGetValue(one.Key, out var reach) && reach == one.Value);

    /// <inheritdoc />
    public override OverlayMark MarkOf(EntityId entity)
    {
        var isPredicted = Predicted.TryGetValue(entity, out var reach);
        var blast = (isPredicted, Observed.Contains(entity)) switch
        {
            _ when entity == Origin => BlastMark.Origin,
            (true, true) => BlastMark.Both,
            (true, false) => BlastMark.Predicted,
            (false, true) => BlastMark.Observed,
            _ => BlastMark.None,
        };
        return blast == BlastMark.None
            ? OverlayMark.None
            : new OverlayMark(
                blast, isPredicted ? OverlayMark.LevelOf(reach.Strength) : 0, BlastWords.Note(blast),
                BlastWords.Words(blast));
    }

    /// <inheritdoc />
    public override OverlayMark MarkOf(IReadOnlyCollection<EntityId> entities)
    {
        ArgumentNullException.ThrowIfNull(entities);
        var predicted = entities.Count(Predicted.ContainsKey);
        var observed = entities.Count(Observed.Contains);
        var blast = (predicted > 0, observed > 0) switch
        {
            _ when Origin is { } origin && entities.Contains(origin) => BlastMark.Origin,
            (true, true) => BlastMark.Both,
            (true, false) => BlastMark.Predicted,
            (false, true) => BlastMark.Observed,
            _ => BlastMark.None,
        };
        return blast == BlastMark.None
            ? OverlayMark.None
            : new OverlayMark(
                blast, entities.Max(one => MarkOf(one).Level), BlastWords.Note(blast),
                $"{predicted} predicted and {observed} observed to be affected");
    }

    /// <summary>How hard, how soon, and how many requests a second are at risk at the present rate; empty for what is
    /// not predicted.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="vitals">Its numbers; null when it never reported.</param>
    public string Forecast(EntityId entity, EntityVitals? vitals)
    {
        if (entity == Origin || !Predicted.TryGetValue(entity, out var reach))
        {
            return "";
        }

        var lost = vitals?.RequestRate is > 0 and var rate
            ? $" · −{Units.Rate(Units.Brief(rate * reach.Strength, 1))}"
            : "";
        var severity = Units.Share(Units.Brief(reach.Strength, 0.01));
        return $"{severity} after {Units.Seconds(Units.Brief(reach.DelaySeconds, 1))}{lost}";
    }
}
