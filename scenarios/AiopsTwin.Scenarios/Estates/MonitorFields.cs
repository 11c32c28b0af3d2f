using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>A collector as written.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Collector">The collector.</param>
/// <param name="Carries">Ids or patterns with '*'.</param>
internal sealed record MonitorDraft(Place Place, EntityId Collector, ImmutableArray<string> Carries);

/// <summary>The fields of a collector.</summary>
internal static class MonitorFields
{
    public static readonly Field<EntityId> Collector = new(
        "collector", Types.Entity, "The entity that telemetry passes; it has a process.", isRequired: true);

    public static readonly Field<ImmutableArray<string>> Carries = new(
        "carries", new ListType<string>(Types.Line, least: 1),
        "Whose telemetry passes it, by id or with '*'; of an entity with several collectors one that works is enough.",
        isRequired: true);

    public static readonly RecordType<MonitorDraft> Monitor = new(
        new FieldTable(
            "monitor", "A collector: when it fails, what it carries goes missing.", Collector, Carries),
        fields => new MonitorDraft(fields.Place, fields.Get(Collector), fields.Get(Carries, [])));

    /// <summary>Collectors with those they carry, sorted by collector.</summary>
    /// <param name="drafts">The collectors as written.</param>
    /// <param name="entities">Every entity of the estate, with whether it has a process.</param>
    /// <param name="problems">Where to report.</param>
    public static ImmutableArray<MonitorModel> Resolve(
        ImmutableArray<MonitorDraft> drafts, ImmutableSortedDictionary<EntityId, bool> entities, ProblemList problems)
    {
        var lines = new Dictionary<EntityId, int>();
        var models = ImmutableArray.CreateBuilder<MonitorModel>();
        foreach (var draft in drafts.Where(draft => !draft.Collector.IsNone))
        {
            var place = draft.Place.Child(Collector.Name);
            if (!entities.TryGetValue(draft.Collector, out var works))
            {
                problems.Add(place, $"'{draft.Collector}' is not an entity of this estate");
            }
            else if (!works)
            {
                problems.Add(place, $"'{draft.Collector}' has no process, so it carries nothing");
            }

            if (!lines.TryAdd(draft.Collector, draft.Place.Line))
            {
                problems.Add(place, $"'{draft.Collector}' is already defined on line {lines[draft.Collector]}");
            }

            models.Add(new MonitorModel(draft.Collector, EntityPatterns.Resolve(
                draft.Carries, [.. entities.Keys], draft.Place.Child(Carries.Name), problems)));
        }

        return [.. models.OrderBy(model => model.Collector)];
    }
}
