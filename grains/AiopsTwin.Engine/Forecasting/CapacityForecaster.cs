using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting.Growth;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>
/// Says when a resource is full. The daily values are taken apart into growth, week and clean-ups; eighteen curves are
/// tried on the asked horizon from up to twelve origins in the past; the best five answer; their past errors, followed
/// by adaptive conformal inference, and resampled courses give the interval. Deterministic in history and question.
/// Cost: about 2 ms for 400 days. Sources, figures and limits: docs/methods/capacity.md.
/// </summary>
public static class CapacityForecaster
{
    private const int Year = 365;
    private static readonly int[] OddsDays = [7, 14, 30, Year];

    /// <summary>Answers a question from what is remembered of the resource.</summary>
    /// <param name="history">The resource's history.</param>
    /// <param name="question">What is asked.</param>
    public static CapacityForecast Forecast(CapacityHistory history, CapacityQuestion question)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(question.Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(question.WorkFactor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(question.LeadDays);
        if (history.Last >= question.Limit)
        {
            return Told(Blank(history, question, CapacityVerdict.Full), history, question);
        }

        if (HourlyRush.Of(history, question.Limit) is { } rush)
        {
            return Told(Rushed(history, question, rush), history, question);
        }

        if (history.Days.Length < GrowthCandidates.LeastDays)
        {
            return Told(Blank(history, question, CapacityVerdict.TooEarly), history, question);
        }

        return Told(FromDays(history, question), history, question);
    }

    private static CapacityForecast FromDays(CapacityHistory history, CapacityQuestion question)
    {
        var random = new SeededRandom(StableHash.Of(question.Resource))
            .Fork((ulong)(history.DaysEnd - DateTimeOffset.UnixEpoch).Days);
        var answer = GrowthAnswer.Of(history.Days, question.Limit, random);
        var clock = new DayClock(history.DaysEnd, question.At);
        var days = answer.Days;
        var hasDate = days is not null && clock.From(days.Median) <= question.At.AddDays(Year);
        var blank = Blank(
            history, question, hasDate ? CapacityVerdict.FullOnDate : CapacityVerdict.NotWithinYear);
        return blank with
        {
            FullOn = hasDate ? clock.At(days!.Median) : null,
            From = hasDate ? clock.At(days!.Quantile(0.1)) : null,
            To = hasDate ? clock.At(days!.Quantile(0.9)) : null,
            Window = [.. OddsDays.Select(ahead => new CapacityOdds(ahead, days?.Within(clock.Ahead(ahead)) ?? 0))],
            Growth = Growth(history, answer),
            Advice = Advice(history, question, answer, clock, random),
            Course = question.HasCourse
                ? CourseReader.Of(history, answer, hasDate ? clock.At(days!.Quantile(0.9)) : null)
                : null,
        };
    }

    private static CapacityGrowth Growth(CapacityHistory history, GrowthAnswer answer)
    {
        var changed = ChangePoint.Last(answer.Series.Growing);
        var errors = answer.Choice.Errors;
        var near = errors.Count(error => Math.Abs(error) <= Math.Log(1.2));
        return new CapacityGrowth(
            [.. answer.Choice.Indices.Select(index => GrowthCandidates.Names[index])],
            answer.IsGrowing,
            answer.Choice.At(1) - answer.Choice.At(0),
            changed > 0 && GrowthCandidates.IsStraight(answer.Choice.Indices[0])
                ? history.DaysEnd.AddDays(changed - history.Days.Length)
                : null,
            answer.Series.CleanUps.Every > 0 ? answer.Series.CleanUps.Every : null,
            Array.Exists(answer.Series.Week, offset => offset != 0),
            errors.Length,
            errors.Length > 0 ? near / (double)errors.Length : null,
            history.Days.Length);
    }

    private static CapacityAdvice Advice(
        CapacityHistory history, CapacityQuestion question, GrowthAnswer answer, DayClock clock, SeededRandom random)
    {
        var days = answer.Days;
        DateTimeOffset? alertOn = days is null ? null : clock.At(days.Quantile(0.2));
        var order = alertOn?.AddDays(-question.LeadDays);
        return new CapacityAdvice(
            days is null ? null : clock.At(days.Quantile(0.1)),
            alertOn,
            order < question.At ? question.At : order,
            alertOn <= question.At.AddDays(question.LeadDays),
            Recommended(history, question, answer, random),
            WhatIf(history, question, answer, clock, random));
    }

    /// <summary>
    /// The level reached at the end of the lead time if time ran as much faster as it does with 10 %: the size whose
    /// own 10 % date is the end of the lead time. The curves are chosen anew for that horizon.
    /// </summary>
    private static double Recommended(
        CapacityHistory history, CapacityQuestion question, GrowthAnswer answer, SeededRandom random)
    {
        if (!answer.IsGrowing)
        {
            return question.Limit;
        }

        var lead = question.LeadDays;
        var there = GrowthAnswer.Of(history.Days, Top(answer, lead), random);
        return Math.Max(question.Limit, Top(there, lead * (lead / there.Spread.Early(lead))));
    }

    /// <summary>The highest level expected from now on up to some days ahead.</summary>
    private static double Top(GrowthAnswer answer, double days)
    {
        var origin = answer.Series.Values.Length - 1;
        var top = answer.Series.Values[origin];
        for (var day = 0; day <= (int)Math.Ceiling(days); day++)
        {
            top = Math.Max(top, answer.Choice.At(Math.Min(day, days)) + answer.Series.Recurring(origin, day));
        }

        return top;
    }

    /// <summary>More work lets a stock grow faster from where it is, and raises the whole of a flow.</summary>
    private static CapacityWhatIf WhatIf(
        CapacityHistory history, CapacityQuestion question, GrowthAnswer answer, DayClock clock, SeededRandom random)
    {
        var factor = question.WorkFactor;
        var now = answer.Series.Values[^1];
        var level = factor == 0 ? double.PositiveInfinity
            : history.Kind == ResourceKind.Stock ? now + ((question.Limit - now) / factor)
            : question.Limit / factor;
        var days = double.IsInfinity(level) ? null : answer.Until(level, random);
        return history.Kind == ResourceKind.Flow && level <= now
            ? new CapacityWhatIf(factor, question.At, question.At, question.At)
            : new CapacityWhatIf(
                factor,
                days is null ? null : clock.At(days.Median),
                days is null ? null : clock.At(days.Quantile(0.1)),
                days is null ? null : clock.At(days.Quantile(0.9)));
    }

    private static CapacityForecast Rushed(CapacityHistory history, CapacityQuestion question, HourlyRush rush)
    {
        var end = history.HoursEnd;
        DateTimeOffset At(double hours) => DayClock.NotBefore(question.At, end.AddHours(hours));
        double Ahead(int days) => (question.At.AddDays(days) - end).TotalHours;
        var days = rush.Hours;
        var due = At(days.Quantile(0.2));
        return Blank(history, question, CapacityVerdict.FullOnDate) with
        {
            FullOn = At(days.Median),
            From = At(days.Quantile(0.1)),
            To = At(days.Quantile(0.9)),
            Window = [.. OddsDays.Select(ahead => new CapacityOdds(ahead, days.Within(Ahead(ahead))))],
            Growth = new CapacityGrowth(
                [HourlyRush.Name], true, rush.PerHour * 24, end.AddHours(-rush.Since), null, false, 0, null,
                history.Days.Length),
            Advice = new CapacityAdvice(
                At(days.Quantile(0.1)), due, question.At, due <= question.At.AddDays(question.LeadDays),
                Math.Max(question.Limit, history.Last + (rush.PerHour * 24 * question.LeadDays)),
                new CapacityWhatIf(
                    question.WorkFactor,
                    question.WorkFactor > 0 ? At(days.Median / question.WorkFactor) : null,
                    question.WorkFactor > 0 ? At(days.Quantile(0.1) / question.WorkFactor) : null,
                    question.WorkFactor > 0 ? At(days.Quantile(0.9) / question.WorkFactor) : null)),
        };
    }

    private static CapacityForecast Blank(
        CapacityHistory history, CapacityQuestion question, CapacityVerdict verdict) =>
        new(
            question.Resource, question.At, verdict, history.Last, question.Limit, null, null, null,
            verdict == CapacityVerdict.Full ? [.. OddsDays.Select(ahead => new CapacityOdds(ahead, 1))] : [],
            null, null, "");

    private static CapacityForecast Told(
        CapacityForecast forecast, CapacityHistory history, CapacityQuestion question) =>
        forecast with
        {
            Sentence = CapacityText.Of(forecast, history.Days.Length, question.Unit),
            Course = forecast.Course ?? (question.HasCourse ? CourseReader.Past(history) : null),
        };
}
