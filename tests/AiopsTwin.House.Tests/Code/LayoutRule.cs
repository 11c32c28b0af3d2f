using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Code;

/// <summary>
/// A file is found by the name of its type, and a type by the name of its folder: namespaces follow folders; one public
/// type with behaviour per file, beside which only the small family it speaks in may stand (records, enums, interfaces,
/// stored state, cases of its own closed hierarchy); and the file bears the name of one of its types (a part of a
/// partial type adds what it holds: <c>TwinGrain.Recovery.cs</c>).
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
        var behaving = isPublic.Where(type => !IsFamily(type)).Select(SourceFile.NameOf).ToArray();
        if (behaving.Length > 1)
        {
            yield return $"{file.Path}: {string.Join(" and ", behaving)} want a file each";
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

    private static bool IsFamily(MemberDeclarationSyntax type) =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax
            or InterfaceDeclarationSyntax
        || IsStored(type)
        || (type is ClassDeclarationSyntax { BaseList.Types: [var parent, ..] } && IsOfTheSameFile(type, parent));

    private static bool IsStored(MemberDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() == "GenerateSerializer");

    // A closed hierarchy reads best on one page: its cases derive from a class of this file or are its exceptions.
    private static bool IsOfTheSameFile(MemberDeclarationSyntax type, BaseTypeSyntax parent)
    {
        var name = parent.Type.ToString();
        return name.EndsWith("Exception", StringComparison.Ordinal)
            || type.Parent!.ChildNodes().OfType<ClassDeclarationSyntax>().Any(other => other.Identifier.Text == name);
    }
}
