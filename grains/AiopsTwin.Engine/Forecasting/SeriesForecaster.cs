using AiopsTwin.Engine.Forecasting.Models;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>
/// Continues any series of equally spaced values: every model of a fixed catalogue is tried from several origins in the
/// past at the asked horizon (Tashman 2000, "Out-of-sample tests of forecasting accuracy"), the best few are combined
/// by inverse squared error (Bates and Granger 1969), and the interval is read off the errors the combination made.
/// Cost: origins times models times the history's length; some 10 ms for 1 000 values.
/// Measured on M4 hourly and weekly: docs/methods/capacity.md.
/// </summary>
public sealed class SeriesForecaster
{
    private const double Tiny = 1e-12;
    private readonly SeriesForecastSettings _settings;

    /// <summary>A forecaster with the default settings.</summary>
    public SeriesForecaster()
        : this(new SeriesForecastSettings())
    {
    }

    /// <summary>A forecaster with settings of its own.</summary>
    public SeriesForecaster(SeriesForecastSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
    }

    /// <summary>Continues a series.</summary>
    /// <param name="values">The history, oldest first, equally spaced, finite; at least one value.</param>
    /// <param name="horizon">Steps to look ahead; at least 1.</param>
    /// <param name="seasons">Seasons worth checking, in steps, for example 24 and 168 for hourly values; may be
    /// empty.</param>
    public SeriesForecast Forecast(ReadOnlySpan<double> values, int horizon, ReadOnlySpan<int> seasons)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        var periods = SeasonCheck.Present(values, seasons);
        var bounds = PathBounds.Of(values);
        var origins = Origins(values.Length, horizon, periods);
        var trials = Try(values, horizon, periods, bounds, origins);
        var chosen = Choose(trials);
        return Combine(values, horizon, periods, bounds, chosen);
    }

    /// <summary>Lengths of history to forecast from, the latest first: half a horizon apart, or nearer when the history
    /// is short, and never with less than half of it.</summary>
    private int[] Origins(int length, int horizon, int[] periods)
    {
        var stride = Math.Max(1, horizon / 2);
        var least = Math.Max(length / 2, periods.Length > 0 ? (2 * periods[^1]) + 8 : 4);
        var origins = new List<int>();
        for (var origin = length - horizon; origin >= least && origins.Count < _settings.Origins; origin -= stride)
        {
            origins.Add(origin);
        }

        return [.. origins];
    }

    private List<Trial> Try(
        ReadOnlySpan<double> values, int horizon, int[] periods, PathBounds bounds, int[] origins)
    {
        var trials = new List<Trial>();
        var shortest = origins.Length > 0 ? origins[^1] : values.Length;
        foreach (var model in ModelCatalog.For(periods, bounds.Least > 0))
        {
            if (shortest < model.Needs)
            {
                continue;
            }

            var misses = new double[origins.Length, horizon];
            var path = new double[horizon];
            var sum = 0.0;
            for (var k = 0; k < origins.Length; k++)
            {
                model.Continue(values[..origins[k]], path);
                bounds.Hold(path);
                for (var i = 0; i < horizon; i++)
                {
                    misses[k, i] = values[origins[k] + i] - path[i];
                    sum += Math.Abs(misses[k, i]);
                }
            }

            var error = origins.Length > 0 ? sum / (origins.Length * horizon) : 0;
            trials.Add(new Trial(model, error * (1 + (_settings.ParameterPenalty * model.Parameters)), misses));
        }

        return trials;
    }

    /// <summary>The best few; without any origin the plainest model stands alone.</summary>
    private List<Trial> Choose(List<Trial> trials)
    {
        if (trials[0].Misses.GetLength(0) == 0)
        {
            return [trials.MinBy(trial => trial.Model.Parameters)!];
        }

        return [.. trials.OrderBy(trial => trial.Error).Take(_settings.Combined)];
    }

    private SeriesForecast Combine(
        ReadOnlySpan<double> values, int horizon, int[] periods, PathBounds bounds, List<Trial> chosen)
    {
        var floor = Math.Max(Tiny, chosen[0].Error * 1e-6);
        var weights = chosen.Select(trial => 1 / Math.Pow(trial.Error + floor, 2)).ToArray();
        var total = weights.Sum();
        var expected = new double[horizon];
        var path = new double[horizon];
        var origins = chosen[0].Misses.GetLength(0);
        var misses = new double[origins, horizon];
        for (var j = 0; j < chosen.Count; j++)
        {
            chosen[j].Model.Continue(values, path);
            bounds.Hold(path);
            var weight = weights[j] / total;
            for (var i = 0; i < horizon; i++)
            {
                expected[i] += weight * path[i];
                for (var k = 0; k < origins; k++)
                {
                    misses[k, i] += weight * chosen[j].Misses[k, i];
                }
            }
        }

        var widths = PathWidths.Of(values, misses, horizon, _settings);
        return new SeriesForecast(
            [.. expected],
            [.. expected.Select((value, i) => value - widths[i])],
            [.. expected.Select((value, i) => value + widths[i])],
            _settings.Confidence,
            [.. chosen.Select(trial => trial.Model.Name).Distinct()],
            [.. periods],
            origins > 0 ? PathWidths.MeanSize(misses) : null);
    }

    private sealed record Trial(SeriesModel Model, double Error, double[,] Misses);
}
