namespace AiopsTwin.Engine.Forecasting;

/// <summary>Turns days since the last full day into dates that are not past.</summary>
/// <param name="Origin">End of the last full day.</param>
/// <param name="Now">The instant of asking.</param>
internal readonly record struct DayClock(DateTimeOffset Origin, DateTimeOffset Now)
{
    private const double Farthest = 3650;
    private const double SecondsOfDay = 86400;

    /// <summary>The date some days after the origin, to the second; the instant of asking when that is past, null
    /// beyond ten years.</summary>
    public DateTimeOffset? At(double days) => days > Farthest
        ? null
        : NotBefore(Now, Origin.AddSeconds(Math.Round(days * SecondsOfDay)));

    /// <summary>The date some days after the origin, even if past; at most ten years after it.</summary>
    public DateTimeOffset From(double days) => Origin.AddDays(Math.Min(days, Farthest));

    /// <summary>Days since the origin at some days after the instant of asking.</summary>
    public double Ahead(double days) => (Now.AddDays(days) - Origin).TotalDays;

    /// <summary>The later of two instants.</summary>
    public static DateTimeOffset NotBefore(DateTimeOffset now, DateTimeOffset then) => then < now ? now : then;
}
