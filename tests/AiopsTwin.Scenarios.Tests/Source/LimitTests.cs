using System.Text;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Tests.Source;

/// <summary><see cref="SourceLimits"/>, each at its edge.</summary>
public sealed class LimitTests
{
    private const string Head = "format: 1\nname: big\n";

    [Fact]
    public void Parse_BillionLaughs_IsRefusedBeforeItIsWrittenOut()
    {
        var text = new StringBuilder(Head).Append("a0: &a0 [ lol, lol, lol, lol, lol, lol, lol, lol, lol, lol ]\n");
        for (var i = 1; i <= 9; i++)
        {
            var items = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10));
            text.Append($"a{i}: &a{i} [ {items} ]\n");
        }

        var parsed = EstateFormat.Parse(text.ToString(), "laughs.yaml");

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal("the file has more than 1000000 nodes, aliases written out", problem.Reason);
        Assert.Equal(8, problem.Line);
    }

    [Fact]
    public void Parse_AliasInsideItself_IsRefused()
    {
        var parsed = EstateFormat.Parse(Head + "entities: &a [ *a ]\n", "self.yaml");

        Assert.Equal("'*a' refers to nothing above it", Assert.Single(parsed.Problems).Reason);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(100_000, true)]
    public void Parse_Nesting_StopsAtTheLimit(int lists, bool isTooDeep)
    {
        // The root is the first level, so 23 lists reach the 24th.
        var text = Head + "entities: " + new string('[', lists) + new string(']', lists);

        var parsed = EstateFormat.Parse(text, "deep.yaml");

        Assert.NotEmpty(parsed.Problems);
        Assert.Equal(isTooDeep, parsed.Problems.Any(problem => problem.Reason == "nested deeper than 24 levels"));
    }

    [Fact]
    public void Parse_AliasThatWouldGoTooDeep_IsRefused()
    {
        var nest = new string('[', 14) + new string(']', 14);
        var text = Head + $"a: &a {nest}\nb: {new string('[', 14)} *a {new string(']', 14)}\n";

        var parsed = EstateFormat.Parse(text, "deep.yaml");

        Assert.Contains(
            parsed.Problems, problem => problem.Reason == "nested deeper than 24 levels" && problem.Line == 4);
    }

    [Fact]
    public void Parse_TooManyAliases_IsRefused()
    {
        var text = Head + "a: &a x\nb: [ " + string.Join(", ", Enumerable.Repeat("*a", 1001)) + " ]\n";

        var parsed = EstateFormat.Parse(text, "aliases.yaml");

        Assert.Equal("the file has more than 1000 aliases", Assert.Single(parsed.Problems).Reason);
    }

    [Fact]
    public void Parse_TooLong_IsRefusedUnread()
    {
        var limits = SourceLimits.Default with { MaxBytes = 100 };

        var parsed = EstateFormat.Parse(Head + new string('#', 100), "long.yaml", limits: limits);

        Assert.Equal("the file is longer than 100 bytes", Assert.Single(parsed.Problems).Reason);
    }

    [Fact]
    public void ReadFile_TooLong_IsRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("long.yaml", Head + new string('#', 200));

        var parsed = EstateFormat.ReadFile(file, limits: SourceLimits.Default with { MaxBytes = 100 });

        Assert.Equal("the file has 220 bytes; at most 100 are read", Assert.Single(parsed.Problems).Reason);
    }

    [Fact]
    public void ReadFile_NotText_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "bytes.yaml");
        File.WriteAllBytes(file, [0xC3, 0x28, 0xFF]);

        var parsed = EstateFormat.ReadFile(file);

        Assert.Equal("the file is not UTF-8 text", Assert.Single(parsed.Problems).Reason);
    }

    [Fact]
    public void Parse_GenerateBeyondTheLimit_MakesNothing()
    {
        var text = Head + "entities: [ { id: \"zone:a\" } ]\ngenerate:\n"
            + "  - { count: 10, entity: { id: \"host:h{n}\" } }\n";

        var parsed = EstateFormat.Parse(text, "many.yaml", limits: SourceLimits.Default with { MaxEntities = 10 });

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(5, problem.Line);
        Assert.Equal("generate[0].count", problem.Field);
        Assert.Equal("the estate would have more than 10 entities", problem.Reason);
    }

    [Fact]
    public void Parse_MoreProblemsThanTheLimit_CountsTheRest()
    {
        var text = Head + "entities:\n" + string.Concat(Enumerable.Repeat("  - { id: nothing }\n", 30));

        var parsed = EstateFormat.Parse(text, "bad.yaml", limits: SourceLimits.Default with { MaxProblems = 10 });

        Assert.Equal(11, parsed.Problems.Length);
        Assert.Equal("20 further problems are not listed", parsed.Problems[^1].Reason);
    }

    [Fact]
    public void Parse_TemplateWithProblems_ReportsThemOnceNotPerCopy()
    {
        var text = Head + "generate:\n  - { count: 500, entity: { id: \"host:{nothing}\", cores: 4 } }\n";

        var parsed = EstateFormat.Parse(text, "template.yaml");

        Assert.Equal("'{nothing}' is not a placeholder; use n, over, over.name, over.<label>, company, slug or city",
            parsed.Problems[0].Reason);
        Assert.True(parsed.Problems.Length <= 2);
    }
}
