using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>
/// The Theta method (Assimakopoulos and Nikolopoulos 2000) in the closed form of Hyndman and Billah 2003: simple
/// smoothing with a drift of half the slope of the least-squares line.
/// </summary>
internal sealed class ThetaLine : SeriesModel
{
    public override string Name => "theta";

    public override int Parameters => 2;

    public override int Needs => 4;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var (level, rate) = SimpleSmoothing.Level(values);
        var drift = LineFit.Of(values).Slope / 2;
        var settled = (1 - Math.Pow(1 - rate, values.Length)) / rate;
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = level + (drift * (i + settled));
        }
    }
}
