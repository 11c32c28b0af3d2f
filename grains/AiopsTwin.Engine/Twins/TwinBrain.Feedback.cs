using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Incidents that people merge and part. As long as such a word stands, the twin does not merge again what was parted,
/// and takes nothing out of what was merged or parted: it may only add what it finds. Undone, the word never was, and
/// the twin goes on by itself.
/// </summary>
public sealed partial class TwinBrain
{
    private WordReceipt MergeSaid(OperatorWord word, TrackedIncident from, string id)
    {
        var into = word.Into is { } name ? _book.Find(name) : null;
        var problem = into is null ? $"there is no incident {word.Into}"
            : into == from ? $"{from.Id} cannot be merged into itself"
            : into.MergedInto is { } next ? $"{into.Id} is part of {next}; merge into that"
            : !from.IsLive || !into.IsLive
                ? $"{(from.IsLive ? into : from).Id} is closed; only what is not can be merged"
            : SplitBetween(from, into) is { } split
                ? $"{split.Word.Who} parted them ({split.Id}); undo that first"
            : null;
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        Keep(id, word, before: _book.MergeByWord(into!, from, $"{Told(word)} ({id})", word.At));
        return WordReceipt.Accepted(id);
    }

    private WordReceipt SplitSaid(OperatorWord word, TrackedIncident whole, string id)
    {
        var all = _alerts.Of(whole.Id);
        var prints = word.Alerts.ToHashSet(StringComparer.Ordinal);
        var leaving = all.FindAll(one =>
            prints.Contains(one.Alert.Fingerprint) || word.Entities.Contains(one.Alert.Entity));
        var problem = !whole.IsLive ? $"{whole.Id} is closed; only what is not can be parted"
            : prints.Count == 0 && word.Entities.IsEmpty ? "name alerts or entities that leave"
            : leaving.Count == 0 ? $"{whole.Id} has no such alert"
            : !leaving.Exists(one => one.IsHarm) ? "what leaves must hold an alert of harm"
            : all.TrueForAll(one => !one.IsHarm || leaving.Contains(one)) ? $"nothing would be left of {whole.Id}"
            : null;
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        var harm = leaving.FindAll(one => one.IsHarm);
        var part = _book.PartByWord(whole, leaving, OnsetOf(harm), $"{Told(word)} ({id})", word.At);
        part.Root = harm.OrderByDescending(one => one.Alert.Severity).ThenBy(one => one.Alert.StartsAt)
            .ThenBy(one => one.Alert.Entity).First().Alert.Entity;
        Keep(id, word, part.Id);
        return WordReceipt.Accepted(id, part.Id);
    }

    private void Unmerge(FeedbackEntry entry, string said, DateTimeOffset now)
    {
        if (_book.Find(entry.Record.Word.Subject) is { MergedInto: not null } from && entry.Before is { } before)
        {
            _book.UnmergeByWord(from, before, said, now);
        }
    }

    private void Unpart(Feedback split, string said, DateTimeOffset now)
    {
        if (_book.Holder(split.Word.Subject) is { IsLive: true } whole
            && _book.Holder(split.Part) is { IsLive: true } part && whole != part)
        {
            _book.UnpartByWord(whole, part, said, now);
        }
    }

    /// <summary>True while a person's word keeps two incidents, or what they were merged into, apart.</summary>
    private bool AreApart(TrackedIncident left, TrackedIncident right) => SplitBetween(left, right) is not null;

    private Feedback? SplitBetween(TrackedIncident left, TrackedIncident right) => Voice.Feedback.Count == 0
        ? null
        : Standing(WordKind.Split).Select(entry => entry.Record).FirstOrDefault(split =>
        {
            var (whole, part) = (_book.Holder(split.Word.Subject), _book.Holder(split.Part));
            return (whole == left && part == right) || (whole == right && part == left);
        });

    /// <summary>True while a person's word says what belongs to an incident: the twin takes nothing out of
    /// it.</summary>
    private bool IsHeldTogether(TrackedIncident incident) => WordAbout(incident) is not null;

    /// <summary>The newest merge or split that made an incident what it is; null when none did.</summary>
    private Feedback? WordAbout(TrackedIncident incident) => Voice.Feedback.Count == 0
        ? null
        : Voice.Feedback.Where(entry => entry.Record.IsStanding).Select(entry => entry.Record).LastOrDefault(
            said => said.Word.Kind is WordKind.Merge or WordKind.Split
                && (_book.Holder(said.Word.Subject) == incident || _book.Holder(said.Part) == incident));

    /// <summary>Incidents one cause covers and nobody parted: the first, and what may be merged into it. Where there is
    /// none, the incident that people merged and of which it explains something: one cause never covers that
    /// whole.</summary>
    private List<TrackedIncident> Homes(Cause cause)
    {
        var homes = new List<TrackedIncident>();
        foreach (var incident in Covered(cause))
        {
            if (!homes.Exists(other => AreApart(incident, other)))
            {
                homes.Add(incident);
            }
        }

        if (homes.Count == 0 && Standing(WordKind.Merge).Select(entry => _book.Holder(entry.Record.Word.Subject))
            .FirstOrDefault(merged => merged is { IsLive: true } && _alerts.HarmOf(merged.Id).Exists(
                tracked => tracked.IsActive && cause.Explained.Contains(tracked.Alert.Entity))) is { } home)
        {
            homes.Add(home);
        }

        return homes;
    }

    /// <summary>A person's word by which an alert is where it is, as the end of a sentence; empty when there is
    /// none.</summary>
    private string SaidOf(TrackedAlert tracked, TrackedIncident incident)
    {
        if (WordAbout(incident) is not { } said || !Concerns(said, tracked))
        {
            return "";
        }

        var verb = said.Word.Kind == WordKind.Merge
            ? $"merged {said.Word.Subject} into it"
            : said.Part == incident.Id ? $"parted it from {said.Word.Subject}" : $"parted {said.Part} from it";
        return $"; {said.Word.Who} {verb} ({said.Id})";
    }

    /// <summary>The word that keeps an alert's own incident and another apart, as the end of a sentence.</summary>
    private string SaidApart(string own, TrackedIncident other) =>
        _book.Find(own) is { } home && SplitBetween(home, other) is { } split
            ? $"; {Told(split.Word)}, who parted the two ({split.Id})"
            : "";

    /// <summary>That an alert is listed as support only, as the end of a sentence.</summary>
    private string WhyOnlyListed(TrackedAlert tracked) => tracked.Join == AlertJoin.Supporting
        ? $"; it {WhyHeld(tracked) ?? "was withheld"}, and is listed as support"
        : "";

    private bool Concerns(Feedback said, TrackedAlert tracked) => said.Word.Kind == WordKind.Split
        || _book.Find(said.Word.Subject)?.Members.Contains(tracked.Alert.Entity) == true;
}
