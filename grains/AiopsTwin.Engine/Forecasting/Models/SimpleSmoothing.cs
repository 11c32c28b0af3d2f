namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>Simple exponential smoothing: a flat continuation, its rate chosen on a grid by the error one step
/// ahead.</summary>
internal sealed class SimpleSmoothing : SeriesModel
{
    private static readonly double[] Rates =
        [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];

    public override string Name => "smoothing";

    public override int Parameters => 1;

    public override int Needs => 3;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path) => path.Fill(Level(values).Level);

    /// <summary>The smoothed level at the end of the history, and the rate that was chosen.</summary>
    public static (double Level, double Rate) Level(ReadOnlySpan<double> values)
    {
        var best = double.PositiveInfinity;
        (double Level, double Rate) chosen = (values[^1], 1);
        foreach (var rate in Rates)
        {
            var level = values[0];
            var error = 0.0;
            for (var i = 1; i < values.Length; i++)
            {
                var miss = values[i] - level;
                error += miss * miss;
                level += rate * miss;
            }

            if (error < best)
            {
                best = error;
                chosen = (level, rate);
            }
        }

        return chosen;
    }
}
