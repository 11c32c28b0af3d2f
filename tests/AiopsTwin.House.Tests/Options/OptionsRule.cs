using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Options;

/// <summary>
/// A feature's options are one sealed class that names its section and documents each member; times are durations,
/// never a number of some unit; and each class has its rows in the table of docs/OPERATIONS.md.
/// </summary>
public static partial class OptionsRule
{
    /// <summary>What an options class of the product lacks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="operations">Text of the operations document.</param>
    public static IEnumerable<string> Check(SourceFile file, string operations)
    {
        foreach (var type in file.Types.OfType<ClassDeclarationSyntax>()
            .Where(type => type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal)))
        {
            if (!type.Modifiers.Any(word => word.Text == "sealed"))
            {
                yield return $"{file.Place(type)}: is not sealed";
            }

            var section = Section().Match(type.ToString());
            if (!section.Success)
            {
                yield return $"{file.Place(type)}: names no section (const string SectionName)";
            }

            foreach (var member in type.Members.OfType<PropertyDeclarationSyntax>())
            {
                foreach (var complaint in Complaints(member, section.Groups[1].Value, operations))
                {
                    yield return $"{file.Place(member)}: {member.Identifier.Text} {complaint}";
                }
            }
        }
    }

    private static IEnumerable<string> Complaints(PropertyDeclarationSyntax member, string section, string operations)
    {
        var name = member.Identifier.Text;
        if (!member.GetLeadingTrivia().ToFullString().Contains("<summary>", StringComparison.Ordinal))
        {
            yield return "is not documented";
        }

        if (Unit().IsMatch(name) && member.Type.ToString() is not ("TimeSpan" or "TimeSpan?"))
        {
            yield return "is a time without the type of one";
        }

        if (member.AttributeLists.ToString().Contains("Range(typeof(", StringComparison.Ordinal))
        {
            yield return "has bounds that are read without a lock when first used; a duration takes DurationRange";
        }

        if (!operations.Contains($"| `{section}:{name}` |", StringComparison.Ordinal))
        {
            yield return $"has no row {section}:{name} in docs/OPERATIONS.md";
        }
    }

    [GeneratedRegex(@"const string SectionName = ""(\w+)""")]
    private static partial Regex Section();

    [GeneratedRegex("(Ms|Milliseconds|Seconds|Minutes|Hours|Days)$")]
    private static partial Regex Unit();
}
