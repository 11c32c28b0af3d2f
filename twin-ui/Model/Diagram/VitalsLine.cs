using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>The few numbers that fit under a name on the map.</summary>
internal static class VitalsLine
{
    // Below this share, failed requests are everyday noise and not worth the room; the panel shows them.
    private const double FewErrors = 0.005;

    /// <summary>Work, time and errors of something that is called; processor use of a machine.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="vitals">Its numbers; null when it never reported.</param>
    /// <param name="running">How many things run on it.</param>
    public static string Of(EntityId entity, EntityVitals? vitals, int running)
    {
        var parts = new List<string>(4);
        if (running > 0)
        {
            parts.Add($"runs {running}");
        }

        if (vitals?.RequestRate is { } rate)
        {
            parts.Add(Units.Rate(Units.Brief(rate, 1)));
        }

        if (vitals?.DurationSeconds is { } duration)
        {
            parts.Add(Units.Seconds(Units.Brief(duration, 0.001)));
        }

        if (vitals?.ErrorRatio is >= FewErrors and var errors)
        {
            parts.Add($"{Units.Share(Units.Brief(errors, 0.01))} err");
        }

        if (vitals is { RequestRate: null, CpuUtilization: { } cpu })
        {
            parts.Add($"cpu {Units.Share(Math.Round(cpu, 2))}");
        }

        if (parts.Count > 0)
        {
            return string.Join(" · ", parts);
        }

        return vitals?.LastSeenAt is null ? $"{KindWords.Word(entity.Kind)}, no samples" : KindWords.Word(entity.Kind);
    }
}
