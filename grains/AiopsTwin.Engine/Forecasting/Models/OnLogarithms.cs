namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>Another model on the logarithm of positive values: seasons and errors in proportion to the level.</summary>
internal sealed class OnLogarithms(SeriesModel inner) : SeriesModel
{
    public override string Name => inner.Name + " of logarithms";

    public override int Parameters => inner.Parameters;

    public override int Needs => inner.Needs;

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var logs = new double[values.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(values[i]);
        }

        inner.Continue(logs, path);
        foreach (ref var value in path)
        {
            value = Math.Exp(Math.Min(value, 700));
        }
    }
}
