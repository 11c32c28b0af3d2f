using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="HarmOverlay"/>.</summary>
public sealed class HarmOverlayTests
{
    [Fact]
    public void Of_Losses_MarksTheWorstDarkestAndTheHarmlessNotAtAll()
    {
        var overlay = HarmOverlay.Of(new ContingencyAnswer(
            1000, 0, 10, [Loss("db", 0.4), Loss("api", 0.1), Loss("log", 0.001), Loss("spare", 0)], []));

        Assert.Equal([4, 1, 1, 0], new[] { "db", "api", "log", "spare" }.Select(name => Mark(overlay, name).Level));
        Assert.Equal(["−40 %", "−10 %", "", ""],
            new[] { "db", "api", "log", "spare" }.Select(name => Mark(overlay, name).Note));
        Assert.Equal("its loss fails 40 % of requests, first felt after 5 s", Mark(overlay, "db").Words);
        Assert.Contains("at most 40 %", overlay.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EstateThatLosesNothing_MarksNothing()
    {
        var overlay = HarmOverlay.Of(new ContingencyAnswer(1000, 0, 10, [Loss("db", 0)], []));

        Assert.Equal(OverlayMark.None, Mark(overlay, "db"));
        Assert.Equal(OverlayMark.None, Mark(overlay, "unknown"));
    }

    private static OverlayMark Mark(HarmOverlay overlay, string service) =>
        overlay.MarkOf(EntityId.Of(EntityKind.Service, service));

    private static ContingencyFinding Loss(string service, double share) =>
        new([Samples.Service(service)], share * 1000, share, TimeSpan.FromSeconds(5), []);
}
