using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A person's word as a form fills it in. <see cref="Read"/> makes the word of it, or says what is
/// missing.</summary>
public sealed class WordDraft
{
    private const int DefaultHours = 2;

    /// <summary>What is said.</summary>
    public WordKind Kind { get; set; } = WordKind.Cause;

    /// <summary>Who says it.</summary>
    public string Who { get; set; } = "";

    /// <summary>Why.</summary>
    public string Why { get; set; } = "";

    /// <summary>Merge: the incident that survives.</summary>
    public string Into { get; set; } = "";

    /// <summary>Split: entities that leave.</summary>
    public HashSet<EntityId> Leaving { get; } = [];

    /// <summary>Cause: what it is, as typed.</summary>
    public string Cause { get; set; } = "";

    /// <summary>Cause: what it is not, as typed.</summary>
    public string NotCause { get; set; } = "";

    /// <summary>Silence: conditions, one a line or separated by commas.</summary>
    public string Matchers { get; set; } = "";

    /// <summary>Silence: how long, in hours.</summary>
    public double Hours { get; set; } = DefaultHours;

    /// <summary>Makes the word.</summary>
    /// <param name="subject">What it is about: an incident, a word, a silence, a gate; empty for a new silence.</param>
    /// <param name="now">The twin's clock.</param>
    /// <param name="problem">What is missing; empty when nothing is.</param>
    /// <returns>The word; null when something is missing.</returns>
    public OperatorWord? Read(string subject, DateTimeOffset now, out string problem)
    {
        var cause = EntityOf(Cause, out var causeProblem);
        var notCause = EntityOf(NotCause, out var notProblem);
        const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var matchers = Matchers.Split(['\n', ','], Tidy)
            .Select(text => (Text: text, Matcher: SilenceMatcher.Read(text))).ToList();
        problem = string.IsNullOrWhiteSpace(Who) || string.IsNullOrWhiteSpace(Why) ? "Say who you are and why."
            : Kind switch
            {
                WordKind.Merge when Into.Length == 0 => "Choose the incident it is part of.",
                WordKind.Split when Leaving.Count == 0 => "Choose what leaves.",
                WordKind.Cause when (causeProblem ?? notProblem) is { } wrong => wrong,
                WordKind.Cause when cause is null && notCause is null => "Say what it is, or what it is not.",
                WordKind.Silence when matchers.Count == 0 => "Say which alerts, for example entity=service:web.",
                WordKind.Silence when matchers.Find(one => one.Matcher is null) is { Text: { } text } =>
                    $"'{text}' is no condition; write field=pattern or field!=pattern.",
                WordKind.Silence when !(Hours > 0) => "Say for how many hours.",
                _ => "",
            };
        return problem.Length > 0 ? null : new OperatorWord(Kind, Who.Trim(), Why.Trim(), now, subject)
        {
            Into = Kind == WordKind.Merge ? Into : null,
            Entities = Kind == WordKind.Split ? [.. Leaving.Order()] : [],
            Cause = Kind == WordKind.Cause ? cause : null,
            NotCause = Kind == WordKind.Cause ? notCause : null,
            Matchers = Kind == WordKind.Silence ? [.. matchers.Select(one => one.Matcher!)] : [],
            From = Kind == WordKind.Silence ? now : default,
            Until = Kind == WordKind.Silence ? now + TimeSpan.FromHours(Math.Min(Hours, 10_000)) : default,
        };
    }

    /// <summary>A word about an incident as the list shows it.</summary>
    public static string Told(Feedback said)
    {
        ArgumentNullException.ThrowIfNull(said);
        var word = said.Word;
        return word.Kind switch
        {
            WordKind.Merge => $"{word.Subject} is part of {word.Into}",
            WordKind.Split => $"{said.Part} is a trouble of its own, not part of {word.Subject}",
            _ => $"{word.Subject}: " + string.Join(", ", new[]
            {
                word.Cause is { } cause ? $"it is {cause}" : "",
                word.NotCause is { } other ? $"it is not {other}" : "",
            }.Where(text => text.Length > 0)),
        };
    }

    private static EntityId? EntityOf(string text, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return EntityId.TryParse(text.Trim(), out var id, out problem) ? id : null;
    }
}
