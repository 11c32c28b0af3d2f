using System.Collections.Immutable;
using AiopsTwin.Cli.Output;

namespace AiopsTwin.Cli.Commands;

/// <summary>What a bench measures.</summary>
/// <param name="Sizes">Numbers of entities, ascending.</param>
/// <param name="Seconds">How long a figure is measured; what kind of seconds is the verb's own.</param>
/// <param name="Screen">Where progress goes.</param>
/// <param name="Cancellation">Ends the bench between two figures.</param>
internal sealed record BenchRequest(
    ImmutableArray<int> Sizes, double Seconds, BenchScreen Screen, CancellationToken Cancellation);

/// <summary>What a bench found.</summary>
/// <param name="Subject">The verb.</param>
/// <param name="Method">How it was measured, in a sentence.</param>
/// <param name="Slices">One for each size, ascending.</param>
/// <param name="Cost">Name of the figure whose growth with the number of entities is told.</param>
internal sealed record BenchReport(string Subject, string Method, ImmutableArray<BenchSlice> Slices, string Cost)
{
    /// <summary>
    /// Least-squares slope of the cost's logarithm over that of the size: 1 is linear. Null for one size.
    /// </summary>
    public double? Growth()
    {
        var points = Slices.Where(slice => slice.Figures.Any(figure => figure.Name == Cost && figure.Value > 0))
            .Select(slice => (
                X: Math.Log(slice.Entities), Y: Math.Log(slice.Figures.First(figure => figure.Name == Cost).Value)))
            .ToList();
        if (points.Select(point => point.X).Distinct().Count() < 2)
        {
            return null;
        }

        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}

/// <summary>The figures of one size.</summary>
/// <param name="Entities">The size.</param>
/// <param name="Figures">Figures in the order in which they are told.</param>
internal sealed record BenchSlice(int Entities, ImmutableArray<BenchFigure> Figures);

/// <summary>One figure; the name tells the unit.</summary>
/// <param name="Name">Name, in camel case.</param>
/// <param name="Value">Value.</param>
internal readonly record struct BenchFigure(string Name, double Value);
