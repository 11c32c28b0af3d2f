namespace AiopsTwin.Engine.Changes;

/// <summary>
/// How long after a change its harm shows: a log-normal density over the lag, per kind of change, scaled so that its
/// mode is 1 (diagnosis reference 4.6). It is deliberately not monotone in recency: the newest change is seldom the
/// guilty one, because some harm (leaks, pools, caches) needs minutes to hours to show.
/// </summary>
public static class ChangeLag
{
    // A sample stands for the interval before it, so a lag of nothing is read as this much.
    private const double ShortestSeconds = 10;

    /// <summary>Relative density of a lag, in [0, 1]; 1 at the mode of the kind.</summary>
    /// <param name="kind">What sort of change.</param>
    /// <param name="lag">Onset minus the instant of the change. Lags below -<paramref name="slack"/> give 0: what comes
    /// after the onset cannot have caused it.</param>
    /// <param name="slack">How much later than the true onset the noticed one may lie, or a clock be off.</param>
    public static double Density(ChangeKind kind, TimeSpan lag, TimeSpan slack)
    {
        if (lag < -slack)
        {
            return 0;
        }

        var (mode, spread) = Shape(kind);
        var distance = Math.Log(Math.Max(lag.TotalSeconds, ShortestSeconds) / mode);
        return Math.Exp(-distance * distance / (2 * spread * spread));
    }

    // Modes follow how each kind takes effect: a rollout drains old copies for minutes, a flag or a route acts at
    // once, a job presses as soon as it starts. Spreads of 1.2 to 1.7 in log time put the 5 % tail of a deployment
    // near three hours, where slow leaks and pool exhaustion are reported to surface.
    private static (double ModeSeconds, double Spread) Shape(ChangeKind kind) => kind switch
    {
        ChangeKind.Deployment => (180, 1.7),
        ChangeKind.Configuration => (120, 1.7),
        ChangeKind.Schema => (120, 1.7),
        ChangeKind.FeatureFlag => (60, 1.5),
        ChangeKind.Scaling => (120, 1.5),
        ChangeKind.Infrastructure => (60, 1.5),
        ChangeKind.ScheduledJob => (45, 1.2),
        ChangeKind.Remediation => (60, 1.5),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of change."),
    };
}
