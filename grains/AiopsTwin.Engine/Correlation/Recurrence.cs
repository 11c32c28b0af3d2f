namespace AiopsTwin.Engine.Correlation;

/// <summary>Tells when trouble returns at the same time of day.</summary>
public static class Recurrence
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>True when an onset lies whole days after the newest occurrence, give or take the phase
    /// window.</summary>
    /// <param name="occurrences">Onsets so far, oldest first.</param>
    /// <param name="onset">The new onset.</param>
    /// <param name="settings">Phase window and length of memory.</param>
    public static bool IsReturn(
        IReadOnlyList<DateTimeOffset> occurrences, DateTimeOffset onset, CorrelationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(occurrences);
        ArgumentNullException.ThrowIfNull(settings);
        if (occurrences.Count == 0)
        {
            return false;
        }

        var lag = onset - occurrences[^1];
        return lag >= Day - settings.PhaseWindow && lag <= settings.RecurrenceMemory
            && PhaseDistance(occurrences[^1], onset) <= settings.PhaseWindow;
    }

    /// <summary>How far apart two instants are within the day, at most twelve hours.</summary>
    public static TimeSpan PhaseDistance(DateTimeOffset left, DateTimeOffset right)
    {
        var apart = (left.UtcDateTime.TimeOfDay - right.UtcDateTime.TimeOfDay).Duration();
        return apart <= Day / 2 ? apart : Day - apart;
    }
}
