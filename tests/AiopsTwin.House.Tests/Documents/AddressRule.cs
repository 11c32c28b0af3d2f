using System.Text.RegularExpressions;
using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Documents;

/// <summary>Addresses that documents print are addresses the silo serves.</summary>
/// <param name="served">Served addresses, with variable parts in braces.</param>
public sealed partial class AddressRule(IReadOnlyCollection<string> served)
{
    private readonly string[][] _served = [.. served.Select(address => address.Split('/'))];

    /// <summary>Addresses mapped by source files; those that begin in the API's group are given its prefix as well.
    /// </summary>
    public static AddressRule Of(IEnumerable<SourceFile> files)
    {
        var mapped = files.SelectMany(file => file.Unit.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(call => call.Expression is MemberAccessExpressionSyntax member
                && member.Name.Identifier.Text.StartsWith("Map", StringComparison.Ordinal))
            .Select(call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression)
            .OfType<LiteralExpressionSyntax>()
            .Select(literal => literal.Token.ValueText)
            .Where(address => address.StartsWith('/'))
            .ToArray();
        return new AddressRule([.. mapped, .. mapped.Select(address => "/api/v1" + address)]);
    }

    /// <summary>Addresses of a document that nobody serves.</summary>
    public IEnumerable<string> Check(string path, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (Match address in Address().Matches(lines[i]))
            {
                var parts = address.Groups[1].Value.TrimEnd('.', '/').Split('/');
                if (!address.Value.Contains("...", StringComparison.Ordinal) && !_served.Any(one => Fits(one, parts)))
                {
                    yield return $"{path}:{i + 1}: nobody serves {address.Value}";
                }
            }
        }
    }

    private static bool Fits(string[] served, string[] parts) =>
        served.Length == parts.Length
        && served.Zip(parts).All(pair => pair.First == pair.Second || pair.First.Contains('{'));

    [GeneratedRegex(
        @"(?<![\w./-])(?:http://localhost:5080)?((?:/api/v1|/ingest|/openapi|/health)/[\w{}./-]+|/metrics\b)")]
    private static partial Regex Address();
}
