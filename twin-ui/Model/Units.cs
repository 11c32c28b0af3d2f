using System.Globalization;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Numbers as people read them, always with a unit. A dash means "not measured", never zero.</summary>
public static class Units
{
    /// <summary>What stands for a number that was not measured.</summary>
    public const string None = "–";

    /// <summary>Something per second.</summary>
    public static string Rate(double? perSecond) => perSecond is { } value ? $"{Compact(value)}/s" : None;

    /// <summary>Whole numbers of a step once there are ten of them: a map is read at a glance, decimals stand in the
    /// panel.</summary>
    public static double Brief(double value, double step) =>
        Math.Abs(value) >= 10 * step ? Math.Round(value / step) * step : value;

    /// <summary>A time given in seconds, in the unit that leaves a readable number.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => None,
        0 => "0 ms",
        { } value when Math.Abs(value) < 0.001 => $"{Compact(value * 1_000_000)} µs",
        { } value when Math.Abs(value) < 1 => $"{Compact(value * 1000)} ms",
        { } value => $"{Compact(value)} s",
    };

    /// <summary>A share in [0, 1] as a percentage.</summary>
    public static string Share(double? share) => share switch
    {
        null => None,
        { } value when value is > 0 and < 0.00005 => "< 0.01 %",
        { } value when value != 0 && Math.Abs(value) < 0.001 => $"{Fixed(value * 100, "0.00")} %",
        { } value => $"{Fixed(value * 100, "0.#")} %",
    };

    /// <summary>A value of a metric in its unit (UCUM, as in the metric catalogue).</summary>
    public static string Value(double value, string unit) => unit switch
    {
        "s" => Seconds(value),
        "1" => Share(value),
        "By" => Bytes(value),
        "By/s" => $"{Bytes(value)}/s",
        "s/s" => $"{Seconds(value)} per s",
        _ when unit.StartsWith('{') && unit.EndsWith("}/s", StringComparison.Ordinal) => $"{Compact(value)}/s",
        _ when unit.StartsWith('{') && unit.EndsWith('}') => $"{Compact(value)} {unit[1..^1]}{(value == 1 ? "" : "s")}",
        _ => $"{Compact(value)} {unit}",
    };

    /// <summary>The same for the labels of an axis: what is counted stands in the title and would not fit.</summary>
    public static string Tick(double value, string unit) =>
        unit.StartsWith('{') && unit.EndsWith('}') ? Compact(value) : Value(value, unit);

    /// <summary>A length of time: <c>2 h 5 min</c>, <c>1 min 30 s</c>, <c>12 s</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var sign = span < TimeSpan.Zero ? "−" : "";
        var length = span.Duration();
        return sign + length switch
        {
            { TotalDays: >= 1 } => Two((int)length.TotalDays, "d", length.Hours, "h"),
            { TotalHours: >= 1 } => Two((int)length.TotalHours, "h", length.Minutes, "min"),
            { TotalMinutes: >= 1 } => Two((int)length.TotalMinutes, "min", length.Seconds, "s"),
            _ => $"{(int)length.TotalSeconds} s",
        };
    }

    /// <summary>An offset on a run's clock: <c>+12:05</c>, with hours and days when there are any.</summary>
    public static string Offset(TimeSpan offset)
    {
        var length = offset.Duration();
        var text = length.TotalDays >= 1
            ? length.ToString(@"d\d\ hh\:mm\:ss", CultureInfo.InvariantCulture)
            : length.TotalHours >= 1
                ? length.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
                : length.ToString(@"mm\:ss", CultureInfo.InvariantCulture);
        return (offset < TimeSpan.Zero ? "−" : "+") + text;
    }

    /// <summary>Hours, minutes and seconds of an instant, UTC.</summary>
    public static string Clock(DateTimeOffset at) =>
        at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Date, hour and minute of an instant, UTC, where hours alone could be those of any day.</summary>
    public static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The hour of an instant, with its date when it lies more than a day away from now.</summary>
    public static string Near(DateTimeOffset at, DateTimeOffset? now) =>
        now is { } known && (known - at).Duration() >= TimeSpan.FromDays(1) ? Minute(at) : Clock(at);

    /// <summary>Date and time of an instant, UTC, with the zone said.</summary>
    public static string Instant(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? None;

    /// <summary>The instant for machines, ISO 8601.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 alert</c>, <c>20 alerts</c>.</summary>
    public static string Count(long count, string noun) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>About three significant digits.</summary>
    public static string Compact(double value) => Math.Abs(value) switch
    {
        >= 1_000_000 => $"{Fixed(value / 1_000_000, "0.##")} M",
        >= 10_000 => $"{Fixed(value / 1000, "0.#")} k",
        >= 100 => Fixed(value, "0"),
        >= 10 => Fixed(value, "0.#"),
        _ => Fixed(value, "0.##"),
    };

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";

    private static string Bytes(double value) => Math.Abs(value) switch
    {
        >= 1e9 => $"{Fixed(value / 1e9, "0.##")} GB",
        >= 1e6 => $"{Fixed(value / 1e6, "0.##")} MB",
        >= 1e3 => $"{Fixed(value / 1e3, "0.#")} kB",
        _ => $"{Fixed(value, "0")} B",
    };

    private static string Fixed(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
