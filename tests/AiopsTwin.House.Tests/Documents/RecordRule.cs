using System.Globalization;
using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>Decisions and changes are recorded in one form: an ADR is numbered without a gap and says context, choice,
/// cost and what would change our mind; a line of the changelog begins with what it is.</summary>
public static partial class RecordRule
{
    private static readonly string[] Headings = ["## Context", "## Choice", "## Cost", "## What would change our mind"];

    /// <summary>Complaints about the records of decisions.</summary>
    /// <param name="records">Paths and texts, ordered by path.</param>
    public static IEnumerable<string> Decisions(IEnumerable<(string Path, string Text)> records)
    {
        var expected = 1;
        foreach (var (path, text) in records)
        {
            var number = expected++.ToString("0000", CultureInfo.InvariantCulture);
            if (!path.StartsWith($"docs/adr/{number}-", StringComparison.Ordinal)
                || !text.StartsWith($"# {number}. ", StringComparison.Ordinal))
            {
                yield return $"{path}: should be number {number} in name and title";
            }

            var found = Heading().Matches(text).Select(heading => heading.Value.TrimEnd()).ToArray();
            if (!found.SequenceEqual(Headings))
            {
                yield return $"{path}: its headings are not {string.Join(", ", Headings)}";
            }

            if (text.Split('\n').Length > 80)
            {
                yield return $"{path}: is longer than a page";
            }
        }
    }

    /// <summary>Lines of the changelog of which nobody knows what they are.</summary>
    public static IEnumerable<string> Changes(string path, string text) =>
        from line in text.Split('\n').Select((words, i) => (Words: words, Number: i + 1))
        where line.Words.StartsWith("- ", StringComparison.Ordinal) && !Entry().IsMatch(line.Words)
        select $"{path}:{line.Number}: begins with none of CHANGE, FEATURE, FIX, METHOD";

    [GeneratedRegex("^## .+$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^- (CHANGE|FEATURE|FIX|METHOD) ")]
    private static partial Regex Entry();
}
