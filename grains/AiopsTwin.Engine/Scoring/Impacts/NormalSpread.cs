using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Scoring.Impacts;

/// <summary>A quantity of one entity over a separate normal run.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation of the samples.</param>
/// <param name="Median">Median.</param>
public readonly record struct NormalSpread(double Mean, double Deviation, double Median)
{
    /// <summary>Reads a normal run; null when no sample is there.</summary>
    /// <param name="values">Samples; NaN where one is missing.</param>
    public static NormalSpread? Of(ReadOnlySpan<double> values)
    {
        var known = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                known.Add(value);
            }
        }

        if (known.Count == 0)
        {
            return null;
        }

        var mean = known.Average();
        var deviation = Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / known.Count);
        return new NormalSpread(mean, deviation, RobustStatistics.Median([.. known]));
    }
}
