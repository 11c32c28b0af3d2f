using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Build;

public sealed class PackageRuleTests
{
    [Fact]
    public void Packages_OfAllProjects_StayInTheirHomes() =>
        Broken.MustBeNone("A package has one home.", Repository.Projects.SelectMany(PackageRule.Check));

    [Fact]
    public void Packages_WithAHome_AreAtHomeThere()
    {
        var projects = Repository.Projects.ToDictionary(project => project.Name);

        Assert.All(PackageRule.Homes, pair =>
            Assert.Contains(pair.Key, projects[pair.Value].Packages.Select(package => package.Name)));
    }

    [Fact]
    public void Projects_AllOfTheRepository_HaveALockFile() =>
        Assert.All(
            Repository.Projects.ExceptBy(SolutionRule.LeftOut.Keys, project => project.Path),
            project => Assert.True(
                Repository.Exists(Path.Combine(Path.GetDirectoryName(project.Path)!, "packages.lock.json")),
                $"{project.Path} has no packages.lock.json"));

    [Theory]
    [InlineData("""<PackageReference Include="Bogus" />""", "has its home in AiopsTwin.Scenarios")]
    [InlineData("""<PackageReference Include="MathNet.Numerics" Version="5.0.0" />""", "Directory.Packages.props")]
    [InlineData("""<PackageReference Include="Newtonsoft.Json" />""", "does without")]
    public void Check_PackageAstray_IsFound(string reference, string complaint)
    {
        var project = ProjectFile.Parse(
            "grains/AiopsTwin.Engine/AiopsTwin.Engine.csproj",
            $"<Project><ItemGroup>{reference}</ItemGroup></Project>");

        var found = PackageRule.Check(project).ToArray();

        Assert.Contains(found, line => line.Contains(complaint, StringComparison.Ordinal));
    }
}
