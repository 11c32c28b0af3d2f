using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Tests.Files;

public sealed class EstateReferenceTests
{
    private const string Estate = """
        format: 1
        name: outside
        entities:
          - { id: "service:web", process: { serviceTime: 5ms }, dependsOn: [ { to: "host:a", kind: runs-on } ] }
          - { id: "datastore:db", process: { serviceTime: 4ms } }
          - { id: "host:a", cores: 4 }
        """;

    [Fact]
    public void ReadFile_EstateInTheCatalog_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("catalog/estates/shop.yaml", Estate);
        var file = folder.Write("catalog/synthetic/small/scenario.yaml", Scenario("../../estates/shop.yaml"));

        var parsed = ScenarioFormat.ReadFile(file);

        Assert.Empty(parsed.Problems);
        Assert.Equal("outside", parsed.Value!.Estate.Name);
    }

    [Theory]
    [InlineData("../../../secret.yaml", "'../../../secret.yaml' leads out of the catalog")]
    [InlineData("../../estates/../../secret.yaml", "'../../estates/../../secret.yaml' leads out of the catalog")]
    [InlineData("/etc/shop.yaml", "an estate is named by a relative path with '/'")]
    [InlineData("'..\\..\\..\\secret.yaml'", "an estate is named by a relative path with '/'")]
    [InlineData("../../estates/passwd", "an estate is a .yaml, .yml or .json file")]
    [InlineData("../../estates/none.yaml", "../../estates/none.yaml: there is no such file")]
    public void ReadFile_EstateElsewhere_IsRefused(string reference, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.yaml", Estate);
        folder.Write("catalog/estates/shop.yaml", Estate);
        var file = folder.Write("catalog/synthetic/small/scenario.yaml", Scenario(reference));

        var parsed = ScenarioFormat.ReadFile(file);

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal("estate", problem.Field);
        Assert.Equal(5, problem.Line);
        Assert.Equal(reason, problem.Reason);
    }

    [Fact]
    public void ReadFile_EstateBehindALink_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var outside = folder.Write("outside/secret.yaml", Estate);
        Directory.CreateDirectory(Path.Combine(folder.Path, "catalog"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "catalog", "estate.yaml"), outside);
        Directory.CreateSymbolicLink(
            Path.Combine(folder.Path, "catalog", "estates"), Path.Combine(folder.Path, "outside"));
        var direct = folder.Write("catalog/small/scenario.yaml", Scenario("../estate.yaml"));
        var byFolder = folder.Write("catalog/other/scenario.yaml", Scenario("../estates/secret.yaml"));

        var reasons = new[] { direct, byFolder }
            .Select(file => Assert.Single(ScenarioFormat.ReadFile(file).Problems).Reason);

        Assert.All(reasons, reason => Assert.EndsWith("leads out of the catalog", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void ReadFile_ScenarioOutsideACatalog_ReachesItsOwnFolderOnly()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Estate);
        folder.Write("mine/shop.yaml", Estate);
        var own = folder.Write("mine/scenario.yaml", Scenario("shop.yaml"));
        var above = folder.Write("mine/other.yaml", Scenario("../shop.yaml"));

        Assert.Empty(ScenarioFormat.ReadFile(own).Problems);
        Assert.Equal(
            "'../shop.yaml' leads out of the catalog", Assert.Single(ScenarioFormat.ReadFile(above).Problems).Reason);
    }

    [Fact]
    public void ReadFile_EstateWithProblems_NamesTheEstatesFileAndLine()
    {
        using var folder = new TemporaryFolder();
        var estate = folder.Write(
            "catalog/estates/shop.yaml", Estate.Replace("cores: 4", "cores: four", StringComparison.Ordinal));
        var file = folder.Write("catalog/synthetic/small/scenario.yaml", Scenario("../../estates/shop.yaml"));

        var problem = Assert.Single(ScenarioFormat.ReadFile(file).Problems);

        Assert.Equal(Path.GetFullPath(estate), Path.GetFullPath(problem.File));
        Assert.Equal(6, problem.Line);
        Assert.Equal("entities[2].cores", problem.Field);
    }

    private static string Scenario(string reference)
    {
        var start = SmallScenario.Text.IndexOf("estate:", StringComparison.Ordinal);
        var end = SmallScenario.Text.IndexOf("load:", StringComparison.Ordinal);
        return SmallScenario.Text[..start] + "estate: " + reference + "\n" + SmallScenario.Text[end..];
    }
}
