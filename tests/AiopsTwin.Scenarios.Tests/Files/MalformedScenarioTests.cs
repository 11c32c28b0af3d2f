using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Tests.Files;

/// <summary>
/// Every case of <c>malformed-scenarios.txt</c>: what is wrong, and exactly what must be said about it.
/// </summary>
public sealed class MalformedScenarioTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "malformed-scenarios.txt"));
        foreach (var block in text.Split("\n\n").Where(block => block.TrimStart().StartsWith('<')))
        {
            var lines = block.Trim('\n').Split('\n');
            cases.Add(
                Unescape(lines[0]),
                Unescape(lines[1]),
                string.Join('\n', lines.Skip(2).Select(line => line[2..])));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_OneThingWrong_SaysWhereAndWhy(string part, string replacement, string expected)
    {
        var parsed = ScenarioFormat.Parse(SmallScenario.With(part, replacement), "small.yaml");

        Assert.Null(parsed.Value);
        Assert.False(parsed.IsValid);
        Assert.Equal(expected, string.Join('\n', parsed.Problems));
    }

    [Fact]
    public void Cases_OfTheFile_AreMany() => Assert.True(Cases().Count >= 55, "cases were lost from the file");

    [Fact]
    public void Parse_TheSmallScenario_IsValid()
    {
        var parsed = ScenarioFormat.Parse(SmallScenario.Text, "small.yaml");

        Assert.Empty(parsed.Problems);
        Assert.Equal("small", parsed.Value!.Name);
    }

    [Fact]
    public void Parse_ManyThingsWrong_ReportsThemAllAtOnce()
    {
        var text = SmallScenario.Text
            .Replace("serviceTime: 5ms", "serviceTime: soon", StringComparison.Ordinal)
            .Replace("rate: 50", "rate: much", StringComparison.Ordinal)
            .Replace("revert: slow", "revert: quick", StringComparison.Ordinal)
            .Replace("roots: [ \"datastore:db\" ]", "roots: [ \"datastore:other\" ]", StringComparison.Ordinal);

        var parsed = ScenarioFormat.Parse(text, "small.yaml");

        Assert.Equal([9, 17, 30, 36], parsed.Problems.Select(problem => problem.Line));
    }

    private static string Unescape(string line) => (line.Length > 2 ? line[2..] : "")
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\t", "\t", StringComparison.Ordinal);
}
