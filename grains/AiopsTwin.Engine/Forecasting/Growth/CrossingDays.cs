namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>The distribution of the days until a level is reached.</summary>
internal abstract class CrossingDays
{
    /// <summary>Days with even odds; positive.</summary>
    public abstract double Median { get; }

    /// <summary>The days before which the level is reached with a probability in (0, 1).</summary>
    public abstract double Quantile(double probability);

    /// <summary>The probability that the level is reached within some days; 0 for days that are not positive.</summary>
    public abstract double Within(double days);
}
