namespace AiopsTwin.Engine.Forecasting;

/// <summary>
/// How far a path may leave what was ever seen: one range beyond it on either side, and not below zero when nothing
/// was. Unstable regressions end here instead of at infinity.
/// </summary>
/// <param name="Least">Least value of the history.</param>
/// <param name="Most">Greatest value of the history.</param>
internal readonly record struct PathBounds(double Least, double Most)
{
    /// <summary>The bounds of a history.</summary>
    public static PathBounds Of(ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (var value in values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return new PathBounds(least, most);
    }

    /// <summary>Brings every step of a path within the bounds; a step that is no number becomes the greatest
    /// value.</summary>
    public void Hold(Span<double> path)
    {
        var range = Most - Least;
        var low = Least >= 0 ? Math.Max(0, Least - range) : Least - range;
        foreach (ref var value in path)
        {
            value = double.IsNaN(value) ? Most : Math.Clamp(value, low, Most + range);
        }
    }
}
