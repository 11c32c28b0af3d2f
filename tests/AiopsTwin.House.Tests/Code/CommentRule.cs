using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Code;

/// <summary>
/// Comments say why: no banners, no regions, no code put to sleep in a comment, no note of work to do without the
/// number of its issue. No text of the repository names a path of somebody's machine.
/// </summary>
public static partial class CommentRule
{
    /// <summary>Comments of a file that are none.</summary>
    public static IEnumerable<string> Check(SourceFile file)
    {
        foreach (var trivia in file.Unit.DescendantTrivia(descendIntoTrivia: false))
        {
            var place = $"{file.Path}:{trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
            if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            {
                yield return $"{place}: a region hides what should be a type";
            }
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                var text = trivia.ToString();
                if (Banner().IsMatch(text))
                {
                    yield return $"{place}: a banner comment";
                }
                else if (IsCode(text))
                {
                    yield return $"{place}: code put to sleep in a comment";
                }
            }
        }
    }

    /// <summary>Open notes and machine paths in any text.</summary>
    public static IEnumerable<string> Texts(string path, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Note().IsMatch(lines[i]))
            {
                yield return $"{path}:{i + 1}: a note of work to do without an issue's number";
            }

            if (MachinePath().IsMatch(lines[i]))
            {
                yield return $"{path}:{i + 1}: a path of somebody's machine";
            }
        }
    }

    // A sentence may end with a semicolon; code also parses, and is more than words in a row.
    private static bool IsCode(string comment)
    {
        var text = comment.TrimStart('/').Trim();
        if (!text.EndsWith(';') && !text.EndsWith('{'))
        {
            return false;
        }

        var statement = SyntaxFactory.ParseStatement(text.EndsWith('{') ? text + "}" : text);
        return !statement.ContainsDiagnostics
            && statement.FullSpan.Length >= text.Length
            && statement is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: null }] };
    }

    [GeneratedRegex(@"(^/[/*]\s*[-=*#~_+]{3,})|([-=*#~]{5,}\s*(\*/)?$)")]
    private static partial Regex Banner();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b(?!.*#\d)")]
    private static partial Regex Note();

    [GeneratedRegex(@"(?<![\w.~}])/(work|root|home|Users|tmp/wt)/[\w.]|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
