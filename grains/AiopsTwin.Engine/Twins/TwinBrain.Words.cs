using System.Globalization;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// What people say. A word is a command that either stands from then on or is refused for a reason; said again while it
/// stands it changes nothing. People's words are heard between two advances, and what follows from them for the rest
/// of the twin follows at the next.
/// </summary>
public sealed partial class TwinBrain
{
    private VoiceState Voice => State.Voice;

    private WordSettings Words => _settings.Words;

    /// <summary>Hears what a person says.</summary>
    /// <param name="word">The word.</param>
    /// <returns>Whether it stands, and under which id.</returns>
    public WordReceipt Hear(OperatorWord word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (string.IsNullOrWhiteSpace(word.Who))
        {
            return WordReceipt.Refused("say who says it");
        }

        var receipt = word.Kind switch
        {
            WordKind.Merge or WordKind.Split or WordKind.Cause => HearFeedback(word),
            WordKind.Undo => Undo(word),
            WordKind.Silence => AddSilence(word),
            WordKind.Expire => Expire(word),
            WordKind.Answer => HearAnswer(word),
            WordKind.Lift => Lift(word),
            WordKind.Restore => Restore(word),
            _ => WordReceipt.Refused($"nobody can say '{word.Kind}'"),
        };
        if (receipt.IsAccepted)
        {
            _isStirred = true;
            _hasNewWords = true;
            State.NextIncident = _book.NextNumber;
            Overhear();
        }

        return receipt;
    }

    /// <summary>Everything people said about incidents, newest first, and what it taught.</summary>
    public FeedbackBook Feedback() => new(
        [.. Voice.Feedback.Select(entry => entry.Record).Reverse()], [.. Lessons()])
    {
        Forgotten = Voice.FeedbackForgotten,
    };

    private WordReceipt HearFeedback(OperatorWord word)
    {
        var same = Voice.Feedback.Find(entry => entry.Record.IsStanding && entry.Record.Word.Claim == word.Claim);
        if (same is not null)
        {
            return WordReceipt.Accepted(same.Record.Id, same.Record.Part);
        }

        if (Voice.Feedback.Count >= Words.MaxFeedback && Forgettable() is null)
        {
            return WordReceipt.Refused(
                $"{Words.MaxFeedback} words stand about incidents that are remembered; undo one first");
        }

        var incident = _book.Find(word.Subject);
        var problem = incident is null ? $"there is no incident {word.Subject}"
            : incident.MergedInto is { } into ? $"{word.Subject} is part of {into}; say it of that"
            : null;
        if (problem is not null)
        {
            return WordReceipt.Refused(problem);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"W-{Voice.NextWord}");
        var receipt = word.Kind switch
        {
            WordKind.Merge => MergeSaid(word, incident!, id),
            WordKind.Split => SplitSaid(word, incident!, id),
            _ => CauseSaid(word, incident!, id),
        };
        if (receipt.IsAccepted)
        {
            Voice.NextWord++;
        }

        return receipt;
    }

    private void Keep(string id, OperatorWord word, string? part = null, MergedBefore? before = null)
    {
        if (Voice.Feedback.Count >= Words.MaxFeedback && Forgettable() is { } oldest)
        {
            Voice.Feedback.Remove(oldest);
            Voice.FeedbackForgotten++;
        }

        Voice.Feedback.Add(new FeedbackEntry(new Feedback(id, word, part, null)) { Before = before });
    }

    /// <summary>The oldest word that is undone, else the oldest about an incident no longer remembered.</summary>
    private FeedbackEntry? Forgettable() => Voice.Feedback.Find(entry => !entry.Record.IsStanding)
        ?? Voice.Feedback.Find(entry => _book.Find(entry.Record.Word.Subject) is null);

    private WordReceipt Undo(OperatorWord word)
    {
        var entry = Voice.Feedback.Find(one => one.Record.Id == word.Subject);
        if (entry is null)
        {
            return WordReceipt.Refused($"nobody said {word.Subject}");
        }

        if (entry.Record.IsStanding)
        {
            Retract(entry, word);
        }

        return WordReceipt.Accepted(entry.Record.Id, entry.Record.Part);
    }

    private void Retract(FeedbackEntry entry, OperatorWord word)
    {
        entry.Record = entry.Record with { UndoneAt = word.At, UndoneBy = word.Who, UndoneWhy = word.Why };
        var said = $"{entry.Record.Id} undone by {Told(word)}";
        var about = entry.Record.Word;
        switch (about.Kind)
        {
            case WordKind.Merge:
                Unmerge(entry, said, word.At);
                break;
            case WordKind.Split:
                Unpart(entry.Record, said, word.At);
                break;
            default:
                Uncause(entry.Record, said, word.At);
                break;
        }
    }

    /// <summary>Who said it, and why when that was said.</summary>
    private static string Told(OperatorWord word) =>
        string.IsNullOrWhiteSpace(word.Why) ? word.Who : $"{word.Who}: {word.Why.TrimEnd('.')}";

    private IEnumerable<FeedbackEntry> Standing(WordKind kind) =>
        Voice.Feedback.Where(entry => entry.Record.IsStanding && entry.Record.Word.Kind == kind);
}
