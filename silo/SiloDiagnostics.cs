using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AiopsTwin.Silo;

/// <summary>The one meter and the one activity source of this project.</summary>
internal static class SiloDiagnostics
{
    public const string Name = "AiopsTwin.Silo";

    public static readonly Meter Meter = new(Name);

    /// <summary>Bounds for durations in seconds: from a fast commit to a request that timed out.</summary>
    public static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    public static readonly ActivitySource Activities = new(Name);
}
