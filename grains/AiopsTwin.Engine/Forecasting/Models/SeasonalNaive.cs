namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>The value one season ago.</summary>
internal sealed class SeasonalNaive(int period) : SeriesModel
{
    public override string Name => "seasonal naive";

    public override int Parameters => 1;

    public override int Needs => period;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = values[values.Length - period + (i % period)];
        }
    }
}
