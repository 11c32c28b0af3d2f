using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>A document's relative links lead to files of the repository, and its anchors to headings.</summary>
/// <param name="read">Text of a path of the repository; empty for a folder; null when nothing stands there.</param>
public sealed partial class LinkRule(Func<string, string?> read)
{
    /// <summary>Links of a document that lead nowhere.</summary>
    public IEnumerable<string> Check(string path, string text)
    {
        foreach (Match link in Link().Matches(Fences.Without(text)))
        {
            var target = link.Groups[1].Value;
            if (target.Contains("://", StringComparison.Ordinal)
                || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            var parts = target.Split('#', 2);
            var full = parts[0].Length == 0 ? path : Resolve(path, parts[0]);
            if (read(full) is not { } found)
            {
                yield return $"{path}: {target} leads nowhere";
            }
            else if (parts.Length == 2 && !Anchors(found).Contains(parts[1]))
            {
                yield return $"{path}: {target} leads to no heading";
            }
        }
    }

    private static string Resolve(string from, string target)
    {
        var parts = new Stack<string>(from.Split('/')[..^1]);
        foreach (var part in target.TrimEnd('/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.Pop();
            }
            else if (part != ".")
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }

    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Fences.Without(text)).Select(heading => Unwanted()
            .Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "")
            .Replace(' ', '-'));

    [GeneratedRegex(@"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unwanted();
}
