using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts;

/// <summary>
/// How grain keys are written. Every grain of a twin carries the twin's id first, so that twins never mix:
/// <c>demo/service:checkout</c>, <c>demo/7</c>, <c>demo/INC-3</c>. A twin id has no slash.
/// </summary>
public static class GrainKeys
{
    /// <summary>Twin of the default simulated estate.</summary>
    public const string DemoTwin = "demo";

    /// <summary>Twin fed by the user's own telemetry when a sender names no twin.</summary>
    public const string LiveTwin = "live";

    /// <summary>What a twin or run id is made of, for people.</summary>
    public const string NameRule = "1 to 64 of a-z, 0-9, '-', '_', '.'";

    /// <summary>Key of an entity's grain.</summary>
    public static string Entity(string twin, EntityId entity) => $"{Checked(twin)}/{entity.Text}";

    /// <summary>Key of a partition's grain.</summary>
    public static string Partition(string twin, int partition) =>
        $"{Checked(twin)}/{partition.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Key of an incident's grain.</summary>
    public static string Incident(string twin, string incident) => $"{Checked(twin)}/{incident}";

    /// <summary>Key of the view of a twin.</summary>
    public static string TwinView(string twin) => $"twin:{Checked(twin)}";

    /// <summary>Key of the view of a run.</summary>
    public static string RunView(string run) => $"run:{run}";

    /// <summary>Splits a key at its first slash into the twin and the rest.</summary>
    public static (string Twin, string Local) Split(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0
            ? throw new ArgumentException($"'{key}' is not a key of the form twin/rest.", nameof(key))
            : (key[..slash], key[(slash + 1)..]);
    }

    /// <summary>True for a usable twin or run id (<see cref="NameRule"/>).</summary>
    public static bool IsValidName(string? name) => name is { Length: > 0 and <= 64 }
        && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');

    /// <summary>What is wrong with a name that is no twin's id.</summary>
    public static string NoTwinId(string name) => $"'{name}' is not a twin id: {NameRule}";

    private static string Checked(string twin) => IsValidName(twin)
        ? twin
        : throw new ArgumentException(NoTwinId(twin) + ".", nameof(twin));
}
