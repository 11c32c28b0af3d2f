using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Code;
using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>
/// Public nouns of Engine and Contracts are words of the glossary: every word of a public type's name is a word of some
/// term in a first column of docs/GLOSSARY.md. <c>I…Grain</c> is the grain of what stands between; plurals are the
/// same word.
/// </summary>
/// <param name="words">Words of the glossary, in lower case and singular.</param>
public sealed partial class GlossaryRule(IReadOnlySet<string> words)
{
    /// <summary>Reads the terms of a glossary.</summary>
    public static GlossaryRule Of(string glossary) => new(Row().Matches(glossary)
        .SelectMany(row => Letters().Matches(row.Groups[1].Value))
        .Select(word => Singular(word.Value))
        .ToHashSet(StringComparer.Ordinal));

    /// <summary>Public types of a file whose names use words the glossary does not explain.</summary>
    public IEnumerable<string> Check(SourceFile file) =>
        from type in file.Types
        where SourceFile.IsPublic(type)
        let name = SourceFile.NameOf(type)
        from word in NameRule.Words(Plain(name)).Select(Singular).Distinct()
        where !words.Contains(word)
        select $"{file.Place(type)}: '{word}' of {name} is in no term of docs/GLOSSARY.md";

    private static string Plain(string name) => name is ['I', >= 'A' and <= 'Z', ..] ? name[1..] : name;

    private static string Singular(string word)
    {
        var small = word.ToLowerInvariant();
        return small.EndsWith("ies", StringComparison.Ordinal) && small.Length > 6 ? $"{small[..^3]}y"
            : small.EndsWith("ss", StringComparison.Ordinal) || small.EndsWith("is", StringComparison.Ordinal)
                || small.EndsWith("us", StringComparison.Ordinal) ? small
            : small.EndsWith('s') && small.Length > 3 ? small[..^1]
            : small;
    }

    [GeneratedRegex(@"^\|([^|\n]+)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();
}
