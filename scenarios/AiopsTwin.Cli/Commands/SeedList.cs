using System.Globalization;

namespace AiopsTwin.Cli.Commands;

/// <summary>Reads lists of seeds such as <c>1-20</c> or <c>3,5,8-10</c>.</summary>
internal static class SeedList
{
    /// <summary>Most seeds of one command.</summary>
    public const int Limit = 10_000;

    /// <summary>
    /// The seeds in the order given; the single one when there is no list; null when the text is no list.
    /// </summary>
    public static List<ulong>? Parse(string? text, ulong single)
    {
        if (text is null)
        {
            return [single];
        }

        var seeds = new List<ulong>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last)
                || last < first || last - first >= Limit || seeds.Count + (int)(last - first) >= Limit)
            {
                return null;
            }

            for (var seed = first; ; seed++)
            {
                seeds.Add(seed);
                if (seed == last)
                {
                    break;
                }
            }
        }

        return seeds;
    }

    private static bool TryNumber(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
