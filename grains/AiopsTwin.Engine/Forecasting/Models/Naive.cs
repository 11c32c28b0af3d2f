namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>The last value, for ever.</summary>
internal sealed class Naive : SeriesModel
{
    public override string Name => "last value";

    public override int Parameters => 0;

    public override int Needs => 1;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path) => path.Fill(values[^1]);
}
