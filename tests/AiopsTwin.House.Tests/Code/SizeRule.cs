using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Code;

/// <summary>
/// A page fits a reader: 400 lines a file, 60 lines a method, 120 columns, 5 parameters. Positional parameters of a
/// record are its members, documented one by one and given by name where two could be swapped, and those of a generated
/// log method the values of its message, named there; both are data and not counted. Neither are attributes and doc
/// comments of a method, nor anything in generated code.
/// </summary>
public static class SizeRule
{
    private const int FileLines = 400;
    private const int MethodLines = 60;
    private const int Columns = 120;
    private const int Parameters = 5;

    /// <summary>Whatever is too long in a file.</summary>
    public static IEnumerable<string> Check(SourceFile file) =>
        Lines(file.Path, file.Text)
            .Concat(file.Unit.DescendantNodes().SelectMany(node => Bodies(file, node)))
            .Concat(file.Unit.DescendantNodes().OfType<ParameterListSyntax>().SelectMany(list => Lists(file, list)));

    /// <summary>Long files and lines of any text.</summary>
    public static IEnumerable<string> Lines(string path, string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length > FileLines)
        {
            yield return $"{path}: {lines.Length} lines, at most {FileLines}";
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd('\r').Length > Columns)
            {
                yield return $"{path}:{i + 1}: {lines[i].Length} columns, at most {Columns}";
            }
        }
    }

    private static IEnumerable<string> Bodies(SourceFile file, SyntaxNode node)
    {
        SyntaxNode? body = node switch
        {
            BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
            PropertyDeclarationSyntax { ExpressionBody: { } expression } => expression,
            _ => null,
        };
        if (body is null)
        {
            yield break;
        }

        var first = node.GetFirstToken();
        if (node is MemberDeclarationSyntax { AttributeLists: [.., var last] })
        {
            first = last.GetLastToken().GetNextToken();
        }

        var start = first.GetLocation().GetLineSpan().StartLinePosition.Line;
        var end = node.GetLocation().GetLineSpan().EndLinePosition.Line;
        if (end - start + 1 > MethodLines)
        {
            yield return $"{file.Place(node)}: a body of {end - start + 1} lines, at most {MethodLines}";
        }
    }

    private static bool IsLogMessage(SyntaxNode? node) =>
        node is MethodDeclarationSyntax { Body: null, ExpressionBody: null } method
        && method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() == "LoggerMessage");

    private static IEnumerable<string> Lists(SourceFile file, ParameterListSyntax list)
    {
        var isData = list.Parent is RecordDeclarationSyntax || IsLogMessage(list.Parent);
        if (!isData && list.Parameters.Count > Parameters)
        {
            yield return $"{file.Place(list)}: {list.Parameters.Count} parameters, at most {Parameters}";
        }
    }
}
