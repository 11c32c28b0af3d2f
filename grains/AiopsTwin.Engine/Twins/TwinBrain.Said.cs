using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Causes that people name or rule out. Of the incident they speak of their word stands first; for later incidents it
/// is a small prior, worked out from the words that stand, so that an undone word leaves no trace.
/// </summary>
public sealed partial class TwinBrain
{
    private WordReceipt CauseSaid(OperatorWord word, TrackedIncident incident, string id)
    {
        var named = new[] { word.Cause, word.NotCause }.OfType<EntityId>().ToList();
        var unknown = named.Find(entity => _graph is not null && !_graph.TryIndex(entity, out _));
        var problem = named.Count == 0 ? "say what it is, or what it is not"
            : named.Count == 2 && word.Cause == word.NotCause ? "it cannot be and not be the same"
            : !unknown.IsNone ? $"the map has no {unknown}"
            : null;
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        var own = (incident.OwnDiagnosis ?? incident.Record.Diagnosis)?.Suspects.FirstOrDefault()?.Entity;
        foreach (var earlier in Standing(WordKind.Cause).Where(one =>
            _book.Holder(one.Record.Word.Subject) == incident).ToList())
        {
            // One word at a time says what the cause is; the newest counts.
            Forgo(earlier, word.At, word.Who, $"replaced by {id}");
        }

        Keep(id, word);
        var entry = Voice.Feedback[^1];
        entry.Record = entry.Record with { InsteadOf = word.NotCause ?? (own == word.Cause ? null : own) };
        Confirm(incident, id, word.At);
        Heed(incident, $"{(word.Cause is { } cause ? $"the cause is {cause}" : $"the cause is not {word.NotCause}")}, "
            + $"said by {Told(word)} ({id})", word.At);
        return WordReceipt.Accepted(id);
    }

    private void Uncause(Feedback undone, string said, DateTimeOffset now)
    {
        Unconfirm(undone.Id);
        if (_book.Holder(undone.Word.Subject) is { } incident)
        {
            Heed(incident, said, now);
        }
    }

    private void Forgo(FeedbackEntry entry, DateTimeOffset at, string who, string why)
    {
        entry.Record = entry.Record with { UndoneAt = at, UndoneBy = who, UndoneWhy = why };
        Unconfirm(entry.Record.Id);
    }

    /// <summary>Puts what people say now into a record at once; at the next advance it is diagnosed anew with
    /// it.</summary>
    private void Heed(TrackedIncident incident, string said, DateTimeOffset now)
    {
        var own = incident.OwnDiagnosis ?? incident.Record.Diagnosis
            ?? new DiagnosisReport(now, [], "nothing yet");
        var heeded = Heeded(incident, own);
        incident.OwnDiagnosis = ReferenceEquals(heeded, own) ? null : own;
        _book.Reword(incident, heeded, said, now);
    }

    /// <summary>The twin's diagnosis with what people say of this incident, or taught by others.</summary>
    private DiagnosisReport Heeded(TrackedIncident incident, DiagnosisReport own)
    {
        if (Voice.Feedback.Count == 0)
        {
            return own;
        }

        var most = _settings.Diagnosis.MaxEvidence;
        var said = Standing(WordKind.Cause).Select(entry => entry.Record)
            .LastOrDefault(one => _book.Holder(one.Word.Subject) == incident);
        return said is null
            ? SuspectHeeding.Learned(own, LessonsFor(own), most)
            : SuspectHeeding.Said(own, said, FamilyAt(said.Word.Cause), Words, most);
    }

    private MetricFamily FamilyAt(EntityId? entity) => entity is { } named
        ? _alerts.On(named).Where(tracked => AlertReading.IsHarmful(tracked.Alert))
            .OrderByDescending(tracked => tracked.Alert.Severity).ThenBy(tracked => tracked.Alert.StartsAt)
            .Select(tracked => AlertReading.FamilyOf(tracked.Alert)).FirstOrDefault(MetricFamily.Other)
        : MetricFamily.Other;

    /// <summary>Takes the outcome of a diagnosis with what people say; where that changes the cause, its reach is asked
    /// for.</summary>
    private DiagnosisOutcome Heeding(TrackedIncident incident, DiagnosisOutcome outcome)
    {
        var heeded = Heeded(incident, outcome.Report);
        incident.OwnDiagnosis = ReferenceEquals(heeded, outcome.Report) ? null : outcome.Report;
        incident.IsReachDue = !heeded.Suspects.IsEmpty
            && heeded.Suspects[0].Entity != outcome.Report.Suspects.FirstOrDefault()?.Entity;
        return outcome with { Report = heeded };
    }

    /// <summary>Predicts anew what causes that people changed are expected to impair, of closed incidents
    /// too.</summary>
    private IEnumerable<TwinQuestion> PredictSaid()
    {
        if (_graph is null || Voice.Feedback.Count == 0)
        {
            yield break;
        }

        foreach (var incident in _book.All.Where(one => one.IsReachDue).ToList())
        {
            var question = new FloodQuestion(_settings.Flood.Request(
                FloodDirection.TowardDependents, [new FloodSource(incident.Root, 1)]));
            var isPlaced = !incident.Root.IsNone && _graph.TryIndex(incident.Root, out _);
            if (isPlaced)
            {
                yield return question;
            }

            var reached = question.Answer?.Answers.FirstOrDefault()?.Reached ?? [];
            _book.Predict(incident, Blast(reached.IsDefaultOrEmpty && !incident.Root.IsNone
                ? [new FloodReach(incident.Root, 1, 0, 0)]
                : reached));
        }
    }

    private ImmutableArray<FloodReach> Blast(ImmutableArray<FloodReach> reached) =>
    [
        .. reached.Where(reach => reach.Strength >= _settings.Diagnosis.BlastFloor)
            .OrderByDescending(reach => reach.Strength).ThenBy(reach => reach.Entity)
            .Take(_settings.Correlation.MaxExpected).OrderBy(reach => reach.Entity),
    ];

    /// <summary>What corrections taught, by cause and what was blamed instead.</summary>
    private IEnumerable<LearnedPrior> Lessons() => Voice.Feedback.Select(entry => entry.Record)
        .Where(said => said.Lesson is not null).GroupBy(said => said.Lesson!.Value)
        .OrderBy(group => group.Key.Cause).ThenBy(group => group.Key.InsteadOf)
        .Select(group => LessonOf(group.Key.Cause, group.Key.InsteadOf, [.. group]));

    private List<LearnedPrior> LessonsFor(DiagnosisReport report)
    {
        var listed = report.Suspects.Select(one => one.Entity).ToHashSet();
        return [.. Voice.Feedback.Select(entry => entry.Record)
            .Where(said => said.Lesson is { } lesson && listed.Contains(lesson.Cause)
                && listed.Contains(lesson.InsteadOf))
            .GroupBy(said => said.Lesson!.Value)
            .Select(group => LessonOf(group.Key.Cause, group.Key.InsteadOf, [.. group]))];
    }

    /// <summary>The log-odds of "it is the one that people named", by the rule of succession (Laplace 1774): k
    /// corrections against the incidents that passed without one. It grows with corrections, and every later
    /// incident in which the twin's own first suspect was left standing takes some of it back.</summary>
    private LearnedPrior LessonOf(EntityId cause, EntityId insteadOf, ImmutableArray<Feedback> said)
    {
        var passed = Passed(cause, insteadOf, said.Min(one => one.Word.At));
        var nats = Math.Round(Math.Clamp(
            Math.Log((said.Length + 1.0) / (passed + 1.0)), 0, Words.MaxPrior), 6);
        var who = string.Join(", ", said.Select(one => one.Word.Who).Distinct().Order(StringComparer.Ordinal));
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{cause} was to blame instead of {insteadOf} {said.Length} of {said.Length + passed} times, said by {who}"
                + $": +{nats:0.0#} nats when both are suspected");
        return new LearnedPrior(
            cause, insteadOf, said.Length, passed, nats, sentence, [.. said.Select(one => one.Id)]);
    }

    private int Passed(EntityId cause, EntityId insteadOf, DateTimeOffset since) => _book.All.Count(incident =>
        incident is { IsLive: false, MergedInto: null } && incident.Record.ClosedAt > since
        && incident.Record.Diagnosis is { Suspects: [var first, ..] suspects } && first.Entity == insteadOf
        && suspects.Any(one => one.Entity == cause)
        && !Standing(WordKind.Cause).Any(one => _book.Holder(one.Record.Word.Subject) == incident));
}
