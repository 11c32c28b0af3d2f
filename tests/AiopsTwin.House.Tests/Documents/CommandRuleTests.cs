using AiopsTwin.Cli;
using AiopsTwin.House.Tests.Support;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.House.Tests.Documents;

public sealed class CommandRuleTests
{
    [Fact]
    public void Commands_OfAllDocuments_AreThoseOfTheCommand()
    {
        var root = CommandLine.Create(new ScenarioCatalog());
        var rule = new CommandRule(
            arguments => root.Parse(arguments).Errors.Select(error => error.Message), Repository.Exists);

        Broken.MustBeNone(
            "Commands in documents exist.",
            Repository.Documents.SelectMany(document => rule.Check(document.Path, document.Text)));
    }

    [Fact]
    public void Arguments_LineOfAShell_AreWhatTheCommandSees()
    {
        var arguments = CommandRule.Arguments("aiopstwin play \"auth pool\" --seed 3 --json > out.json  # a report");

        Assert.NotNull(arguments);
        Assert.Equal(["play", "auth pool", "--seed", "3", "--json"], arguments);
    }

    [Theory]
    [InlineData("    aiopstwin play auth-pool --seeds 1-20", 0)]
    [InlineData("    aiopstwin perform auth-pool", 1)]
    [InlineData("    dotnet run --project scenarios/AiopsTwin.Cli -- play auth-pool --loud", 1)]
    [InlineData("    dotnet run --project silos", 1)]
    [InlineData("the aiopstwin command performs", 0)]
    public void Check_CommandThatWouldBeRefused_IsFound(string text, int expected)
    {
        var root = CommandLine.Create(new ScenarioCatalog());
        var rule = new CommandRule(
            arguments => root.Parse(arguments).Errors.Take(1).Select(error => error.Message), Repository.Exists);

        Assert.Equal(expected, rule.Check("docs/a.md", text).Count());
    }
}
