using AiopsTwin.House.Tests.Support;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiopsTwin.House.Tests.Tests;

/// <summary>
/// Every test can fail by a claim of its own: its body asserts, or calls a method of the test's project that does.
/// A test says its subject, the condition and the outcome in its name.
/// </summary>
public sealed class AssertionRule
{
    private static readonly string[] Claims = ["Assert", "Expect", "Assertions"];

    private readonly HashSet<string> _asserting;
    private readonly SourceFile[] _files;

    /// <summary>Reads the files of one test project, and of the builders it shares.</summary>
    public AssertionRule(IEnumerable<SourceFile> files)
    {
        _files = [.. files];
        var methods = _files.SelectMany(file => file.Unit.DescendantNodes().OfType<MethodDeclarationSyntax>())
            .GroupBy(method => method.Identifier.Text)
            .ToDictionary(group => group.Key, group => group.SelectMany(Called).ToHashSet());
        _asserting = [.. methods.Where(method => method.Value.Overlaps(Claims)).Select(method => method.Key)];
        while (methods.Where(method => method.Value.Overlaps(_asserting)).Any(method => _asserting.Add(method.Key)))
        {
        }
    }

    /// <summary>Tests that claim nothing, and tests whose names are not sentences.</summary>
    public IEnumerable<string> Check() =>
        from file in _files
        from method in file.Unit.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where IsTest(method)
        from complaint in Complaints(method)
        select $"{file.Place(method)}: {method.Identifier.Text} {complaint}";

    private IEnumerable<string> Complaints(MethodDeclarationSyntax method)
    {
        if (!Called(method).Any(name => Claims.Contains(name) || _asserting.Contains(name)))
        {
            yield return "claims nothing";
        }

        if (method.Identifier.Text.Split('_') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        {
            yield return "is not named Subject_Condition_Outcome";
        }
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    private static IEnumerable<string> Called(MethodDeclarationSyntax method) =>
        method.DescendantNodes().OfType<InvocationExpressionSyntax>().SelectMany(call => call.Expression switch
        {
            MemberAccessExpressionSyntax member => [.. Owner(member), member.Name.Identifier.Text],
            SimpleNameSyntax name => [name.Identifier.Text],
            _ => Array.Empty<string>(),
        });

    private static string[] Owner(MemberAccessExpressionSyntax member) =>
        member.Expression is SimpleNameSyntax name ? [name.Identifier.Text] : [];
}
