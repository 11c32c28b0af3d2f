using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Something special about an incident, and what it means.</summary>
/// <param name="Word">The word, for example <c>contested</c>.</param>
/// <param name="Meaning">What it means here, in a sentence.</param>
/// <param name="Entities">The entities it is about; empty when it is about the whole.</param>
/// <param name="Incident">The other incident it is about; null when there is none.</param>
public sealed record IncidentMark(
    string Word, string Meaning, ImmutableArray<EntityId> Entities, string? Incident = null);

/// <summary>What is special about an incident.</summary>
public static class IncidentMarks
{
    /// <summary>The marks of an incident, in the order in which they matter; none when all is as usual.</summary>
    public static ImmutableArray<IncidentMark> Of(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var marks = ImmutableArray.CreateBuilder<IncidentMark>();
        if (incident.MergedInto is { } into)
        {
            marks.Add(new IncidentMark(
                "merged", "It turned out to be part of another incident, which goes on:", [], into));
        }

        if (incident.PartedFrom is { } from)
        {
            marks.Add(new IncidentMark("parted", "It was taken out of another incident:", [], from));
        }

        if (incident.IsSilenced)
        {
            marks.Add(new IncidentMark(
                "silenced", "A silence matches all that fires in it; nobody is told of it.", []));
        }

        if (incident.IsFlapping)
        {
            marks.Add(new IncidentMark(
                "flapping",
                "Its alerts came and went so often that it was brought back again and again; it counts as one.", []));
        }

        if (!incident.Contested.IsDefaultOrEmpty)
        {
            marks.Add(new IncidentMark(
                "contested", "Hurt by this incident and by another at once; each counts in one of the two:",
                incident.Contested));
        }

        if (!incident.Degraded.IsDefaultOrEmpty)
        {
            marks.Add(new IncidentMark(
                "degraded", "Still works, but lost one of several that stand in for one another; what is left must not "
                    + "fail too:", incident.Degraded));
        }

        return marks.ToImmutable();
    }

    /// <summary>How often people were told, in words.</summary>
    public static string Told(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Told == 0 ? "nobody told" : $"told {(incident.Told == 1 ? "once" : $"{incident.Told} times")}";
    }
}
