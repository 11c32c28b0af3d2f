namespace AiopsTwin.House.Tests.Walls;

/// <summary>
/// Which room of the Engine may name which. Above the wall stands the twin, which infers; below it the world, its
/// faults and its judge, which know the truth. Nothing above names anything below; above, arrows point one way only.
/// </summary>
public static class EngineArrows
{
    private static readonly Dictionary<string, string[]> Twin = new()
    {
        ["Numerics"] = [],
        ["Telemetry"] = ["Numerics"],
        ["Topology"] = ["Numerics", "Telemetry"],
        ["Changes"] = ["Numerics", "Telemetry", "Topology"],
        ["Baselines"] = ["Numerics", "Telemetry"],
        ["Forecasting"] = ["Numerics", "Telemetry", "Baselines"],
        ["Detection"] = ["Numerics", "Telemetry", "Topology", "Baselines"],
        ["Propagation"] = ["Numerics", "Telemetry", "Topology"],
        ["Correlation"] = ["Numerics", "Telemetry", "Topology", "Changes", "Baselines", "Detection", "Propagation"],
        ["Diagnosis"] =
        [
            "Numerics", "Telemetry", "Topology", "Changes", "Baselines", "Detection", "Propagation", "Correlation",
            "Forecasting",
        ],
        ["Remediation"] =
        [
            "Numerics", "Telemetry", "Topology", "Changes", "Baselines", "Detection", "Propagation", "Correlation",
            "Forecasting", "Diagnosis",
        ],
        ["Twins"] =
        [
            "Numerics", "Telemetry", "Topology", "Changes", "Baselines", "Detection", "Propagation", "Correlation",
            "Forecasting", "Diagnosis", "Remediation",
        ],
    };

    /// <summary>Rooms below the wall; they may name all.</summary>
    public static IReadOnlyList<string> BelowTheWall { get; } = ["Faults", "Scenarios", "Scoring", "World"];

    /// <summary>Rooms above the wall.</summary>
    public static IReadOnlyCollection<string> AboveTheWall => Twin.Keys;

    /// <summary>Whether a room may name another.</summary>
    public static bool Allows(string room, string other) =>
        room == other
        || BelowTheWall.Contains(room)
        || (Twin.TryGetValue(room, out var named) && named.Contains(other));

    /// <summary>The room of a namespace of the Engine; null elsewhere.</summary>
    public static string? RoomOf(string? space)
    {
        var parts = space?.Split('.');
        return parts is ["AiopsTwin", "Engine", var room, ..] ? room : null;
    }
}
