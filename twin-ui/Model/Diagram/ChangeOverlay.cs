using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>What changed between two moments: change events, entities and links that came and went, health.</summary>
/// <param name="Marks">What changed of each entity.</param>
/// <param name="Gone">Entities that are no longer there, sorted.</param>
/// <param name="Title">What is shown, for the legend.</param>
public sealed record ChangeOverlay(
    ImmutableDictionary<EntityId, OverlayMark> Marks, ImmutableArray<EntityId> Gone, string Title) : MapOverlay(Title)
{
    private const int Announced = 4;
    private const int Sick = 3;
    private const int Rewired = 2;
    private const int Recovered = 1;

    private static readonly Part[] Nothing = [];

    /// <summary>Compares two moments.</summary>
    /// <param name="earlier">The picture of the earlier moment; null when none was kept from then.</param>
    /// <param name="now">The present.</param>
    /// <param name="changes">Change events, in any order.</param>
    /// <param name="since">The earlier moment.</param>
    public static ChangeOverlay Of(
        ViewPicture? earlier, ViewPicture now, ImmutableArray<ChangeEvent> changes, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(now);
        var told = changes.Where(change => change.At >= since).ToLookup(change => change.Entity);
        var rewired = earlier is null ? [] : Rewirings(earlier.Topology, now.Topology);
        var known = earlier?.Topology.Entities.Select(entity => entity.Id).ToHashSet();
        var marks = ImmutableDictionary.CreateBuilder<EntityId, OverlayMark>();
        foreach (var entity in now.Topology.Entities.Select(entity => entity.Id))
        {
            Part[] parts =
            [
                .. told[entity].OrderByDescending(change => change.At)
                    .Select(change => new Part(Announced, "changed", $"{Units.Clock(change.At)} {change.Title}")),
                .. known?.Contains(entity) == false ? [new Part(Announced, "new", "new in the topology")] : Nothing,
                .. earlier is null ? Nothing : Health(earlier.HealthOf(entity), now.HealthOf(entity)),
                .. rewired.TryGetValue(entity, out var links) ? [new Part(Rewired, "links", links)] : Nothing,
            ];
            if (parts.Length > 0)
            {
                marks[entity] = new OverlayMark(
                    BlastMark.None, parts.Max(part => part.Level), parts[0].Note,
                    string.Join("; ", parts.Select(part => part.Words)));
            }
        }

        var gone = known is null
            ? ImmutableArray<EntityId>.Empty
            : [.. known.Except(now.Topology.Entities.Select(entity => entity.Id)).Order()];
        return new ChangeOverlay(marks.ToImmutable(), gone, TitleOf(earlier, since, marks.Count, gone));
    }

    /// <summary>True when another one says the same: then nothing has to be painted anew.</summary>
    public bool SaysTheSameAs(ChangeOverlay? other) => other is not null && Title == other.Title
        && Gone.AsSpan().SequenceEqual(other.Gone.AsSpan()) && Marks.Count == other.Marks.Count
        && Marks.All(mark => other.Marks.TryGetValue(mark.Key, out var same) && same == mark.Value);

    /// <inheritdoc />
    public override OverlayMark MarkOf(EntityId entity) => Marks.GetValueOrDefault(entity, OverlayMark.None);

    private static string TitleOf(
        ViewPicture? earlier, DateTimeOffset since, int count, ImmutableArray<EntityId> gone)
    {
        var left = gone.IsEmpty ? "" : $"; gone: {string.Join(", ", gone.Take(5).Select(id => id.Text))}"
            + (gone.Length > 5 ? $" and {gone.Length - 5} more" : "");
        var source = earlier?.Now is { } at
            ? $"compared with the picture of {Units.Clock(at)}"
            : "change events only, as nobody watched then";
        return $"Changed since {Units.Instant(since)}: {Units.Number(count)} of what is shown, {source}{left}";
    }

    private static Part[] Health(EntityHealth before, EntityHealth after)
    {
        var isWorse = HealthWords.Concern(after) > HealthWords.Concern(before);
        return before == after
            ? Nothing
            : [new Part(isWorse ? Sick : Recovered, "health", $"was {HealthWords.Word(before)}")];
    }

    private static Dictionary<EntityId, string> Rewirings(TopologySnapshot before, TopologySnapshot after)
    {
        if (ReferenceEquals(before, after))
        {
            return [];
        }

        var (old, now) = (before.Dependencies.ToHashSet(), after.Dependencies.ToHashSet());
        var come = now.Where(link => !old.Contains(link)).CountBy(link => link.Dependent).ToDictionary();
        var gone = old.Where(link => !now.Contains(link)).CountBy(link => link.Dependent).ToDictionary();
        return come.Keys.Union(gone.Keys).ToDictionary(
            entity => entity,
            entity => $"{come.GetValueOrDefault(entity)} links new or other, "
                + $"{gone.GetValueOrDefault(entity)} no longer");
    }

    /// <summary>One thing that changed of an entity.</summary>
    private sealed record Part(int Level, string Note, string Words);
}
