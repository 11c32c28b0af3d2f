using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Engine.Correlation;

/// <summary>What the book does on a person's word, and takes back.</summary>
internal sealed partial class IncidentBook
{
    /// <summary>The incident that has what an id once had: itself, or what it was merged into. Null when
    /// unknown.</summary>
    public TrackedIncident? Holder(string? id)
    {
        var incident = id is null ? null : Find(id);
        for (var step = 0; incident?.MergedInto is { } next && step < _incidents.Count; step++)
        {
            incident = Find(next);
        }

        return incident;
    }

    /// <summary>Merges on a person's word: the survivor is the one the person names.</summary>
    /// <returns>How the two stood before.</returns>
    public MergedBefore MergeByWord(TrackedIncident into, TrackedIncident from, string said, DateTimeOffset now)
    {
        var alerts = _alerts.Of(from.Id);
        var shared = from.Members.Where(into.Members.Contains).Order().ToImmutableArray();
        var before = new MergedBefore(
            from.Record.State, shared,
            [.. alerts.Where(one => shared.Contains(one.Alert.Entity)).Select(one => one.Alert.Fingerprint)],
            alerts.Count, into.CurrentOnset, into.Record.Onset, into.Record.Severity);
        TakeIn(into, from, now);
        Note(into, now, $"{from.Id} was merged into this incident: {said}");
        Finish(from, now, $"merged into {into.Id}: {said}");
        return before;
    }

    /// <summary>Takes a merge back: what came from the younger goes back to it, with what joined on its entities
    /// since. The survivor may have been merged on in the meantime.</summary>
    public void UnmergeByWord(TrackedIncident from, MergedBefore before, string said, DateTimeOffset now)
    {
        var holder = Holder(from.Id)!;
        var own = from.Members.Except(before.Shared).ToHashSet();
        var isOld = before.SharedAlerts.ToHashSet(StringComparer.Ordinal);
        var back = _alerts.Of(holder.Id).FindAll(one =>
            own.Contains(one.Alert.Entity) || isOld.Contains(one.Alert.Fingerprint));
        foreach (var tracked in back)
        {
            _alerts.Assign(tracked, from.Id, tracked.Join);
        }

        var joined = Math.Max(0, back.Count - before.Alerts);
        foreach (var link in Chain(from))
        {
            link.Members.ExceptWith(own);
            link.AlertCount -= from.AlertCount + joined;
            if (link.Id == from.MergedInto)
            {
                link.CurrentOnset = before.Onset;
                link.Record = link.Record with { Onset = before.FirstOnset, Severity = before.Severity };
            }
        }

        from.AlertCount += joined;
        from.MergedInto = null;
        if (holder.IsLive)
        {
            from.Record = from.Record with { State = before.State, ClosedAt = null };
        }

        Note(holder, now, $"{from.Id} was taken out of this incident again: {said}");
        Note(from, now, $"stands for itself again: {said}");
        Renew(holder, now);
        Renew(from, now);
    }

    /// <summary>Parts on a person's word: the alerts make an incident of their own.</summary>
    public TrackedIncident PartByWord(
        TrackedIncident whole, List<TrackedAlert> alerts, DateTimeOffset onset, string said, DateTimeOffset now)
    {
        var part = Open(onset, now);
        part.PartedFrom = whole.Id;
        foreach (var tracked in alerts)
        {
            if (tracked.IsHarm)
            {
                Join(part, tracked, AlertJoin.Member, now);
            }
            else
            {
                _alerts.Assign(tracked, part.Id, tracked.Join);
                part.AlertCount++;
            }
        }

        var left = _alerts.Of(whole.Id).Select(one => one.Alert.Entity).ToHashSet();
        Forgo(whole, [.. alerts.Select(one => one.Alert.Entity).Where(entity => !left.Contains(entity))], alerts.Count);
        Note(part, now, $"parted from {whole.Id}: {said}");
        Note(whole, now, $"{part.Id} was parted from this incident: {said}");
        Renew(whole, now);
        return part;
    }

    /// <summary>Takes a split back: what is in the part goes back to where it was.</summary>
    public void UnpartByWord(TrackedIncident whole, TrackedIncident part, string said, DateTimeOffset now)
    {
        TakeIn(whole, part, now);
        Note(whole, now, $"{part.Id} came back into this incident: {said}");
        Finish(part, now, $"back in {whole.Id}: {said}");
    }

    /// <summary>Puts a diagnosis into a record that a person's word changed, or gave back. It says nothing of where
    /// the incident stands in its life.</summary>
    public void Reword(TrackedIncident incident, DiagnosisReport report, string? said, DateTimeOffset now)
    {
        incident.Root = report.Suspects.FirstOrDefault()?.Entity ?? incident.Root;
        incident.Record = incident.Record with { Diagnosis = report };
        incident.IsReachDue = true;
        if (said is not null)
        {
            Note(incident, now, said);
        }

        Touch(incident, now);
    }

    /// <summary>Sets what the cause is predicted to impair.</summary>
    public void Predict(TrackedIncident incident, ImmutableArray<Propagation.FloodReach> reach)
    {
        incident.IsReachDue = false;
        incident.Expected.Clear();
        incident.Expected.AddRange(reach);
        incident.Record = incident.Record with { BlastRadius = reach };
        _touched.Add(incident);
    }

    /// <summary>Lists a withheld alert with an incident that explains it: it changes nothing else of it.</summary>
    public void Support(TrackedIncident incident, TrackedAlert tracked)
    {
        _alerts.Assign(tracked, incident.Id, AlertJoin.Supporting);
        incident.AlertCount++;
        _touched.Add(incident);
    }

    /// <summary>Takes a withheld alert out again: it is judged like any other.</summary>
    public void Unsupport(TrackedIncident incident, TrackedAlert tracked)
    {
        _alerts.Assign(tracked, null, AlertJoin.None);
        incident.AlertCount--;
        _touched.Add(incident);
    }

    /// <summary>Says whether silences withhold all that fires in an incident.</summary>
    public void Hush(TrackedIncident incident, bool isSilenced)
    {
        if (incident.Record.IsSilenced != isSilenced)
        {
            incident.Record = incident.Record with { IsSilenced = isSilenced };
            _touched.Add(incident);
        }
    }

    private void TakeIn(TrackedIncident into, TrackedIncident from, DateTimeOffset now)
    {
        Absorb(into, from, now);
        PassJoined(into, from);
        Renew(into, now);
    }

    /// <summary>What an incident was merged into, and what that was merged into.</summary>
    private List<TrackedIncident> Chain(TrackedIncident incident)
    {
        var chain = new List<TrackedIncident>();
        while (incident.MergedInto is { } next && Find(next) is { } link && !chain.Contains(link))
        {
            chain.Add(link);
            incident = link;
        }

        return chain;
    }

    /// <summary>It changed on a person's word: what fires in a mitigated one brings it back, and it is diagnosed
    /// anew.</summary>
    private void Renew(TrackedIncident incident, DateTimeOffset now)
    {
        if (incident.Record.State == IncidentState.Mitigated
            && _alerts.HoldersOf(incident.Id).Exists(tracked => tracked.IsActive))
        {
            incident.Record = incident.Record with
            {
                State = incident.Record.Diagnosis is null ? IncidentState.Open : IncidentState.Diagnosed,
                MitigatedAt = null,
            };
        }

        Touch(incident, now);
    }
}
