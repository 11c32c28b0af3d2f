using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Code;

/// <summary>Names say what a thing is: words that fit everything are banned from the names of types.</summary>
public static partial class NameRule
{
    private static readonly string[] Banned =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Processor", "Data", "Info", "Dto"];

    /// <summary>Types of a file whose names say nothing.</summary>
    public static IEnumerable<string> Check(SourceFile file) =>
        from type in file.Unit.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        let name = SourceFile.NameOf(type)
        from word in Words(name).Intersect(Banned)
        select $"{file.Place(type)}: '{word}' in {name} says nothing";

    /// <summary>The words of a Pascal-cased name.</summary>
    public static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
