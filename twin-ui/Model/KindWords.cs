using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Kinds of entities in words.</summary>
public static class KindWords
{
    /// <summary>One of them.</summary>
    public static string Word(EntityKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A number of them.</summary>
    public static string Count(EntityKind kind, int count)
    {
        var word = Word(kind);
        var plural = word.EndsWith("ch", StringComparison.Ordinal) ? word + "es" : word + "s";
        return $"{count} {(count == 1 ? word : plural)}";
    }
}
