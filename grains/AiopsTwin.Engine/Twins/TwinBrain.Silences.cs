using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Silences. What matches one opens nothing and tells nobody while it lasts; what still fires at its end is judged
/// then. An incident that is known already keeps its alerts: where a silence matches all that fires in it, it is
/// marked, and nobody is told of it again.
/// </summary>
public sealed partial class TwinBrain
{
    private SilenceBook? _silences;

    /// <summary>Silences that have not ended, by end; then the ended, the newest first.</summary>
    public ImmutableArray<SilenceLine> Silences()
    {
        var now = State.Now ?? DateTimeOffset.MinValue;
        var held = HeldBy(tracked => Silencing(tracked)?.Id);
        return
        [
            .. Voice.Silences.OrderBy(silence => silence.Until <= now)
                .ThenBy(silence => silence.Until <= now ? -silence.Until.UtcTicks : silence.Until.UtcTicks)
                .ThenBy(silence => silence.Id, StringComparer.Ordinal)
                .Select(silence => new SilenceLine(
                    silence, silence.IsActive(now), held[silence.Id].Count(), Listed(held[silence.Id]))),
        ];
    }

    private WordReceipt AddSilence(OperatorWord word)
    {
        var now = word.At;
        var same = Voice.Silences.Find(one => one.Until > now && one.From == word.From && one.Until == word.Until
            && one.Matchers.SequenceEqual(word.Matchers));
        if (same is not null)
        {
            return WordReceipt.Accepted(same.Id);
        }

        var problem = SilenceRules.Check(word, Words)
            ?? (Voice.Silences.Count(one => one.Until > now) >= Words.MaxSilences
                ? $"{Words.MaxSilences} silences have not ended yet; end one first" : null);
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"SIL-{Voice.NextSilence++}");
        Voice.Silences.Add(new Silence(id, word.Matchers, word.From, word.Until, word.Who, word.Why));
        ForgetEnded(now);
        return WordReceipt.Accepted(id);
    }

    private WordReceipt Expire(OperatorWord word)
    {
        var place = Voice.Silences.FindIndex(one => one.Id == word.Subject);
        if (place < 0)
        {
            return WordReceipt.Refused($"there is no silence {word.Subject}");
        }

        var silence = Voice.Silences[place];
        if (silence.Until > word.At)
        {
            Voice.Silences[place] = silence with
            {
                From = silence.From < word.At ? silence.From : word.At,
                Until = word.At,
                ExpiredBy = word.Who,
                ExpiredWhy = word.Why,
            };
        }

        return WordReceipt.Accepted(silence.Id);
    }

    private void ForgetEnded(DateTimeOffset now)
    {
        var ended = Voice.Silences.Where(one => one.Until <= now).OrderBy(one => one.Until).ToList();
        foreach (var old in ended.Take(Math.Max(0, ended.Count - Words.EndedSilences)))
        {
            Voice.Silences.Remove(old);
        }
    }

    /// <summary>The silence that withholds an alert now; null when none does.</summary>
    private Silence? Silencing(TrackedAlert tracked) => _silences?.Match(tracked.Alert);

    /// <summary>Takes note of which silences are in force.</summary>
    /// <returns>True when that changed.</returns>
    private bool Quieten(DateTimeOffset now)
    {
        var active = Voice.Silences.Count == 0 ? [] : Voice.Silences.FindAll(one => one.IsActive(now));
        foreach (var due in Voice.Silences.Select(one => one.From > now ? one.From : one.Until))
        {
            State.CorrelateAt = due <= now || State.CorrelateAt < due ? State.CorrelateAt : due;
        }

        var before = _silences;
        _silences = active.Count == 0 ? null : new SilenceBook(active, _graph);
        if (before is null && _silences is null && !_hasNewWords)
        {
            return false;
        }

        foreach (var incident in _book.Live)
        {
            var firing = _alerts.HarmOf(incident.Id).FindAll(tracked => tracked.IsActive);
            _book.Hush(incident, firing.Count > 0 && firing.TrueForAll(tracked => Silencing(tracked) is not null));
        }

        return before is null || !before.IsOf(active);
    }
}
