using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Judges <c>up</c> by a fixed rule: a probe that fails twice needs no baseline and no warm-up.</summary>
internal sealed class ProbeRule(DetectionSettings settings)
{
    private const double Answered = 0.5;

    /// <summary>Takes one probe.</summary>
    /// <param name="series">The series; changed.</param>
    /// <param name="ticks">Instant of the probe.</param>
    /// <param name="value">Its value.</param>
    /// <param name="gap">Time since the previous probe; 0 for the first and for one out of order.</param>
    public EpisodeChange Take(SeriesState series, long ticks, double value, long gap)
    {
        if (gap == 0 && series.Ring.Count > 1)
        {
            return EpisodeChange.None;
        }

        return value < Answered ? Fail(series, ticks, value) : Succeed(series, ticks);
    }

    private EpisodeChange Fail(SeriesState series, long ticks, double value)
    {
        ref var episode = ref series.Episode;
        episode.Recovered = 0;
        if (series.FailedProbes++ == 0 && !episode.IsFiring)
        {
            episode.StartsAt = ticks;
        }

        if (episode.IsFiring || series.FailedProbes < settings.DownSamples)
        {
            return EpisodeChange.None;
        }

        episode.Direction = -1;
        episode.RaisedAt = ticks;
        episode.Severity = AlertSeverity.Critical;
        episode.PeakScore = -DeviationScorer.MaxScore;
        episode.PeakAt = ticks;
        episode.PeakExpected = 1;
        episode.PeakObserved = value;
        return EpisodeChange.Raised;
    }

    private EpisodeChange Succeed(SeriesState series, long ticks)
    {
        ref var episode = ref series.Episode;
        series.FailedProbes = 0;
        if (!episode.IsFiring)
        {
            return EpisodeChange.None;
        }

        episode.RecoveredSince = episode.Recovered++ == 0 ? ticks : episode.RecoveredSince;
        if (episode.Recovered < settings.RecoverySamples
            || ticks - episode.RecoveredSince < settings.RecoveryHold.Ticks)
        {
            return EpisodeChange.None;
        }

        episode.Direction = 0;
        return EpisodeChange.Ended;
    }
}
