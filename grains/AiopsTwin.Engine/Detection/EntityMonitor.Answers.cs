namespace AiopsTwin.Engine.Detection;

/// <summary>What people think of the alerts.</summary>
public sealed partial class EntityMonitor
{
    /// <summary>
    /// Hears whether somebody wanted an alert, which moves the threshold of its series: after unwanted ones it rises,
    /// and with time it falls, until as many unwanted alarms come as <see cref="DetectionSettings.AlarmBudget"/> says.
    /// Alerts of fixed rules (down, silent) have no threshold to move.
    /// </summary>
    /// <param name="state">The entity's state.</param>
    /// <param name="fingerprint">The alert, firing or ended; however long ago.</param>
    /// <param name="isWanted">Whether it was worth its while.</param>
    /// <param name="now">When that was said.</param>
    /// <returns>False when no series of the entity has such an alert.</returns>
    public bool Answer(EntityMonitorState state, string fingerprint, bool isWanted, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        foreach (var series in state.Series)
        {
            if (series.IsProbe)
            {
                continue;
            }

            if (IsOf(state, fingerprint, AlertText.NameOf(series, 1), AlertText.NameOf(series, -1)))
            {
                series.Episode.Bar.Answer(isWanted, now.UtcTicks, _settings.AlarmBudget);
                return true;
            }

            if (series.Sibling is { } track && IsOf(
                state, fingerprint, AlertText.SiblingNameOf(series, 1), AlertText.SiblingNameOf(series, -1)))
            {
                track.Episode.Bar.Answer(isWanted, now.UtcTicks, _settings.AlarmBudget);
                return true;
            }

            if (state.Pool is { } pool && IsOf(
                state, fingerprint, AlertText.PooledNameOf(series.Metric, 1),
                AlertText.PooledNameOf(series.Metric, -1)))
            {
                pool.Episode.Bar.Answer(isWanted, now.UtcTicks, _settings.AlarmBudget);
                return true;
            }
        }

        return false;
    }

    private static bool IsOf(EntityMonitorState state, string fingerprint, string high, string low) =>
        string.Equals(fingerprint, AlertText.Fingerprint(state.Entity, high), StringComparison.Ordinal)
        || string.Equals(fingerprint, AlertText.Fingerprint(state.Entity, low), StringComparison.Ordinal);
}
