using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>A cell of the zone matrix as written.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Between">Two zones, or one for the network within it.</param>
/// <param name="Link">The rest; its zones are filled in later.</param>
internal sealed record ZoneLinkDraft(Place Place, ImmutableArray<EntityId> Between, ZoneLinkModel Link);

/// <summary>The fields of a cell of the zone matrix.</summary>
internal static class ZoneLinkFields
{
    public static readonly Field<ImmutableArray<EntityId>> Between = new(
        "between", new ListType<EntityId>(Types.Entity, least: 1), "Two zones, or one for the network within it.",
        isRequired: true);

    public static readonly Field<TimeSpan> RoundTrip = new(
        "roundTrip", Types.Duration, "Mean time there and back, which every call between them takes longer.",
        isRequired: true);

    public static readonly Field<TimeSpan> Deviation = new(
        "deviation", Types.Duration, "Deviation of that time from call to call. Default 0s.");

    public static readonly Field<double> Loss = new(
        "loss", Types.Number(NumberRange.ProperShare), "Share of the packets lost. Default 0.");

    public static readonly RecordType<ZoneLinkDraft> Link = new(
        new FieldTable(
            "zoneLink", "The network between two zones or within one, the same both ways.",
            Between, RoundTrip, Deviation, Loss),
        fields => new ZoneLinkDraft(
            fields.Place,
            fields.Get(Between, []),
            new ZoneLinkModel(
                default, default, fields.Get(RoundTrip), fields.Get(Deviation), fields.Get(Loss))));

    /// <summary>The matrix, sorted by zones.</summary>
    /// <param name="drafts">The cells as written.</param>
    /// <param name="entities">Every entity of the estate.</param>
    /// <param name="problems">Where to report.</param>
    public static ImmutableArray<ZoneLinkModel> Resolve(
        ImmutableArray<ZoneLinkDraft> drafts, IReadOnlySet<EntityId> entities, ProblemList problems)
    {
        var found = new SortedDictionary<(EntityId, EntityId), (ZoneLinkModel Link, int Line)>();
        foreach (var draft in drafts.Where(
            draft => !draft.Between.IsEmpty && !draft.Between.Any(zone => zone.IsNone)))
        {
            var place = draft.Place.Child(Between.Name);
            if (draft.Between.Length > 2)
            {
                problems.Add(place, $"names {draft.Between.Length} zones; a link is between two, or within one");
            }

            for (var i = 0; i < draft.Between.Length; i++)
            {
                var zone = draft.Between[i];
                if (zone.Kind != EntityKind.Zone || !entities.Contains(zone))
                {
                    problems.Add(place.Item(i), $"'{zone}' is not a zone of this estate");
                }
            }

            var (one, other) = (draft.Between.Min(), draft.Between.Max());
            if (!found.TryAdd((one, other), (draft.Link with { One = one, Other = other }, draft.Place.Line)))
            {
                problems.Add(place, $"is already described on line {found[(one, other)].Line}");
            }
        }

        return [.. found.Values.Select(cell => cell.Link)];
    }
}
