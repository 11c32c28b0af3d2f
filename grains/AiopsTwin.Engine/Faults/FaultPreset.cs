using System.Collections.Immutable;

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// A fault that a person can inject by naming its kind and one target: the kind, its leading magnitude, and a value of
/// it that the estates of the catalogue feel and survive. Kinds that concern a link need a peer and are not among them.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Parameter">The magnitude; null for a kind without any.</param>
/// <param name="Magnitude">Its usual value; 0 without a parameter.</param>
public sealed record FaultPreset(FaultKind Kind, FaultParameter? Parameter, double Magnitude)
{
    /// <summary>All of them, by kind.</summary>
    public static ImmutableArray<FaultPreset> All { get; } =
    [
        Of("cache-loss", "hitRatio", 0),
        Of("cpu-hog", "cores", 8),
        Of("error-add", "ratio", 0.2),
        Of("host-down"),
        Of("latency-add", "milliseconds", 200),
        Of("leak", "sharePerMinute", 0.05),
        Of("pool-shrink", "size", 2),
        Of("power-loss"),
        Of("replica-loss", "replicas", 1),
        Of("slow-query", "factor", 5),
        Of("switch-down"),
        Of("table-lock", "milliseconds", 500),
        Of("traffic-drop", "share", 0.5),
        Of("traffic-surge", "factor", 3),
    ];

    private static FaultPreset Of(string kind, string? parameter = null, double magnitude = 0)
    {
        var found = FaultCatalog.Find(kind)!;
        return new FaultPreset(found, found.Parameters.FirstOrDefault(one => one.Name == parameter), magnitude);
    }
}
