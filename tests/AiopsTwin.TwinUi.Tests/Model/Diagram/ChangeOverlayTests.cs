using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="ChangeOverlay"/>.</summary>
public sealed class ChangeOverlayTests
{
    private static readonly DateTimeOffset Since = Samples.Noon.AddMinutes(-15);

    [Fact]
    public void Of_TwoMoments_TellsWhatCameWentSickenedAndWasRewired()
    {
        var before = Picture(Samples.Calls(1, "web>db api>db old>db"));
        var after = Picture(
            Samples.Calls(2, "web>db api>cache new>db"),
            Samples.Vitals(Samples.Service("web"), EntityHealth.Critical), Samples.Vitals(Samples.Service("api")),
            Samples.Vitals(Samples.Service("db")));

        var overlay = ChangeOverlay.Of(before, after, [], Since);

        Assert.Equal("was healthy", Mark(overlay, "web").Words);
        Assert.Equal("1 links new or other, 1 no longer", Mark(overlay, "api").Words);
        Assert.Equal("new", Mark(overlay, "new").Note);
        Assert.Equal(OverlayMark.None, Mark(overlay, "db"));
        Assert.Equal([Samples.Service("old")], overlay.Gone);
        Assert.Contains("gone: service:old", overlay.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ChangeEvents_AreToldEvenWithoutAnEarlierPicture()
    {
        var now = Picture(Samples.Calls(1, "web>auth"));
        var change = Samples.Deployment("auth");

        var overlay = ChangeOverlay.Of(null, now, [change, change with { At = Since.AddSeconds(-1) }], Since);

        Assert.Equal("11:58:00 auth 4.2.1 with a new pool", Mark(overlay, "auth").Words);
        Assert.Equal((OverlayMark.MostLevel, "changed"), (Mark(overlay, "auth").Level, Mark(overlay, "auth").Note));
        Assert.Contains("change events only", overlay.Title, StringComparison.Ordinal);
        Assert.Single(overlay.Marks);
    }

    [Fact]
    public void SaysTheSameAs_SameMoments_DoesUntilSomethingMoves()
    {
        var before = Picture(Samples.Calls(1, "web>db"));
        var same = Picture(Samples.Calls(1, "web>db"));
        var sick = Picture(Samples.Calls(1, "web>db"), Samples.Vitals(Samples.Service("web"), EntityHealth.Degraded));

        var overlay = ChangeOverlay.Of(before, same, [], Since);

        Assert.True(overlay.SaysTheSameAs(ChangeOverlay.Of(before, same, [], Since)));
        Assert.False(overlay.SaysTheSameAs(ChangeOverlay.Of(before, sick, [], Since)));
        Assert.False(overlay.SaysTheSameAs(null));
    }

    private static OverlayMark Mark(ChangeOverlay overlay, string service) =>
        overlay.MarkOf(EntityId.Of(EntityKind.Service, service));

    private static ViewPicture Picture(TopologySnapshot topology, params EntityVitals[] vitals) => ViewPicture.Of(
        ViewKey.Default, Samples.Snapshot(topology, vitals.Length == 0 ? null : vitals), topology, Samples.Noon);
}
