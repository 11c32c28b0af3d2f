namespace AiopsTwin.Engine.Correlation;

/// <summary>How often people are told of an incident.</summary>
internal sealed partial class IncidentBook
{
    /// <summary>Sees to it that incidents people should hear of are published when they have stood long
    /// enough.</summary>
    private void Ripen(DateTimeOffset now) => _touched.UnionWith(Live.Where(incident =>
        incident.Told == 0 && !incident.Record.IsSilenced && HasStood(incident, now)));

    /// <summary>Counts what people are told: that an incident was opened, that it was closed, that it came back. Of
    /// what silences withhold whole, nobody is told until something of it is not silenced; nor of what was merged
    /// before it stood long enough.</summary>
    private void Tell(TrackedIncident incident, DateTimeOffset now)
    {
        var isClosed = !incident.IsLive;
        var isNews = incident.Told == 0
            ? !incident.Record.IsSilenced && incident.MergedInto is null && (isClosed || HasStood(incident, now))
            : isClosed != incident.IsToldClosed;
        if (isNews)
        {
            incident.Told += incident.Told == 0 && isClosed ? 2 : 1;
            incident.IsToldClosed = isClosed;
        }
    }

    private bool HasStood(TrackedIncident incident, DateTimeOffset now) =>
        now - incident.Record.OpenedAt >= _settings.TellHold;
}
