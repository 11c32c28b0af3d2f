namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>One way of continuing a series of equally spaced values.</summary>
internal abstract class SeriesModel
{
    /// <summary>The name shown to people, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>How many free numbers the model takes from the data; more of them must earn their place.</summary>
    public abstract int Parameters { get; }

    /// <summary>The shortest history the model can be asked to continue.</summary>
    public abstract int Needs { get; }

    /// <summary>Writes the expected values of the steps after the history.</summary>
    /// <param name="values">The history, oldest first; at least <see cref="Needs"/> finite values.</param>
    /// <param name="path">One value for each coming step.</param>
    public abstract void Continue(ReadOnlySpan<double> values, Span<double> path);
}
