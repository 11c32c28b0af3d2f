using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Tests;

/// <summary>
/// Tests mirror the code. <c>XTests</c> tests the type or page X; where it tests more than one of them (a law of the
/// whole simulated world, one wire from end to end), the summary of the class names by <c>cref</c> or path what it
/// holds to account, so that a reader still finds the code.
/// </summary>
/// <param name="subjects">Names of types and pages that can be tested.</param>
public sealed partial class MirrorRule(IReadOnlySet<string> subjects)
{
    /// <summary>Types, pages and scripts of the product, and rules and builders of the tests themselves.</summary>
    public static MirrorRule OfRepository()
    {
        var names = Repository.Sources.SelectMany(file => file.Types).Select(SourceFile.NameOf)
            .Where(name => !name.EndsWith("Tests", StringComparison.Ordinal))
            .Concat(Repository.Paths("*.razor").Select(path => Path.GetFileNameWithoutExtension(path)!));
        return new MirrorRule(names.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Test classes of which nobody knows what they test.</summary>
    public IEnumerable<string> Check(SourceFile file) =>
        from type in file.Types.OfType<ClassDeclarationSyntax>()
        let name = type.Identifier.Text
        where name.EndsWith("Tests", StringComparison.Ordinal)
        where type.DescendantNodes().OfType<AttributeSyntax>().Any(item => item.Name.ToString() is "Fact" or "Theory")
        where !IsSubject(name[..^"Tests".Length]) && !Names(type)
        select $"{file.Place(type)}: {name} mirrors no type, and its summary names none";

    // SqliteEventLogTests tests IEventLog on SQLite, TwinBrainStormTests the TwinBrain in storms: a word more that says
    // on what, or in which respect, is welcome.
    private bool IsSubject(string name) =>
        IsType(name)
        || Enumerable.Range(1, Math.Max(0, name.Length - 1))
            .Any(i => char.IsUpper(name[i]) && (IsType(name[i..]) || IsType(name[..i])));

    private bool IsType(string name) => subjects.Contains(name) || subjects.Contains("I" + name);

    private bool Names(ClassDeclarationSyntax type)
    {
        var summary = string.Concat(type.GetLeadingTrivia().Select(trivia => trivia.ToFullString()));
        return Mention().Matches(summary).Any(match =>
            subjects.Contains(match.Groups[1].Value.Split('.')[^1].Split('(')[0].Split('{')[0])
            || Repository.Exists(match.Groups[2].Value is { Length: > 0 } path ? path : "no such path"));
    }

    [GeneratedRegex(
        """(?:cref="([^"]+)")|((?:docs|silo|grains|scenarios|twin-ui|\.ci)/[\w./-]*\w|docker-compose\.yml)""")]
    private static partial Regex Mention();
}
