namespace AiopsTwin.Scenarios.Source;

/// <summary>
/// What a file may cost to read. Every limit is checked before the memory it protects is spent, because scenario files
/// are passed around and a hostile one must fail like any other bad file.
/// </summary>
public sealed record SourceLimits
{
    /// <summary>Most entities of an estate that is written out with all its fields: so many still fit the limits of a
    /// file that is read.</summary>
    public const int MostWritten = 10_000;

    /// <summary>The limits used unless told otherwise.</summary>
    public static SourceLimits Default { get; } = new();

    /// <summary>
    /// Longest file, in bytes. Default 8 MiB: an estate of 10 000 entities, everything written out, is about 7 MiB.
    /// </summary>
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Deepest nesting. Default 24: the format itself needs 9.</summary>
    public int MaxDepth { get; init; } = 24;

    /// <summary>Most nodes, an alias counting as much as all it stands for. Default 1 000 000: an estate of 10 000
    /// entities, everything written out, has fewer.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>Most aliases. Default 1 000.</summary>
    public int MaxAliases { get; init; } = 1_000;

    /// <summary>Most problems listed; a last one says that there are more. Default 100.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>Most entities of one estate, generated ones included. Default 100 000.</summary>
    public int MaxEntities { get; init; } = 100_000;
}
