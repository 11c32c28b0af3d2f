using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Gates against noise. Alerts of a claim that people hardly ever want, of an entity the map does not have, without a
/// start or without an entity are kept, counted and listed, and open nothing by themselves; where an incident's cause
/// explains them they are listed with it. A person can lift a gate, and it stays lifted. Our own detectors need one
/// only for what a monitoring that went blind makes them say: their thresholds follow the answers.
/// </summary>
public sealed partial class TwinBrain
{
    private const string LowFidelity = "low-fidelity/";
    private const string UnknownEntity = "unknown-entity/";
    private const string NoStart = "no-start/";
    private const string NoEntity = "no-entity";

    private HashSet<string> _noise = [];
    private bool _hasNewWords = true;
    private bool _hasHeld;

    /// <summary>Every gate that holds something back or was lifted.</summary>
    public GateBoard Gates()
    {
        var held = HeldBy(tracked => GatesOn(tracked).FirstOrDefault());
        var ids = held.Select(group => group.Key).Concat(Voice.Lifted.Keys)
            .Concat(Voice.Claims.Where(pair => pair.Value.IsNoise).Select(pair => LowFidelity + pair.Key))
            .Concat(Voice.Unplaced.Count > 0 ? [NoEntity] : []).Distinct().Order(StringComparer.Ordinal);
        var gates = ids.Select(id => id == NoEntity ? Unplaced() : GateOf(id, held[id])).ToImmutableArray();
        return new GateBoard(
            gates, gates.Where(gate => !gate.IsLifted).Sum(gate => gate.HeldCount),
            Voice.HeldSoFar, Voice.GatesForgotten);
    }

    /// <summary>An alert whose claimant does not say since when begins when it was first heard of, and goes on from
    /// then as long as it fires. Others are as they were.</summary>
    private Alert Continued(Alert alert)
    {
        var known = !alert.IsStartUnknown ? null
            : State.Alerts.GetValueOrDefault(alert.Fingerprint)?.Alert
                ?? Voice.Unplaced.GetValueOrDefault(alert.Fingerprint);
        return known is { IsStartUnknown: true, Status: AlertStatus.Firing } && known.StartsAt <= alert.StartsAt
            ? alert with { StartsAt = known.StartsAt, RaisedAt = known.RaisedAt }
            : alert;
    }

    private WordReceipt HearAnswer(OperatorWord word)
    {
        if (!State.Alerts.TryGetValue(word.Subject, out var tracked))
        {
            return WordReceipt.Refused($"the twin knows no alert '{word.Subject}'");
        }

        var episode = tracked.Alert.RaisedAt;
        var earlier = tracked.AnsweredFor == episode ? tracked.IsWanted : null;
        if (earlier == word.IsWanted)
        {
            return WordReceipt.Accepted("");
        }

        (tracked.IsWanted, tracked.AnsweredFor) = (word.IsWanted, episode);
        if (tracked.Alert.Source != AlertText.Source)
        {
            var tally = TallyOf(ClaimTally.KeyOf(tracked.Alert), word.At);
            tally.Count(word.IsWanted, 1);
            if (earlier is { } other)
            {
                tally.Count(other, -1);
            }
        }

        if (tracked.Incident is { } id && _book.Find(id) is { } incident)
        {
            if (word.IsWanted)
            {
                Confirm(incident, id, word.At);
            }
            else if (!_alerts.Of(id).Exists(one => one.IsWanted == true && one.AnsweredFor == one.Alert.RaisedAt))
            {
                Unconfirm(id);
            }
        }

        return WordReceipt.Accepted("");
    }

    /// <summary>Somebody vouches for an incident: every claim in it is worth its while.</summary>
    private void Confirm(TrackedIncident incident, string by, DateTimeOffset now)
    {
        foreach (var key in _alerts.Of(incident.Id).Where(tracked => tracked.Alert.Source != AlertText.Source)
            .Select(tracked => ClaimTally.KeyOf(tracked.Alert)).Distinct().Order(StringComparer.Ordinal))
        {
            TallyOf(key, now).Confirm(by, now);
        }
    }

    private void Unconfirm(string by)
    {
        foreach (var tally in Voice.Claims.Values)
        {
            tally.ConfirmedBy.Remove(by);
        }
    }

    private ClaimTally TallyOf(string key, DateTimeOffset now)
    {
        if (!Voice.Claims.TryGetValue(key, out var tally))
        {
            if (Voice.Claims.Count >= Words.MaxClaims)
            {
                Voice.Claims.Remove(Voice.Claims.OrderBy(pair => pair.Value.ChangedAt)
                    .ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key);
                Voice.GatesForgotten++;
            }

            Voice.Claims.Add(key, tally = new ClaimTally());
        }

        tally.ChangedAt = now;
        return tally;
    }

    private WordReceipt Lift(OperatorWord word)
    {
        var isAll = word.Subject == UnknownEntity + "*";
        var problem = word.Subject == NoEntity ? "what names no entity can be in no incident; there is nothing to lift"
            : Voice.Lifted.ContainsKey(word.Subject) ? null
            : !isAll && !Gates().Gates.Any(gate => gate.Id == word.Subject) ? $"there is no gate '{word.Subject}'"
            : Voice.Lifted.Count >= Words.MaxLifted ? $"{Words.MaxLifted} gates are lifted; restore one first"
            : null;
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        Voice.Lifted.TryAdd(word.Subject, word);
        return WordReceipt.Accepted(word.Subject);
    }

    private WordReceipt Restore(OperatorWord word) => Voice.Lifted.Remove(word.Subject)
        ? WordReceipt.Accepted(word.Subject)
        : WordReceipt.Refused($"the gate '{word.Subject}' is not lifted");

    /// <summary>Keeps an alert that names no entity: it can be placed nowhere.</summary>
    private void KeepUnplaced(Alert alert)
    {
        var known = Voice.Unplaced.GetValueOrDefault(alert.Fingerprint);
        if (known is not null && AlertReading.ComparePrecedence(alert, known) <= 0)
        {
            State.AlertsRepeated++;
            return;
        }

        State.AlertsTaken++;
        Voice.HeldSoFar += known?.RaisedAt == alert.RaisedAt ? 0 : 1;
        Voice.Unplaced.Remove(alert.Fingerprint);
        if (alert.Status != AlertStatus.Firing)
        {
            return;
        }

        if (Voice.Unplaced.Count >= Words.MaxUnplaced)
        {
            Voice.Unplaced.Remove(Voice.Unplaced.Values.OrderBy(one => one.RaisedAt)
                .ThenBy(one => one.Fingerprint, StringComparer.Ordinal).First().Fingerprint);
            Voice.GatesForgotten++;
        }

        Voice.Unplaced.Add(alert.Fingerprint, alert);
    }

    /// <summary>True for an alert that a silence or a gate withholds now.</summary>
    private bool IsHeld(TrackedAlert tracked)
    {
        var isGated = ShutGate(tracked) is not null;
        if (isGated && tracked.HeldFor != tracked.Alert.RaisedAt)
        {
            tracked.HeldFor = tracked.Alert.RaisedAt;
            Voice.HeldSoFar++;
        }

        var isHeld = isGated || Silencing(tracked) is not null;
        _hasHeld |= isHeld;
        return isHeld;
    }

    private string? ShutGate(TrackedAlert tracked) => GatesOn(tracked).FirstOrDefault(id => !IsLifted(id));

    private IEnumerable<string> GatesOn(TrackedAlert tracked)
    {
        var alert = tracked.Alert;
        if (alert.Source == AlertText.Source)
        {
            if (SilentCollectorOf(alert) is { } collector)
            {
                yield return Blind + collector;
            }

            yield break;
        }

        if (_graph is { Entities.IsEmpty: false } && !_graph.TryIndex(alert.Entity, out _))
        {
            yield return UnknownEntity + alert.Entity;
        }

        if (alert.IsStartUnknown)
        {
            yield return NoStart + ClaimTally.KeyOf(alert);
        }

        if (_noise.Count > 0 && _noise.Contains(ClaimTally.KeyOf(alert)))
        {
            yield return LowFidelity + ClaimTally.KeyOf(alert);
        }
    }

    private bool IsLifted(string gate) => Voice.Lifted.Count > 0 && (Voice.Lifted.ContainsKey(gate)
        || (gate.StartsWith(UnknownEntity, StringComparison.Ordinal) && Voice.Lifted.ContainsKey(UnknownEntity + "*")));

    /// <summary>Takes note of what people said, and frees what is not withheld any more.</summary>
    private void Listen(DateTimeOffset now)
    {
        var isNew = Quieten(now) | _hasNewWords | IsSightBack();
        _hasNewWords = false;
        if (!isNew)
        {
            return;
        }

        _noise = NoiseNow();
        foreach (var tracked in State.Alerts.Values.Where(one => one is { Join: AlertJoin.Supporting, IsActive: true })
            .OrderBy(one => one.Alert.Fingerprint, StringComparer.Ordinal).ToList())
        {
            if (!IsHeld(tracked) && _book.Find(tracked.Incident!) is { } incident)
            {
                _book.Unsupport(incident, tracked);
            }
        }
    }

    /// <summary>Knows again what is withheld, so that questions are answered by it before the next advance; what
    /// follows from it for incidents follows then.</summary>
    private void Overhear()
    {
        _hasNewWords = true;
        _noise = NoiseNow();
        var active = Voice.Silences.FindAll(one => State.Now is { } now && one.IsActive(now));
        _silences = active.Count == 0 ? null : new SilenceBook(active, _graph);
    }

    private HashSet<string> NoiseNow() =>
        [.. Voice.Claims.Where(pair => pair.Value.IsNoise).Select(pair => pair.Key)];

    /// <summary>Lists what is withheld with the incident whose cause explains it, or whose member its entity is: a
    /// cause that is known makes noise worth reading.</summary>
    private void SupportKnown(bool hasCorrelated, DateTimeOffset now)
    {
        if (!_hasHeld || !(hasCorrelated || _book.Live.Any(incident => incident.Record.Diagnosis?.At == now)))
        {
            return;
        }

        _hasHeld = false;
        var decided = _alerts.Pending().FindAll(IsHeld)
            .ConvertAll(tracked => (Tracked: tracked, Incident: HomeOf(tracked).Incident ?? BlindingOf(tracked)));
        foreach (var (tracked, incident) in decided)
        {
            if (incident is not null)
            {
                _book.Support(incident, tracked);
            }
        }
    }

    /// <summary>Why an alert is withheld, as the rest of a sentence; null when it is not.</summary>
    private string? WhyHeld(TrackedAlert tracked) => Silencing(tracked) is { } silence
        ? $"is withheld until {IncidentText.Clock(silence.Until)} by silence {silence.Id} of {silence.Author}: "
            + silence.Comment
        : ShutGate(tracked) is { } gate ? $"is held back by a gate ({gate}): {GateReason(gate)}"
        : null;

    private string GateReason(string gate) => KindOf(gate) switch
    {
        GateKind.UnknownEntity => "the map has no such entity",
        GateKind.NoStart => "it does not say when it began",
        GateKind.NoEntity => "it names no entity",
        GateKind.BlindMonitor => $"its telemetry comes through {gate[Blind.Length..]}, which is silent itself",
        _ => Voice.Claims.GetValueOrDefault(gate[LowFidelity.Length..])?.Reason ?? "nothing is counted of it any more",
    };

    private static GateKind KindOf(string gate) =>
        gate.StartsWith(UnknownEntity, StringComparison.Ordinal) ? GateKind.UnknownEntity
        : gate.StartsWith(NoStart, StringComparison.Ordinal) ? GateKind.NoStart
        : gate.StartsWith(Blind, StringComparison.Ordinal) ? GateKind.BlindMonitor
        : gate == NoEntity ? GateKind.NoEntity
        : GateKind.LowFidelity;

    private Gate GateOf(string id, IEnumerable<TrackedAlert> held) => new(
        id, KindOf(id), GateReason(id), IsLifted(id), held.Count(), Listed(held))
    {
        Lifted = Voice.Lifted.GetValueOrDefault(id),
    };

    private Gate Unplaced() => new(
        NoEntity, GateKind.NoEntity, GateReason(NoEntity), false, Voice.Unplaced.Count,
        [
            .. Voice.Unplaced.Values.OrderBy(alert => alert.StartsAt)
                .ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal).Take(Words.MaxHeldListed)
                .Select(alert => new HeldAlert(alert, null, GateReason(NoEntity))),
        ]);

    /// <summary>Firing alerts by what withholds them, by onset.</summary>
    private ILookup<string, TrackedAlert> HeldBy(Func<TrackedAlert, string?> key) => State.Alerts.Values
        .Where(tracked => tracked.IsActive).Select(tracked => (Key: key(tracked), Tracked: tracked))
        .Where(pair => pair.Key is not null)
        .OrderBy(pair => pair.Tracked.Alert.StartsAt)
        .ThenBy(pair => pair.Tracked.Alert.Fingerprint, StringComparer.Ordinal)
        .ToLookup(pair => pair.Key!, pair => pair.Tracked);

    private ImmutableArray<HeldAlert> Listed(IEnumerable<TrackedAlert> held) =>
    [
        .. held.Take(Words.MaxHeldListed).Select(tracked => new HeldAlert(
            tracked.Alert, tracked.Incident, $"it {WhyHeld(tracked) ?? "is judged like any other"}")),
    ];
}
