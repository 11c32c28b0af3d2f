using System.Globalization;
using AiopsTwin.Engine.Forecasting.Growth;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>The answer in words.</summary>
internal static class CapacityText
{
    /// <summary>One or two sentences: the date or its absence, its interval, the growth it rests on.</summary>
    public static string Of(CapacityForecast forecast, int days, string unit) => forecast.Verdict switch
    {
        CapacityVerdict.Full => string.Create(
            CultureInfo.InvariantCulture,
            $"Full now: {Amount(forecast.Used, unit)} of {Amount(forecast.Limit, unit)} used."),
        CapacityVerdict.TooEarly => string.Create(
            CultureInfo.InvariantCulture,
            $"Too early to say: {days} of the {GrowthCandidates.LeastDays} days are known that a forecast needs."),
        CapacityVerdict.NotWithinYear => $"Not full within a year ({Percent(YearOdds(forecast))} that it is). "
            + Reason(forecast, unit),
        _ => $"Full on {Date(forecast, forecast.FullOn)} (80 %: {Date(forecast, forecast.From)} to "
            + $"{Date(forecast, forecast.To)}). {Reason(forecast, unit)}",
    };

    /// <summary>An amount with its unit, bytes in powers of 1 024.</summary>
    public static string Amount(double value, string unit)
    {
        if (unit != "By")
        {
            var number = value.ToString("0.####", CultureInfo.InvariantCulture);
            return unit == "1" ? number : $"{number} {unit.Trim('{', '}')}";
        }

        string[] steps = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var step = 0;
        while (Math.Abs(value) >= 1024 && step < steps.Length - 1)
        {
            value /= 1024;
            step++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {steps[step]}");
    }

    private static double YearOdds(CapacityForecast forecast) =>
        forecast.Window.IsEmpty ? 0 : forecast.Window[^1].Probability;

    private static string Reason(CapacityForecast forecast, string unit)
    {
        if (forecast.Growth is not { } growth)
        {
            return "";
        }

        if (!growth.IsGrowing)
        {
            return forecast.FullOn is null
                ? "It does not grow by more than its own noise."
                : "It does not grow, but its ups and downs have reached the limit before.";
        }

        var pace = string.Create(
            CultureInfo.InvariantCulture, $"It grows by {Amount(growth.PerDay, unit)} a day ({growth.Models[0]})");
        var since = growth.ChangedOn is { } day
            ? string.Create(CultureInfo.InvariantCulture, $", so since {day:yyyy-MM-dd}")
            : "";
        var cleanUps = growth.CleanUpDays is { } every
            ? string.Create(CultureInfo.InvariantCulture, $"; a clean-up comes about every {every:0} days")
            : "";
        var trials = growth.Confidence is { } share
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; {share * growth.Trials:0} of {growth.Trials} like questions to the past were answered within 20 %")
            : "";
        return $"{pace}{since}{cleanUps}{trials}.";
    }

    /// <summary>A day, or a day and an hour when it is less than three days away.</summary>
    private static string Date(CapacityForecast forecast, DateTimeOffset? date) => date switch
    {
        null => "later than in ten years",
        { } near when near - forecast.At < TimeSpan.FromDays(3) =>
            near.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        { } far => far.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => share < 0.01
        ? "less than 1 %"
        : (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
