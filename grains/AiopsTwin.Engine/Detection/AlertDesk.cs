using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Turns what became of an entity's series into entries of its alert book.</summary>
internal sealed class AlertDesk(DetectionSettings settings, AlertWriter writer)
{
    /// <summary>Tells what a sample did to the series' own deviation and to its scheduled work.</summary>
    /// <param name="state">The entity.</param>
    /// <param name="series">The series that took the sample.</param>
    /// <param name="verdict">What the sample brought.</param>
    /// <param name="direction">Direction of the series' episode before the sample.</param>
    /// <param name="intake">Where the book is.</param>
    public void Tell(
        EntityMonitorState state, SeriesState series, in SampleVerdict verdict, int direction, Intake intake)
    {
        if (verdict.HasExpired)
        {
            intake.BookOf(state, settings).End(
                AlertText.NameOf(series, direction), series.Newest, AlertStatus.Expired);
        }

        switch (verdict.Change)
        {
            case EpisodeChange.Raised or EpisodeChange.Worsened:
                intake.BookOf(state, settings).Put(writer.Deviation(state.Entity, series));
                break;
            case EpisodeChange.Ended:
                intake.BookOf(state, settings).End(
                    AlertText.NameOf(series, direction), series.Episode.RecoveredSince, AlertStatus.Resolved,
                    writer.Peak(series));
                break;
        }

        switch (verdict.Work.Change)
        {
            case EpisodeChange.Raised or EpisodeChange.Worsened:
                intake.BookOf(state, settings).Put(writer.Idle(state.Entity, series));
                break;
            case EpisodeChange.Ended:
                intake.BookOf(state, settings).End(
                    AlertText.WorkNameOf(series), series.Work!.Episode.RecoveredSince, AlertStatus.Resolved);
                break;
        }

        if (verdict.HasBurstNews)
        {
            TellBursts(state, series, intake);
        }
    }

    /// <summary>Tells what a comparison with siblings did.</summary>
    /// <param name="state">The entity.</param>
    /// <param name="series">The series compared.</param>
    /// <param name="change">What the comparison did.</param>
    /// <param name="direction">Direction of the episode against the siblings before it.</param>
    /// <param name="intake">Where the book is.</param>
    public void TellSiblings(
        EntityMonitorState state, SeriesState series, EpisodeChange change, int direction, Intake intake)
    {
        switch (change)
        {
            case EpisodeChange.Raised or EpisodeChange.Worsened:
                intake.BookOf(state, settings).Put(writer.Departure(state.Entity, series, state.Group!));
                break;
            case EpisodeChange.Ended:
                intake.BookOf(state, settings).End(
                    AlertText.SiblingNameOf(series, direction), series.Sibling!.Episode.RecoveredSince,
                    AlertStatus.Resolved, writer.Peak(series, state.Group));
                break;
        }
    }

    /// <summary>Ends what is claimed of a series because nobody can say any more whether it holds.</summary>
    public void Expire(EntityMonitorState state, SeriesState series, long now, Intake intake)
    {
        if (series.Episode.IsFiring)
        {
            var name = AlertText.NameOf(series, series.Episode.Direction);
            SeriesMonitor.Expire(series);
            intake.BookOf(state, settings).End(name, now, AlertStatus.Expired);
        }

        if (PoolMonitor.IsFiring(state, series))
        {
            PoolMonitor.Expire(state, series, now, intake.BookOf(state, settings));
        }

        if (series.Work is { Episode.IsFiring: true } work)
        {
            work.Episode.Direction = 0;
            work.Track!.Calm();
            intake.BookOf(state, settings).End(AlertText.WorkNameOf(series), now, AlertStatus.Expired);
        }

        if (series.Sibling is { Episode.IsFiring: true } track)
        {
            var name = AlertText.SiblingNameOf(series, track.Episode.Direction);
            track.Episode.Direction = 0;
            track.Track!.Calm();
            intake.BookOf(state, settings).End(name, now, AlertStatus.Expired);
        }
    }

    private void TellBursts(EntityMonitorState state, SeriesState series, Intake intake)
    {
        var book = intake.BookOf(state, settings);
        if (series.Bursts!.TryMissing(out var missing))
        {
            book.Put(AlertWriter.Missed(state.Entity, series, missing));
        }
        else
        {
            book.End(AlertText.MissedNameOf(series), series.Newest, AlertStatus.Resolved);
        }
    }
}
