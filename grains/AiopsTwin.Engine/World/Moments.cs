namespace AiopsTwin.Engine.World;

/// <summary>Mean and variance of a time, in seconds and seconds squared.</summary>
internal readonly record struct Moments(double Mean, double Variance)
{
    /// <summary>The two as one.</summary>
    public static Moments Of((double Mean, double Variance) pair) => new(pair.Mean, pair.Variance);
}
