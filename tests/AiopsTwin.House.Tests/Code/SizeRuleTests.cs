using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Code;

public sealed class SizeRuleTests
{
    [Fact]
    public void Sources_AllOfTheRepository_FitAPage() =>
        Broken.MustBeNone("Code fits a page.", Repository.Sources.SelectMany(SizeRule.Check));

    [Fact]
    public void Pages_AllOfTheRepository_FitAPage() => Broken.MustBeNone(
        "Markup fits a page.",
        Repository.Texts("*.razor").SelectMany(page => SizeRule.Lines(page.Path, page.Text)));

    [Fact]
    public void Check_LongFileAndLine_AreFound()
    {
        var text = $"// {new string('x', 120)}\n" + string.Concat(Enumerable.Repeat("// line\n", 400));

        var found = SizeRule.Check(new SourceFile("grains/A.cs", text)).ToArray();

        Assert.Equal(["grains/A.cs: 401 lines, at most 400", "grains/A.cs:1: 123 columns, at most 120"], found);
    }

    [Theory]
    [InlineData(57, 0)]
    [InlineData(58, 1)]
    public void Check_LongMethod_IsFound(int statements, int expected)
    {
        var body = string.Concat(Enumerable.Repeat("        i++;\n", statements));
        var text = $"class A\n{{\n    [Fact]\n    void M(int i)\n    {{\n{body}    }}\n}}\n";

        var found = SizeRule.Check(new SourceFile("grains/A.cs", text));

        Assert.Equal(expected, found.Count());
    }

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e) { } }", 0)]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f) { } }", 1)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", 1)]
    [InlineData("class A { [LoggerMessage(1)] partial void M(int a, int b, int c, int d, int e, int f); }", 0)]
    [InlineData("record A(int B, int C, int D, int E, int F, int G);", 0)]
    public void Check_ManyParameters_AreFoundExceptThoseOfRecords(string text, int expected) =>
        Assert.Equal(expected, SizeRule.Check(new SourceFile("grains/A.cs", text)).Count());
}
