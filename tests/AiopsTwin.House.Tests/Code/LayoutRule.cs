using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Code;

/// <summary>
/// A file is found by the name of its type, and a type by the name of its folder: namespaces follow folders; one public
/// type per file, unless all of them are a family of records, enums and exceptions; and the file bears the name of one
/// of its types (a part of a partial type adds what it holds: <c>TwinGrain.Recovery.cs</c>).
/// </summary>
public static class LayoutRule
{
    /// <summary>Whatever of a file is in an unexpected place.</summary>
    public static IEnumerable<string> Check(SourceFile file)
    {
        var types = file.Types.ToArray();
        if (types.Length == 0)
        {
            yield break;
        }

        var expected = NamespaceOf(file.Path);
        var actual = file.Unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        if (actual != expected)
        {
            yield return $"{file.Path}: namespace {actual ?? "(none)"}, its folder says {expected}";
        }

        var isPublic = types.Where(SourceFile.IsPublic).ToArray();
        if (isPublic.Length > 1 && !isPublic.All(IsFamily))
        {
            yield return $"{file.Path}: {isPublic.Length} public types, and not a family of records";
        }

        var name = Path.GetFileNameWithoutExtension(file.Path).Split('.')[0];
        if (!types.Any(type => SourceFile.NameOf(type) == name) && !types.All(IsFamily))
        {
            yield return $"{file.Path}: holds no type {name}";
        }
    }

    /// <summary>The namespace a path stands for: project, then folders.</summary>
    public static string NamespaceOf(string path)
    {
        var parts = path.Split('/');
        var (root, skip) = parts[0] switch
        {
            "silo" => ("AiopsTwin.Silo", 1),
            "twin-ui" => ("AiopsTwin.TwinUi", 1),
            _ => (parts[1], 2),
        };
        return string.Join('.', parts[skip..^1].Prepend(root));
    }

    // An interface joins the family of messages it speaks in; a class with behaviour does not.
    private static bool IsFamily(MemberDeclarationSyntax type) =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax
            or InterfaceDeclarationSyntax
        || (type is ClassDeclarationSyntax { BaseList.Types: [var parent, ..] }
            && parent.ToString().EndsWith("Exception", StringComparison.Ordinal));
}
