namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// How many copies and slots something needs to be healthy. The rule is Little's law: what is under way is rate times
/// time; there is room for three times that. The time is the whole response, because a caller that waits for others
/// keeps its slot.
/// </summary>
internal static class Sizing
{
    /// <summary>Share of the slots in use at the mean load: room for a daily peak and a lost copy.</summary>
    private const double Use = 0.33;

    /// <summary>Slots of a small copy; more copies are made before copies grow.</summary>
    private const int SmallCopy = 16;

    /// <summary>Most copies before they grow instead.</summary>
    private const int MostCopies = 12;

    /// <summary>Copies and slots of each.</summary>
    /// <param name="rate">Requests per second.</param>
    /// <param name="seconds">Time a request keeps a slot.</param>
    /// <param name="leastCopies">Fewest copies.</param>
    /// <param name="mostCopies">Most copies: 1 for a store that is not spread.</param>
    public static (int Copies, int Slots) For(
        double rate, double seconds, int leastCopies = 2, int mostCopies = MostCopies)
    {
        var needed = rate * seconds / Use;
        var slots = SmallCopy;
        while (needed > (double)slots * mostCopies)
        {
            slots *= 2;
        }

        return (Math.Max(leastCopies, (int)Math.Ceiling(needed / slots)), slots);
    }
}
