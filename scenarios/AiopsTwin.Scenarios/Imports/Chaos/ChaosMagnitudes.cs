using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>Magnitudes of an action, converted but not yet scaled to what is selected.</summary>
internal static class ChaosMagnitudes
{
    /// <summary>The magnitudes, by measure; null with problems when one is missing or cannot be read.</summary>
    public static ImmutableArray<(ChaosMeasure Measure, double Value)>? Read(ChaosMappingRow row, ChaosAction action)
    {
        var values = ImmutableArray.CreateBuilder<(ChaosMeasure, double)>();
        var isSound = true;
        foreach (var measure in row.Measures)
        {
            if (Value(measure, action) is { } value)
            {
                values.Add((measure, value));
            }
            else
            {
                isSound = false;
            }
        }

        return isSound ? values.ToImmutable() : null;
    }

    private static double? Value(ChaosMeasure measure, ChaosAction action)
    {
        var parameters = action.Parameters;
        var value = measure.Default;
        if (measure.Source.Length > 0 && parameters.Take(measure.Source) is { } given)
        {
            value = Convert(given.Text, measure.Unit);
            if (value is null)
            {
                parameters.Log.Problems.Add(
                    given.Place, $"'{Types.Short(given.Text)}' is not {Expected(measure.Unit)}");
                return null;
            }
        }
        else if (value is null)
        {
            parameters.Log.Problems.Add(action.Place, $"{action.Id} needs {measure.Source}");
            return null;
        }

        if (measure.Times is not null && parameters.Take(measure.Times) is { } times)
        {
            if (Convert(times.Text, ChaosUnit.Percent) is not { } share)
            {
                parameters.Log.Problems.Add(
                    times.Place, $"'{Types.Short(times.Text)}' is not {Expected(ChaosUnit.Percent)}");
                return null;
            }

            value *= share;
        }

        return value;
    }

    private static double? Convert(string text, ChaosUnit unit)
    {
        if (unit == ChaosUnit.Milliseconds && DurationText.Parse(text, out var duration) is null)
        {
            return duration.TotalMilliseconds;
        }

        var isPercent = unit == ChaosUnit.Percent;
        var digits = isPercent ? text.TrimEnd('%').Trim() : text;
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= (isPercent ? 100 : 1e9)
            ? unit switch
            {
                ChaosUnit.Percent => number / 100,
                _ => number,
            }
            : null;
    }

    private static string Expected(ChaosUnit unit) => unit switch
    {
        ChaosUnit.Milliseconds => "a duration such as 200ms or 2s, or a number of milliseconds",
        ChaosUnit.Percent => "a percentage from 0 to 100",
        _ => "a number of at least 0",
    };
}
