using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>The types that source files name, as the compiler understands them: also through <c>var</c>, members,
/// inference and extension methods, which a search for words would miss.</summary>
/// <param name="compilation">What the files mean.</param>
public sealed class NamedTypes(CSharpCompilation compilation)
{
    private static readonly string[] Implicit =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
         "System.Threading.Tasks"];

    /// <summary>Compiles files together, against everything this process runs with.</summary>
    public static NamedTypes Of(IEnumerable<SourceFile> files)
    {
        var trees = files.Select(file => file.Unit.SyntaxTree).Append(
            CSharpSyntaxTree.ParseText(string.Concat(Implicit.Select(space => $"global using global::{space};\n"))));
        return new NamedTypes(CSharpCompilation.Create(
            "House", trees, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
    }

    /// <summary>Assemblies this process runs with, except the named ones.</summary>
    public static IEnumerable<MetadataReference> References(params string[] without) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => !without.Contains(Path.GetFileNameWithoutExtension(path)))
        .Select(path => MetadataReference.CreateFromFile(path));

    /// <summary>Every type a file names, with the place of the name; each type once per file.</summary>
    public IEnumerable<(INamedTypeSymbol Type, string Place)> In(SourceFile file)
    {
        var model = compilation.GetSemanticModel(file.Unit.SyntaxTree);
        return file.Unit.DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
            .SelectMany(name => TypesOf(model, name).Select(type => (Type: type, Place: file.Place(name))))
            .DistinctBy(named => named.Type, SymbolEqualityComparer.Default);
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols.AsEnumerable())
        {
            var type = symbol switch
            {
                INamedTypeSymbol named => named,
                INamespaceSymbol => null,
                _ => symbol.ContainingType,
            };
            if (type is not null)
            {
                yield return type.OriginalDefinition;
            }
        }

        if (model.GetTypeInfo(name).Type is INamedTypeSymbol inferred)
        {
            yield return inferred.OriginalDefinition;
        }
    }
}
