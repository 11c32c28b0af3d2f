using AiopsTwin.House.Tests.Walls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>Code blocks of documents, compiled against the product: as a file, or as statements when they are no
/// file.</summary>
public static class SampleCode
{
    private const string Usings = "global using System; global using System.Collections.Generic; "
        + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<MetadataReference[]> References = new(() => [.. NamedTypes.References()]);

    /// <summary>Complaints of the compiler about the blocks marked <c>csharp</c>.</summary>
    public static IEnumerable<string> Check(string path, string document) =>
        from fence in Fences.Of(document)
        where fence.Language == "csharp"
        from error in Errors(fence.Text)
        select $"{path}:{fence.Line}: {error}";

    private static IEnumerable<string> Errors(string text)
    {
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(text), CSharpSyntaxTree.ParseText(Usings)],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: false));
        return compilation.GetDiagnostics()
            .Where(one => one.Severity == DiagnosticSeverity.Error && one.Id != "CS5001")
            .Select(one => one.ToString());
    }
}
