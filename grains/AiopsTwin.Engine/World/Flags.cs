namespace AiopsTwin.Engine.World;

/// <summary>Looks for flags that are set, many at once: where few are, a step costs what they cost.</summary>
internal static class Flags
{
    /// <summary>The first flag set from a place on; their number when there is none.</summary>
    public static int Next(bool[] flags, int from) =>
        flags.AsSpan(from).IndexOf(true) is >= 0 and var ahead ? from + ahead : flags.Length;

    /// <summary>The last flag set up to a place; -1 when there is none.</summary>
    public static int Last(bool[] flags, int to) => flags.AsSpan(0, to + 1).LastIndexOf(true);
}
