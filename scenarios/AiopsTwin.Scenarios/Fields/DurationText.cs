using System.Globalization;

namespace AiopsTwin.Scenarios.Fields;

/// <summary>
/// Durations as people write them: <c>250ms</c>, <c>30s</c>, <c>2m</c>, <c>4h</c>, <c>5d</c>, <c>1h30m</c>.
/// </summary>
public static class DurationText
{
    /// <summary>Accepted form, for the JSON schema.</summary>
    public const string Pattern = @"^(0|([0-9]+(\.[0-9]+)?(d|h|ms|m|s|us))+)$";

    /// <summary>Longest accepted duration: ten years. Longer ones are mistakes and would overflow sums.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private static readonly (string Name, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Reads a duration of at least zero; null when it did, else the reason.</summary>
    public static string? Parse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0")
        {
            return null;
        }

        var wrong = $"'{text}' is not a duration; write for example 250ms, 30s, 2m, 4h or 5d";
        decimal ticks = 0;
        var at = 0;
        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }

            var unit = Array.Find(Units, unit => text.AsSpan(at).StartsWith(unit.Name, StringComparison.Ordinal));
            var number = text.AsSpan(digits, at - digits);
            if (unit.Name is null || number.Length > 18
                || !decimal.TryParse(
                    number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                return wrong;
            }

            ticks += amount * unit.Ticks;
            at += unit.Name.Length;
        }

        if (text.Length == 0 || ticks != decimal.Truncate(ticks))
        {
            return text.Length == 0 ? wrong : $"'{text}' is finer than a tenth of a microsecond";
        }

        if (ticks > Longest.Ticks)
        {
            return $"'{text}' is longer than ten years";
        }

        value = TimeSpan.FromTicks((long)ticks);
        return null;
    }

    /// <summary>The shortest exact text with one unit; <see cref="Parse"/> reads it back to the same value.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
        {
            return "0s";
        }

        var (name, unit) = Units.Where(unit => value.Ticks % unit.Ticks == 0)
            .OrderByDescending(unit => unit.Ticks)
            .DefaultIfEmpty(("us", TimeSpan.TicksPerMicrosecond))
            .First();
        return ((decimal)value.Ticks / unit).ToString("0.#", CultureInfo.InvariantCulture) + name;
    }
}
