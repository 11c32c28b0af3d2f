using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Files;

/// <summary>How many of those that a selector matches are struck.</summary>
internal enum SelectionMode
{
    All,
    One,
    Fixed,
    FixedPercent,
    RandomMaxPercent,
}

/// <summary>Takes some of many by lot.</summary>
internal static class Selection
{
    /// <summary>Those that are struck.</summary>
    /// <param name="all">All that match.</param>
    /// <param name="mode">How many of them.</param>
    /// <param name="value">A number for <see cref="SelectionMode.Fixed"/>, a percentage for the modes in
    /// percent.</param>
    /// <param name="random">Equal streams draw equally.</param>
    public static EntityId[] Draw(EntityId[] all, SelectionMode mode, double value, SeededRandom random)
    {
        var count = mode switch
        {
            SelectionMode.One => 1,
            SelectionMode.Fixed => (int)Math.Min(all.Length, Math.Round(value)),
            SelectionMode.FixedPercent => Percent(all.Length, value),
            SelectionMode.RandomMaxPercent => Percent(all.Length, value * random.NextDouble()),
            _ => all.Length,
        };
        if (count >= all.Length)
        {
            return all;
        }

        // The first of a shuffle (Fisher and Yates), so that each set of that size is as likely as any other.
        var drawn = (EntityId[])all.Clone();
        for (var i = 0; i < count; i++)
        {
            var other = i + random.NextInt(drawn.Length - i);
            (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
        }

        return drawn[..Math.Max(0, count)];
    }

    // A percentage that is not nothing strikes one at least.
    private static int Percent(int all, double percent) =>
        percent <= 0 || all == 0 ? 0 : Math.Max(1, (int)Math.Floor(all * percent / 100));
}
