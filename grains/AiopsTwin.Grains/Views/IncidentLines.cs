using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Grains.Views;

/// <summary>Writes an incident as a line of a list.</summary>
internal static class IncidentLines
{
    /// <summary>The line of an incident.</summary>
    public static IncidentLine Of(Incident incident)
    {
        var best = incident.Diagnosis?.Suspects.FirstOrDefault();
        return new IncidentLine(
            incident.Id, incident.State, incident.Severity, incident.Title, incident.OpenedAt, incident.MitigatedAt,
            incident.AlertCount, incident.Impact.Length, best?.Entity, Text(best))
        {
            IsSilenced = incident.IsSilenced,
        };
    }

    private static string Text(Suspect? suspect) => suspect switch
    {
        null => "",
        { Change: { } change } => $"{suspect.Entity.Text}: {change.Title}",
        _ => suspect.Entity.Text,
    };
}
