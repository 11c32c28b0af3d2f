using System.Collections.Immutable;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Charts;

/// <summary>What is marked on the charts of an entity: its own changes, and the incidents of the twin.</summary>
public static class ChartMarks
{
    /// <summary>The marks, oldest first.</summary>
    public static ImmutableArray<ChartMark> Of(
        EntityId entity, ImmutableArray<ChangeEvent> changes, ImmutableArray<IncidentLine> incidents)
    {
        var own = changes.IsDefault ? [] : changes.Where(change => change.Entity == entity);
        return
        [
            .. own.Select(change => new ChartMark(change.At, ChartMarkKind.Change, change.Title))
                .Concat(incidents.Select(incident => new ChartMark(
                    incident.OpenedAt, ChartMarkKind.Incident, $"{incident.Id} opened: {incident.Title}")))
                .OrderBy(mark => mark.At)
                .ThenBy(mark => mark.Text, StringComparer.Ordinal),
        ];
    }
}
