using System.Globalization;
using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Wire;

/// <summary>What crosses a grain call or is stored has a name and numbers that outlive the code: each serialized type
/// bears an alias of its own beginning with <c>aiopstwin.</c>, and the ids of its members count from zero without a gap
/// or a repeat. The number of a member that is gone is never given again: a comment says <c>Retired id 3: why</c>.
/// </summary>
public static partial class WireRule
{
    /// <summary>Serialized types of a file without a lasting name, or with ids that do not count.</summary>
    public static IEnumerable<string> Check(SourceFile file)
    {
        foreach (var type in Serialized(file))
        {
            var name = type.Identifier.Text;
            var isEmptyBase = type.Modifiers.Any(word => word.Text == "abstract") && !Ids(type).Any();
            if (AliasOf(type) is not { } alias)
            {
                if (!isEmptyBase)
                {
                    yield return $"{file.Place(type)}: {name} has no alias";
                }
            }
            else if (!alias.StartsWith("aiopstwin.", StringComparison.Ordinal))
            {
                yield return $"{file.Place(type)}: the alias {alias} does not begin with aiopstwin.";
            }

            var ids = Ids(type).Concat(Retired(type)).Order().ToArray();
            if (!ids.SequenceEqual(Enumerable.Range(0, ids.Length)))
            {
                yield return $"{file.Place(type)}: the ids of {name} are {string.Join(", ", ids)}";
            }
        }
    }

    /// <summary>Aliases that more than one type bears.</summary>
    public static IEnumerable<string> Shared(IEnumerable<SourceFile> files) =>
        from file in files
        from type in Serialized(file)
        let alias = AliasOf(type)
        where alias is not null
        group $"{type.Identifier.Text} ({file.Path})" by alias into bearers
        where bearers.Count() > 1
        select $"{bearers.Key}: {string.Join(", ", bearers)}";

    private static IEnumerable<TypeDeclarationSyntax> Serialized(SourceFile file) =>
        file.Unit.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => Attributes(type.AttributeLists, "GenerateSerializer").Any());

    private static string? AliasOf(TypeDeclarationSyntax type) =>
        Attributes(type.AttributeLists, "Alias").Select(Argument).OfType<LiteralExpressionSyntax>()
            .Select(literal => literal.Token.ValueText).FirstOrDefault();

    private static IEnumerable<int> Ids(TypeDeclarationSyntax type)
    {
        var positional = type.ParameterList?.Parameters.Select(parameter => parameter.AttributeLists) ?? [];
        var members = type.Members.Select(member => member.AttributeLists);
        return positional.Concat(members)
            .SelectMany(lists => Attributes(lists, "Id"))
            .Select(attribute => int.Parse(Argument(attribute)!.ToString(), CultureInfo.InvariantCulture));
    }

    private static IEnumerable<int> Retired(TypeDeclarationSyntax type) =>
        RetiredId().Matches(type.ToFullString())
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"// Retired id (\d+): \w")]
    private static partial Regex RetiredId();

    private static ExpressionSyntax? Argument(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression;

    private static IEnumerable<AttributeSyntax> Attributes(
        Microsoft.CodeAnalysis.SyntaxList<AttributeListSyntax> lists, string name) =>
        lists.SelectMany(list => list.Attributes).Where(attribute => attribute.Name.ToString() == name);
}
