using AiopsTwin.Cli.Output.Measured;

namespace AiopsTwin.Scenarios.Tests.Output.Measured;

public sealed class MeasuredDocumentTests
{
    private const string Text = """
        # Title

        <!-- measured: pets | ranking | evaluate rca --dataset petshop --data DATA/petshop -->
        | old |
        <!-- end measured -->

        People write here.
        <!-- measured: other | scores | evaluate rca --dataset itbench --data DATA/itbench -->
        <!-- end measured -->
        """;

    [Fact]
    public void Parse_TwoBlocks_ReadsSectionViewAndArguments()
    {
        var document = MeasuredDocument.Parse(Text);

        Assert.Empty(document.Problems);
        Assert.Equal([("pets", "ranking", 3), ("other", "scores", 8)],
            document.Blocks.Select(block => (block.Section, block.View, block.Line)));
        Assert.Equal("| old |\n", document.Blocks[0].Body);
        Assert.Equal(Path.Combine("/d", "itbench"), document.Blocks[1].ArgumentsWith("/d")[^1]);
    }

    [Fact]
    public void With_OneBlock_ChangesNothingElse()
    {
        var document = MeasuredDocument.Parse(Text);

        Assert.Equal(Text, document.With(_ => null));
        Assert.Equal(
            Text.Replace("| old |\n", "new\n", StringComparison.Ordinal),
            document.With(block => block.Section == "pets" ? "new\n" : null));
    }

    [Theory]
    [InlineData("<!-- measured: a | ranking | x -->\n", "line 1: no end to this beginning")]
    [InlineData("\n<!-- end measured -->\n", "line 2: an end without a beginning")]
    [InlineData("<!-- measured: a | nothing | x -->\n<!-- end measured -->", "line 1: there is no view 'nothing'")]
    [InlineData("<!-- measured: a | ranking -->\n<!-- end measured -->", "line 1: a marker is")]
    [InlineData(
        "<!-- measured: a | peers | x -->\n<!-- measured: b | peers | x -->\n<!-- end measured -->",
        "line 2: a beginning inside of another")]
    public void Parse_BadMarkers_SaysWhere(string text, string expected)
    {
        Assert.Contains(
            MeasuredDocument.Parse(text).Problems,
            problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }
}
