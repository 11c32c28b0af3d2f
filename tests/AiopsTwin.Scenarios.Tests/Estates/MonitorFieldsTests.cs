using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Tests.Estates;

/// <summary>Collectors of an estate's file, as <see cref="MonitorFields"/> reads them.</summary>
public sealed class MonitorFieldsTests
{
    private const string Entities = """
        format: 1
        name: watched
        entities:
          - { id: "service:web", process: { serviceTime: 5ms } }
          - { id: "service:gather", process: { serviceTime: 5ms } }
          - { id: "rack:r" }
        monitoring:

        """;

    [Fact]
    public void Read_Collector_CarriesWhatItsPatternsName()
    {
        var parsed = EstateFormat.Parse(
            Entities + "  - { collector: \"service:gather\", carries: [ \"service:*\" ] }\n", "watched.yaml");

        var monitor = Assert.Single(parsed.Value!.World.Monitors);
        Assert.Equal("service:gather", monitor.Collector.Text);
        Assert.Equal(["service:gather", "service:web"], monitor.Carries.Select(entity => entity.Text));
    }

    [Theory]
    [InlineData("collector: \"service:no\", carries: [ \"service:web\" ]", "monitoring[0].collector",
        "'service:no' is not an entity of this estate")]
    [InlineData("collector: \"rack:r\", carries: [ \"service:web\" ]", "monitoring[0].collector",
        "'rack:r' has no process, so it carries nothing")]
    [InlineData("collector: \"service:gather\", carries: [ \"host:*\" ]", "monitoring[0].carries[0]",
        "'host:*' matches no entity")]
    [InlineData("collector: \"service:gather\"", "monitoring[0].carries", "is missing")]
    [InlineData(
        "collector: \"service:gather\", carries: [ \"service:web\" ] }\n"
        + "  - { collector: \"service:gather\", carries: [ \"service:web\" ]",
        "monitoring[1].collector", "'service:gather' is already defined on line 8")]
    public void Read_WhatIsWrong_IsReportedAtItsPlace(string rest, string field, string reason)
    {
        var parsed = EstateFormat.Parse(Entities + "  - { " + rest + " }\n", "watched.yaml");

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }
}
