using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>
/// What a silence may be, and what it matches. Patterns know one sign, <c>*</c>: regular expressions written in haste
/// match too much, and hostile ones take for ever.
/// </summary>
public static class SilenceRules
{
    /// <summary>The field that names the entity.</summary>
    public const string Entity = "entity";

    /// <summary>What the field of a label begins with.</summary>
    public const string LabelPrefix = "label.";

    /// <summary>Longest field or pattern, in characters.</summary>
    public const int MaxText = 300;

    private static readonly ImmutableArray<string> Fields = [Entity, "kind", "name", "severity", "source", "metric"];

    /// <summary>What is wrong with a silence; null when nothing is.</summary>
    /// <param name="word">The word that makes it.</param>
    /// <param name="settings">Limits.</param>
    public static string? Check(OperatorWord word, WordSettings settings)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(settings);
        return word.Matchers.IsDefaultOrEmpty ? "a silence needs a condition, for example entity=service:web"
            : word.Matchers.Length > settings.MaxMatchers ? $"a silence has at most {settings.MaxMatchers} conditions"
            : word.Matchers.Select(Check).FirstOrDefault(problem => problem is not null) is { } problem ? problem
            : word.Matchers.All(IsVague) ? "a silence must name something: all its conditions match nearly everything"
            : string.IsNullOrWhiteSpace(word.Why) ? "say why"
            : word.Until <= word.From ? "it ends before it begins"
            : word.Until <= word.At ? "it has ended already"
            : word.Until - word.From > settings.LongestSilence
                ? $"it lasts more than {settings.LongestSilence.TotalDays:0} days"
            : null;
    }

    /// <summary>True when an alert meets a condition.</summary>
    /// <param name="matcher">The condition.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="labels">Labels the map gives its entity; null when it is not on the map.</param>
    public static bool Matches(
        SilenceMatcher matcher, Alert alert, ImmutableSortedDictionary<string, string>? labels)
    {
        ArgumentNullException.ThrowIfNull(matcher);
        ArgumentNullException.ThrowIfNull(alert);
        var value = matcher.Field switch
        {
            Entity => alert.Entity.Text,
            "kind" => alert.Entity.Text[..alert.Entity.Text.IndexOf(':', StringComparison.Ordinal)],
            "name" => alert.Name,
            "severity" => SeverityOf(alert.Severity),
            "source" => alert.Source,
            "metric" => alert.Metric ?? "",
            _ => labels?.GetValueOrDefault(matcher.Field[LabelPrefix.Length..]) ?? "",
        };
        return IsLike(value, matcher.Pattern) != matcher.IsNegated;
    }

    /// <summary>True when a text reads as a pattern says: <c>*</c> is any run of characters. Cost O(text x
    /// pattern).</summary>
    internal static bool IsLike(string text, string pattern)
    {
        var (at, here, star, back) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (here < pattern.Length && pattern[here] == '*')
            {
                (star, back) = (here++, at);
            }
            else if (here < pattern.Length && pattern[here] == text[at])
            {
                (at, here) = (at + 1, here + 1);
            }
            else if (star >= 0)
            {
                (here, at) = (star + 1, ++back);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(here).IndexOfAnyExcept('*') < 0;
    }

    private static string? Check(SilenceMatcher matcher) =>
        !Fields.Contains(matcher.Field) && !(matcher.Field.StartsWith(LabelPrefix, StringComparison.Ordinal)
            && matcher.Field.Length > LabelPrefix.Length)
            ? $"there is no field '{matcher.Field}'; use {string.Join(", ", Fields)} or {LabelPrefix}KEY"
        : matcher.Field.Length > MaxText || matcher.Pattern.Length > MaxText
            ? $"a condition has at most {MaxText} characters a side"
        : matcher.Pattern.Length == 0 && matcher.Field == Entity ? "an entity is never empty"
        : null;

    /// <summary>True for a condition that nothing or nearly nothing fails: one that only rules something out, or reads
    /// as everything does.</summary>
    private static bool IsVague(SilenceMatcher matcher) =>
        matcher.IsNegated || matcher.Pattern.AsSpan().IndexOfAnyExcept('*') < 0;

    private static string SeverityOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => "critical",
        AlertSeverity.Warning => "warning",
        _ => "info",
    };
}
