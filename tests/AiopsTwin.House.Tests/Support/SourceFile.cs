using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Support;

/// <summary>A C# file; parsed when first asked for.</summary>
/// <param name="path">Path from the root, with forward slashes.</param>
/// <param name="text">The text.</param>
public sealed class SourceFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> _unit = new(() =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, path).GetCompilationUnitRoot());

    /// <summary>Path from the root, with forward slashes.</summary>
    public string Path { get; } = path;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>The syntax tree's root.</summary>
    public CompilationUnitSyntax Unit => _unit.Value;

    /// <summary>Whether it belongs to tests, their builders or benchmarks.</summary>
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Types of the file that are not nested, in their order.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types =>
        Unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Where a node stands, for people.</summary>
    public string Place(SyntaxNode node) =>
        $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>Name of a type or delegate.</summary>
    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => "",
    };

    /// <summary>Whether a declaration bears the word <c>public</c>.</summary>
    public static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);
}
