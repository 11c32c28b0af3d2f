using System.Collections.Immutable;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Label selectors as Kubernetes writes them in one line: <c>app=cart,tier!=web,zone in (a, b),!old</c> (documentation,
/// "Labels and selectors").
/// </summary>
internal static class LabelSelectorText
{
    /// <summary>Most terms.</summary>
    private const int MostTerms = 100;

    public static ImmutableArray<LabelTerm> Parse(string text, Place place, ProblemList problems)
    {
        var terms = ImmutableArray.CreateBuilder<LabelTerm>();
        foreach (var part in Split(text))
        {
            if (terms.Count == MostTerms)
            {
                problems.Add(place, $"the selector has more than {MostTerms} terms");
                break;
            }

            if (Term(part) is { Key.Length: > 0 } term)
            {
                terms.Add(term);
            }
            else
            {
                problems.Add(
                    place, $"'{Types.Short(part)}' is not a term of a label selector; write for example app=cart");
            }
        }

        return terms.DrainToImmutable();
    }

    private static LabelTerm? Term(string text)
    {
        foreach (var (word, isNegated) in new[] { (" notin ", true), (" in ", false) })
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at > 0)
            {
                var values = text[(at + word.Length)..].Trim();
                return values is ['(', .., ')']
                    ? new LabelTerm(text[..at].Trim(), Values(values[1..^1]), isNegated)
                    : null;
            }
        }

        foreach (var (word, isNegated) in new[] { ("!=", true), ("==", false), ("=", false) })
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at > 0)
            {
                return new LabelTerm(text[..at].Trim(), [text[(at + word.Length)..].Trim()], isNegated);
            }
        }

        return text.Contains('=', StringComparison.Ordinal)
            ? null
            : new LabelTerm(text.TrimStart('!').Trim(), [], text.StartsWith('!'));
    }

    private static ImmutableArray<string> Values(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    // Commas in brackets belong to a list of values.
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            depth += i < text.Length ? (text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0) : 0;
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
        }
    }
}
