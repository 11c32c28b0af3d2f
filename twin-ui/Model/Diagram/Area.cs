using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>A part of the estate that holds others: a region, zone, rack or host, or a group of services.</summary>
/// <param name="Key">Identity in the drawing: the entity's id where it is one.</param>
/// <param name="Entity">The entity it is; null for a region, a group and what stands nowhere.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Areas">Areas in it, in drawing order.</param>
/// <param name="Entities">Entities in it that hold nothing, sorted.</param>
internal sealed record Area(
    string Key, EntityId? Entity, string Label, ImmutableArray<Area> Areas, ImmutableArray<EntityId> Entities)
{
    /// <summary>"rack a1", but not "rack rack-1".</summary>
    public static string LabelOf(EntityId place) =>
        place.Name.StartsWith(KindWords.Word(place.Kind), StringComparison.OrdinalIgnoreCase)
            ? place.Name
            : $"{KindWords.Word(place.Kind)} {place.Name}";

    /// <summary>Every entity in it, itself included, in no promised order.</summary>
    public IEnumerable<EntityId> Everything() => Areas.SelectMany(area => area.Everything())
        .Concat(Entities)
        .Concat(Entity is { } self ? [self] : []);

    /// <summary>It and every area in it.</summary>
    public IEnumerable<Area> WithInner() => Areas.SelectMany(area => area.WithInner()).Prepend(this);
}
