using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Build;

public sealed class SolutionRuleTests
{
    [Fact]
    public void Solution_OfTheRepository_HoldsEveryProject() => Broken.MustBeNone(
        "The solution holds every project.",
        SolutionRule.Check(Repository.Read("AiopsTwin.sln"), Repository.Paths("*.csproj")));

    [Fact]
    public void LeftOut_Projects_ExistAndSoDoesTheirReason() => Assert.All(
        SolutionRule.LeftOut,
        project => Assert.True(Repository.Exists(project.Key) && Repository.Exists(project.Value), project.Key));

    [Fact]
    public void Check_ProjectMissingOnEitherSide_IsFound()
    {
        var solution = """Project("{FAE0}") = "Gone", "grains\Gone\Gone.csproj", "{1}" """;

        var found = SolutionRule.Check(solution, ["grains/New/New.csproj"]);

        Assert.Equal(
            ["grains/New/New.csproj: is not in the solution", "grains/Gone/Gone.csproj: does not exist"], found);
    }
}
