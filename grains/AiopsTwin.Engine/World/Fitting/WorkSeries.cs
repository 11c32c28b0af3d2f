using System.Collections.Immutable;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>What one entity told of its work, sample by sample: columns of equal length, NaN where it said
/// nothing.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Latency">Mean response time, in seconds.</param>
/// <param name="Loss">Share of requests that failed, in [0, 1].</param>
public sealed record WorkSeries(
    ImmutableArray<double> Rate, ImmutableArray<double> Latency, ImmutableArray<double> Loss)
{
    /// <summary>95th percentile of the response time, in seconds; empty when nobody asked for it.</summary>
    public ImmutableArray<double> Latency95 { get; init; } = [];

    /// <summary>Number of samples.</summary>
    public int Count => Rate.Length;

    /// <summary>Some samples in a row.</summary>
    /// <param name="range">Which.</param>
    public WorkSeries Part(Range range) => new(Rate[range], Latency[range], Loss[range])
    {
        Latency95 = Latency95.IsEmpty ? [] : Latency95[range],
    };

    /// <summary>Mean of the samples that are there; NaN when none is.</summary>
    /// <param name="values">Samples.</param>
    public static double MeanOf(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
