namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>
/// Exponential smoothing of level and damped trend (Gardner and McKenzie 1985), its three rates chosen by the squared
/// error of one step ahead over a fixed grid: repeatable, and without a start that an optimiser could be led astray by.
/// </summary>
internal sealed class DampedTrend : SeriesModel
{
    private static readonly double[] LevelRates = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0];
    private static readonly double[] TrendRates = [0.01, 0.05, 0.15, 0.3];
    private readonly double[] _dampings;

    public DampedTrend(params double[] dampings) => _dampings = dampings;

    public override string Name => "damped trend";

    public override int Parameters => 3;

    public override int Needs => 4;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var best = double.PositiveInfinity;
        (double Level, double Trend, double Damping) chosen = (values[^1], 0, 1);
        foreach (var damping in _dampings)
        {
            foreach (var levelRate in LevelRates)
            {
                foreach (var trendRate in TrendRates)
                {
                    var (error, level, trend) =
                        DampedSmoothing.Of(values, levelRate, levelRate * trendRate, damping);
                    if (error < best)
                    {
                        best = error;
                        chosen = (level, trend, damping);
                    }
                }
            }
        }

        var sum = 0.0;
        var power = 1.0;
        for (var i = 0; i < path.Length; i++)
        {
            power *= chosen.Damping;
            sum += power;
            path[i] = chosen.Level + (sum * chosen.Trend);
        }
    }
}
