using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Logs;

public sealed class LogRuleTests
{
    [Fact]
    public void Messages_OfTheProduct_TellTheirRoom() =>
        Broken.MustBeNone("Logs and meters tell their room.", Repository.ProductSources.SelectMany(LogRule.Check));

    [Fact]
    public void Ids_OfTheProduct_AreUnique()
    {
        var ids = Repository.ProductSources.SelectMany(LogRule.Ids).ToArray();

        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(one => one.Id).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Place))}"));
    }

    [Theory]
    [InlineData("silo/A.cs", "partial class A { [LoggerMessage(2001, LogLevel.Error, \"x\")] partial void B(); }", 1)]
    [InlineData("twin-ui/A.cs", "partial class A { [LoggerMessage(EventId = 4001)] partial void B(); }", 0)]
    [InlineData(
        "grains/AiopsTwin.Engine/A.cs",
        "partial class A { [LoggerMessage(1, LogLevel.Error, \"x\")] partial void B(); }",
        1)]
    [InlineData("silo/A.cs", "class A { void B() { log.LogWarning(\"x\"); } }", 1)]
    [InlineData("silo/A.cs", "class A { const string MeterName = \"Mine\"; }", 1)]
    [InlineData("silo/A.cs", "class A { object B = Meter.CreateCounter<long>(\"samples\"); }", 1)]
    public void Check_MessageOrMeterAstray_IsFound(string path, string text, int expected) =>
        Assert.Equal(expected, LogRule.Check(new SourceFile(path, text)).Count());
}
