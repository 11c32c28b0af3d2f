using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Build;

public sealed class ReferenceRuleTests
{
    [Fact]
    public void Projects_AllOfTheRepository_PointTheWayTheArrowsPoint() =>
        Broken.MustBeNone("Projects refer only downward.", Repository.Projects.SelectMany(ReferenceRule.Check));

    [Fact]
    public void Projects_OfTheMatrix_AllExist() =>
        Assert.Empty(ReferenceRule.Allowed.Keys.Except(Repository.Projects.Select(project => project.Name)));

    [Fact]
    public void Check_PageThatRefersToGrains_IsFound()
    {
        var reference = """<ProjectReference Include="../grains/AiopsTwin.Grains/AiopsTwin.Grains.csproj" />""";
        var project = ProjectFile.Parse(
            "twin-ui/AiopsTwin.TwinUi.csproj", $"<Project><ItemGroup>{reference}</ItemGroup></Project>");

        var found = ReferenceRule.Check(project);

        Assert.Equal(["twin-ui/AiopsTwin.TwinUi.csproj: must not refer to AiopsTwin.Grains"], found);
    }

    [Fact]
    public void Check_ProjectNobodyDecidedOn_IsFound()
    {
        var project = ProjectFile.Parse("grains/AiopsTwin.Extra/AiopsTwin.Extra.csproj", "<Project />");

        var found = ReferenceRule.Check(project);

        Assert.Contains("needs an ADR", Assert.Single(found), StringComparison.Ordinal);
    }
}
