using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// When a schedule falls due: five fields of cron (minute, hour, day, month, weekday), <c>@every</c> with a
/// duration, or <c>@hourly</c> and its like. An experiment has no date: the first time is its beginning, and further
/// ones are counted from it.
/// </summary>
internal static class CronSchedule
{
    /// <summary>Most times of one schedule.</summary>
    public const int MostTimes = 5;

    /// <summary>How long a schedule is followed; a rehearsal longer than that is no rehearsal.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(6);

    // Any day will do for the distances; this one is a Monday, and the search goes on for four years.
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly (int Low, int High)[] Ranges = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Times counted from the first; null with the reason when the schedule cannot be read.</summary>
    public static ImmutableArray<TimeSpan>? Occurrences(string schedule, out string reason)
    {
        reason = $"'{Types.Short(schedule)}' is not a schedule; write five fields of cron, or for example @every 5m";
        const string Every = "@every ";
        if (schedule.StartsWith(Every, StringComparison.Ordinal))
        {
            return DurationText.Parse(schedule[Every.Length..].Trim(), out var period) is null && period > TimeSpan.Zero
                ? [.. Enumerable.Range(0, MostTimes).Select(i => period * i).TakeWhile(time => time <= Horizon)]
                : null;
        }

        var fields = (schedule switch
        {
            "@hourly" => "0 * * * *",
            "@daily" or "@midnight" => "0 0 * * *",
            "@weekly" => "0 0 * * 0",
            "@monthly" => "0 0 1 * *",
            "@yearly" or "@annually" => "0 0 1 1 *",
            _ => schedule,
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Ranges.Length)
        {
            return null;
        }

        var sets = new bool[Ranges.Length][];
        for (var i = 0; i < fields.Length; i++)
        {
            if (!TryRead(fields[i], i, out sets[i]))
            {
                return null;
            }
        }

        var times = Times(sets, fields[2] == "*" || fields[4] == "*");
        reason = times.IsEmpty ? $"'{Types.Short(schedule)}' never falls due" : "";
        return times.IsEmpty ? null : times;
    }

    private static ImmutableArray<TimeSpan> Times(bool[][] sets, bool isEitherDay)
    {
        var times = ImmutableArray.CreateBuilder<TimeSpan>();
        DateTime? first = null;
        for (var day = Monday; day < Monday.AddYears(5); day = day.AddDays(1))
        {
            if (first is not null && day - first > Horizon)
            {
                break;
            }

            if (!sets[3][day.Month] || !FitsDay(sets, day, isEitherDay))
            {
                continue;
            }

            for (var minute = 0; minute < 24 * 60 && times.Count < MostTimes; minute++)
            {
                var at = day.AddMinutes(minute);
                if (sets[1][at.Hour] && sets[0][at.Minute] && (first is null || at - first <= Horizon))
                {
                    times.Add(at - (first ??= at));
                }
            }
        }

        return times.ToImmutable();
    }

    // Cron's oldest rule: with both fields given, either is enough.
    private static bool FitsDay(bool[][] sets, DateTime day, bool isEitherDay)
    {
        var (ofMonth, ofWeek) = (sets[2][day.Day], sets[4][(int)day.DayOfWeek]);
        return isEitherDay ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static bool TryRead(string field, int index, out bool[] set)
    {
        var (low, high) = Ranges[index];
        set = new bool[high + 1];
        foreach (var part in field.Split(','))
        {
            var pieces = part.Split('/');
            var step = 1;
            if (pieces.Length > 2
                || (pieces.Length == 2 && (!int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture,
                    out step) || step < 1))
                || !TryRange(pieces[0], index, pieces.Length == 2, out var from, out var to)
                || from < low || to > high || from > to)
            {
                return false;
            }

            for (var value = from; value <= to; value += Math.Min(step, high + 1))
            {
                // Sunday is both the first and the last day of a week.
                set[index == 4 ? value % 7 : value] = true;
            }
        }

        return true;
    }

    private static bool TryRange(string text, int index, bool hasStep, out int from, out int to)
    {
        (from, to) = Ranges[index];
        if (text is "*" or "?")
        {
            return true;
        }

        var ends = text.Split('-');
        if (ends.Length > 2 || !TryValue(ends[0], index, out from))
        {
            return false;
        }

        if (ends.Length == 2)
        {
            return TryValue(ends[1], index, out to);
        }

        to = hasStep ? to : from;
        return true;
    }

    private static bool TryValue(string text, int index, out int value)
    {
        var names = index == 3 ? Months : index == 4 ? Days : [];
        value = Array.IndexOf(names, text.ToLowerInvariant());
        if (value >= 0)
        {
            value += index == 3 ? 1 : 0;
            return true;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
