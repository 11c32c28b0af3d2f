namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>Another model on what is left when the seasons are taken off; they are put back afterwards.</summary>
internal sealed class Deseasonalised(SeriesModel inner, double memory, params int[] periods) : SeriesModel
{
    public override string Name => inner.Name + " with season";

    public override int Parameters => inner.Parameters + periods.Length;

    public override int Needs => Math.Max(inner.Needs, 2 * periods[^1]);

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var rest = values.ToArray();
        path.Clear();
        var season = new double[path.Length];
        foreach (var period in periods)
        {
            var profile = SeasonShape.Of(rest, period, memory);
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] -= profile[i % period];
            }

            for (var i = 0; i < season.Length; i++)
            {
                season[i] += profile[(values.Length + i) % period];
            }
        }

        inner.Continue(rest, path);
        for (var i = 0; i < path.Length; i++)
        {
            path[i] += season[i];
        }
    }
}
