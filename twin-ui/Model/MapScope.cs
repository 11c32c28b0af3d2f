using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Which part of an estate the map shows. At most one of the three is asked for: an area, what surrounds an
/// entity, or the way between two.</summary>
/// <param name="Area">Key of an area; null for none.</param>
/// <param name="Focus">The entity whose surroundings are shown; null for none.</param>
/// <param name="Hops">How many links away, 1 to <see cref="MostHops"/>.</param>
/// <param name="From">Where a way begins; null for none.</param>
/// <param name="To">Where it ends; null while it is being chosen.</param>
public sealed record MapScope(string? Area, EntityId? Focus, int Hops, EntityId? From, EntityId? To)
{
    /// <summary>Links away that are shown unless asked otherwise.</summary>
    public const int UsualHops = 2;

    /// <summary>Most links away: further, everything surrounds everything.</summary>
    public const int MostHops = 6;

    /// <summary>The whole estate.</summary>
    public static MapScope Whole { get; } = new(null, null, UsualHops, null, null);

    /// <summary>True when the whole estate is shown.</summary>
    public bool IsWhole => Area is null && Focus is null && (From is null || To is null);

    /// <summary>True when a way begins somewhere and nobody said yet where it ends.</summary>
    public bool IsAwaitingEnd => From is not null && To is null;

    /// <summary>Identity among the scopes of a view; empty for the whole estate.</summary>
    public string Text => IsWhole
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Area}|{Focus?.Text}|{Hops}|{From?.Text}|{To?.Text}");

    /// <summary>Reads what an address says; what makes no sense is left out.</summary>
    /// <param name="area">Key of an area.</param>
    /// <param name="focus">Id of an entity.</param>
    /// <param name="hops">Links away.</param>
    /// <param name="from">Id of where a way begins.</param>
    /// <param name="to">Id of where it ends.</param>
    public static MapScope Parse(string? area, string? focus, string? hops, string? from, string? to)
    {
        if (Entity(focus) is { } middle)
        {
            return Around(middle, int.TryParse(hops, CultureInfo.InvariantCulture, out var far) ? far : UsualHops);
        }

        return Entity(from) is { } start
            ? Whole with { From = start, To = Entity(to) }
            : Whole with { Area = string.IsNullOrWhiteSpace(area) ? null : area };
    }

    /// <summary>What surrounds an entity.</summary>
    public static MapScope Around(EntityId entity, int hops = UsualHops) =>
        Whole with { Focus = entity, Hops = Math.Clamp(hops, 1, MostHops) };

    /// <summary>What stands in an area.</summary>
    public static MapScope In(string area) => Whole with { Area = area };

    private static EntityId? Entity(string? text) => EntityId.TryParse(text, out var id, out _) ? id : null;
}
