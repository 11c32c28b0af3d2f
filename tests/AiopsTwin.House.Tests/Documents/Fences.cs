using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>Fenced blocks of a Markdown document.</summary>
public static partial class Fences
{
    /// <summary>The blocks: their language (empty when none is named), their text and the line they begin at.</summary>
    public static IEnumerable<(string Language, string Text, int Line)> Of(string document) =>
        Fence().Matches(document).Select(match => (
            match.Groups[2].Value,
            match.Groups[3].Value,
            document[..match.Index].Count(letter => letter == '\n') + 2));

    /// <summary>The document without its blocks.</summary>
    public static string Without(string document) => Fence().Replace(document, "");

    [GeneratedRegex(@"^( *)```(\w*)[^\n]*\n(.*?)^\1```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
