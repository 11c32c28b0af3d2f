namespace AiopsTwin.Engine.Correlation;

/// <summary>Two incidents become one.</summary>
internal sealed partial class IncidentBook
{
    /// <summary>Moves everything of the younger incident into the older one; the younger is closed and says where
    /// to.</summary>
    public void Merge(TrackedIncident older, TrackedIncident younger, DateTimeOffset now)
    {
        Absorb(older, younger, now);
        Touch(older, now);
        if (younger.Record.OpenedAt == now && _incidents[^1] == younger)
        {
            // Nobody has seen it yet: it never was.
            Withdraw(older, younger);
            return;
        }

        Note(older, now, $"{younger.Id} was merged into this incident: one cause explains both");
        Finish(younger, now, $"merged into {older.Id}: one cause explains both");
    }

    /// <summary>All that the one held is held by the other from now on; the one says so.</summary>
    private void Absorb(TrackedIncident into, TrackedIncident from, DateTimeOffset now)
    {
        foreach (var tracked in _alerts.Of(from.Id))
        {
            _alerts.Assign(tracked, into.Id, tracked.Join);
        }

        into.Members.UnionWith(from.Members);
        into.AlertCount += from.AlertCount;
        into.LastJoinAt = now;
        into.CurrentOnset = into.CurrentOnset < from.CurrentOnset ? into.CurrentOnset : from.CurrentOnset;
        from.MergedInto = into.Id;
    }

    /// <summary>Who joined the one at this instant is told of in the history of the other.</summary>
    private void PassJoined(TrackedIncident into, TrackedIncident from)
    {
        if (_joined.Remove(from, out var joined) && !_joined.TryAdd(into, joined))
        {
            _joined[into].UnionWith(joined);
        }
    }

    private void Withdraw(TrackedIncident older, TrackedIncident younger)
    {
        // Whoever still goes through a list with it must not take it for one that stands.
        younger.Record = younger.Record with { State = IncidentState.Closed };
        _incidents.RemoveAt(_incidents.Count - 1);
        _byId.Remove(younger.Id);
        _touched.Remove(younger);
        PassJoined(older, younger);
        _next--;
    }
}
