using System.Globalization;
using AiopsTwin.Engine.Forecasting;

namespace AiopsTwin.TwinUi.Model.Capacity;

/// <summary>When something is full, in words that claim no more than is known.</summary>
public static class CapacityWords
{
    /// <summary>Past this ratio of the interval's ends, in days from now, a single day would claim too much.</summary>
    private const double Vague = 3;

    /// <summary>The answer in a few words: a day, a length of time when the day is not known well, or none.</summary>
    public static string Answer(CapacityForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Verdict switch
        {
            CapacityVerdict.Full => "full now",
            CapacityVerdict.TooEarly => "too early to say",
            CapacityVerdict.NotWithinYear => "not within a year",
            _ when IsVague(forecast) => $"about {Days(forecast, forecast.FullOn)}",
            _ => Date(forecast.At, forecast.FullOn),
        };
    }

    /// <summary>The interval that holds the date with 80 %; empty without a date.</summary>
    public static string Interval(CapacityForecast forecast) =>
        Range(forecast) is { Length: > 0 } range ? $"80 %: {range}" : "";

    /// <summary>The same without its share, for where that stands above.</summary>
    public static string Range(CapacityForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Verdict != CapacityVerdict.FullOnDate ? ""
            : IsVague(forecast) ? $"between {Number(forecast, forecast.From)} and {Days(forecast, forecast.To)}"
            : $"{Date(forecast.At, forecast.From)} to {Date(forecast.At, forecast.To)}";
    }

    /// <summary>The what-if in a few words.</summary>
    public static string WhatIf(CapacityForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Advice?.WithMoreWork is not { } more ? Units.None
            : more.FullOn is not { } date || date > forecast.At.AddDays(365) ? "not within a year"
            : date <= forecast.At ? "full at once"
            : Date(forecast.At, date);
    }

    /// <summary>How the answer did when the same question was put to the past.</summary>
    public static string Confidence(CapacityForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Growth switch
        {
            { IsGrowing: true, Confidence: { } share } growth => string.Create(
                CultureInfo.InvariantCulture,
                $"{(share >= 0.7 ? "high" : share >= 0.4 ? "fair" : "low")}: {Math.Round(share * growth.Trials):0} of "
                + $"{growth.Trials} past answers within 20 %"),
            { IsGrowing: true } => "unknown: no past answers to judge by",
            _ => Units.None,
        };
    }

    /// <summary>The size advised; a dash when the present one will do.</summary>
    public static string Size(CapacityForecast forecast, string unit)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Advice is { } advice && advice.RecommendedLimit > forecast.Limit * 1.005
            ? unit == "1" && forecast.Limit == 1
                ? string.Create(CultureInfo.InvariantCulture, $"{advice.RecommendedLimit:0.##} × the present size")
                : Units.Value(advice.RecommendedLimit, unit)
            : Units.None;
    }

    /// <summary>A day, with the hour when it is near.</summary>
    public static string Date(DateTimeOffset now, DateTimeOffset? date) => date switch
    {
        null => "later than in ten years",
        { } near when near - now < TimeSpan.FromDays(3) =>
            near.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        { } far => far.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static bool IsVague(CapacityForecast forecast) => forecast.To is not { } to || forecast.From is not { } from
        || (to - forecast.At).TotalDays > Vague * Math.Max(1, (from - forecast.At).TotalDays);

    private static string Number(CapacityForecast forecast, DateTimeOffset? date) => date is { } known
        ? Math.Max(0, Math.Round((known - forecast.At).TotalDays)).ToString("0", CultureInfo.InvariantCulture)
        : "more than ten years of";

    private static string Days(CapacityForecast forecast, DateTimeOffset? date) =>
        date is null ? "ten years" : Number(forecast, date) is "1" ? "1 day" : $"{Number(forecast, date)} days";
}
