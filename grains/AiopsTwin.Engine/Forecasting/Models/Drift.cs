namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>The last value and the mean growth per step of a stretch before it.</summary>
internal sealed class Drift(int window) : SeriesModel
{
    public override string Name => "drift";

    public override int Parameters => 1;

    public override int Needs => 3;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var steps = Math.Min(window, values.Length - 1);
        var growth = (values[^1] - values[^(steps + 1)]) / steps;
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = values[^1] + ((i + 1) * growth);
        }
    }
}
