using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class BoxPaintTests
{
    private static readonly EntityId Rack = EntityId.Of(EntityKind.Rack, "rack-a");

    [Fact]
    public void Of_RackThatReportsNothing_ShowsTheWorstInside()
    {
        var paint = Paint(
            Samples.Vitals(Samples.Host("a1"), EntityHealth.Critical), Samples.Vitals(Samples.Host("a2")));

        Assert.Equal(EntityHealth.Critical, paint.Health);
        Assert.Equal("1 critical, 1 unknown, 1 healthy", paint.Line);
    }

    [Fact]
    public void Of_RackThatIsJudgedItself_ShowsItsOwnHealth()
    {
        var paint = Paint(Samples.Vitals(Rack, EntityHealth.Degraded), Samples.Vitals(Samples.Host("a1")));

        Assert.Equal(EntityHealth.Degraded, paint.Health);
    }

    [Fact]
    public void Of_RackAsOrigin_IsMarkedAndNamed()
    {
        var picture = Picture();
        var layout = PlaceLayout.Arrange(picture.Topology, null);

        var paint = TopologyScene.Of(
            layout, picture, new SceneLook(Rack, BlastOverlay.Of(Rack, [], [], "test"))).Boxes;

        var rack = paint[layout.Boxes.IndexOf(layout.Boxes.Single(box => box.Entity == Rack))];
        Assert.Equal(BlastMark.Origin, rack.Mark.Blast);
        Assert.True(rack.IsSelected);
        Assert.Contains("blast radius: origin", rack.Name, StringComparison.Ordinal);
    }

    private static BoxPaint Paint(params EntityVitals[] vitals)
    {
        var picture = Picture(vitals);
        var layout = PlaceLayout.Arrange(picture.Topology, null);
        return TopologyScene.Of(layout, picture, new SceneLook()).Boxes
            [layout.Boxes.IndexOf(layout.Boxes.Single(box => box.Entity == Rack))];
    }

    private static ViewPicture Picture(params EntityVitals[] vitals)
    {
        var topology = Samples.Places(1, instances: 0);
        return ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, vitals), topology, Samples.Noon);
    }
}
