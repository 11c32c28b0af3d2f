using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiopsTwin.House.Tests.Code;

/// <summary>
/// No component, case or file of a labelled recording is named in the product: whoever names one could be tuned to it.
/// Texts and comments of code are read as words; identifiers are not, as they decide nothing.
/// </summary>
/// <param name="names">The names.</param>
public sealed class RecordedNameRule(IEnumerable<string> names)
{
    // Too short, or an ordinary word, to be the name of anything in particular.
    private const int ShortestName = 4;

    private readonly string[] _names = [.. names.Where(name => name.Length >= ShortestName)
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>Texts of a file in which a name stands as a word of its own.</summary>
    public IEnumerable<string> Check(SourceFile file) =>
        from token in file.Unit.DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken)
            || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
        from name in _names
        where Stands(token.ValueText, name)
        select $"{file.Place(token.Parent!)}: '{name}' is the name of something recorded";

    private static bool Stands(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
