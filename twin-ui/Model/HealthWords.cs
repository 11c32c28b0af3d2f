using AiopsTwin.Engine.Detection;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Health in words and as class names.</summary>
public static class HealthWords
{
    /// <summary>Worst first: the order of lists and bars.</summary>
    public static IReadOnlyList<EntityHealth> WorstFirst { get; } =
        [EntityHealth.Critical, EntityHealth.Degraded, EntityHealth.Unknown, EntityHealth.Healthy];

    /// <summary>Part of a class name.</summary>
    public static string Key(EntityHealth health) => health switch
    {
        EntityHealth.Healthy => "healthy",
        EntityHealth.Degraded => "degraded",
        EntityHealth.Critical => "critical",
        _ => "unknown",
    };

    /// <summary>The word people read.</summary>
    public static string Word(EntityHealth health) => Key(health);

    /// <summary>How much a person should worry: an unknown state is more worrying than a healthy one and less than a
    /// degraded one.</summary>
    public static int Concern(EntityHealth health) => health switch
    {
        EntityHealth.Critical => 3,
        EntityHealth.Degraded => 2,
        EntityHealth.Unknown => 1,
        _ => 0,
    };
}
