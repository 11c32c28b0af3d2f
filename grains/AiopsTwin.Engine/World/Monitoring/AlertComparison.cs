namespace AiopsTwin.Engine.World.Monitoring;

/// <summary>How a value compares with a threshold.</summary>
public enum AlertComparison
{
    /// <summary>Greater than it.</summary>
    Above,

    /// <summary>Greater than it, or the same.</summary>
    AtLeast,

    /// <summary>Less than it.</summary>
    Below,

    /// <summary>Less than it, or the same.</summary>
    AtMost,

    /// <summary>The same.</summary>
    Equal,

    /// <summary>Not the same.</summary>
    Unequal,
}

/// <summary>The comparisons as Prometheus' query language writes them.</summary>
public static class AlertComparisons
{
    /// <summary>Whether a value compares so with a threshold.</summary>
    public static bool Holds(this AlertComparison comparison, double value, double threshold) => comparison switch
    {
        AlertComparison.Above => value > threshold,
        AlertComparison.AtLeast => value >= threshold,
        AlertComparison.Below => value < threshold,
        AlertComparison.AtMost => value <= threshold,
        AlertComparison.Equal => value.Equals(threshold),
        _ => !value.Equals(threshold),
    };

    /// <summary>The operator's sign.</summary>
    public static string Sign(this AlertComparison comparison) => comparison switch
    {
        AlertComparison.Above => ">",
        AlertComparison.AtLeast => ">=",
        AlertComparison.Below => "<",
        AlertComparison.AtMost => "<=",
        AlertComparison.Equal => "==",
        _ => "!=",
    };
}
