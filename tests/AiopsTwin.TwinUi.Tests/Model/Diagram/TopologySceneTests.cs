using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class TopologySceneTests
{
    [Fact]
    public void Of_PlainNode_SaysNameKindHealthAndNumbers()
    {
        var topology = Samples.Calls(1, "web>db");
        var picture = Picture(topology, Samples.Vitals(Samples.Service("web"), EntityHealth.Critical, alerts: 2));

        var scene = TopologyScene.Of(
            CallLayout.Arrange(topology, null), picture, new SceneLook(Samples.Service("web")));

        var paint = PaintOf(scene, "service:web");
        Assert.Equal("web, service, critical, 2 alerts, 120/s · 35 ms", paint.Name);
        Assert.True(paint.IsSelected);
        Assert.Equal("service:web", scene.SelectedKey);
    }

    [Fact]
    public void Of_NodeThatNeverReported_IsUnknownAndShowsNoZero()
    {
        var topology = Samples.Calls(1, "web>db");

        var scene = TopologyScene.Of(CallLayout.Arrange(topology, null), Picture(topology), new SceneLook());

        var paint = PaintOf(scene, "service:web");
        Assert.Equal(EntityHealth.Unknown, paint.Health);
        Assert.Equal("service, no samples", paint.Line);
    }

    [Fact]
    public void Of_Tile_ShowsTheWorstMemberAndCountsPerState()
    {
        var topology = Samples.Places(1, instances: 500);
        var instances = topology.Entities.Where(entity => entity.Id.Kind == EntityKind.Instance).ToArray();
        var vitals = instances.Select((entity, index) => Samples.Vitals(
            entity.Id, index < 3 ? EntityHealth.Critical : EntityHealth.Healthy, rate: null));
        var picture = Picture(topology, [.. vitals]);

        var scene = TopologyScene.Of(PlaceLayout.Arrange(topology, null), picture, new SceneLook());

        var tile = PaintOf(scene, "tile:rack:rack-a:instance");
        Assert.Equal(EntityHealth.Critical, tile.Health);
        Assert.Equal("3 critical of 500", tile.Line);
        Assert.Contains("3 critical, 497 healthy", tile.Name, StringComparison.Ordinal);
        Assert.Equal([(EntityHealth.Critical, 3), (EntityHealth.Healthy, 497)], tile.Shares);
    }

    [Fact]
    public void Of_Overlay_TellsPredictedFromObserved()
    {
        var topology = Samples.Calls(1, "web>api api>db mail>db");
        var overlay = BlastOverlay.Of(
            Samples.Service("db"),
            [
                new FloodReach(Samples.Service("db"), 1, 0, 0), new FloodReach(Samples.Service("api"), 0.8, 1, 4),
                new FloodReach(Samples.Service("mail"), 0.3, 1, 9),
            ],
            [Samples.Service("api"), Samples.Service("web")],
            "test");

        var scene = TopologyScene.Of(
            CallLayout.Arrange(topology, null), Picture(topology), new SceneLook(Overlay: overlay));

        Assert.Equal(BlastMark.Origin, PaintOf(scene, "service:db").Mark.Blast);
        Assert.Equal(BlastMark.Both, PaintOf(scene, "service:api").Mark.Blast);
        Assert.Equal(BlastMark.Predicted, PaintOf(scene, "service:mail").Mark.Blast);
        Assert.Equal(BlastMark.Observed, PaintOf(scene, "service:web").Mark.Blast);
        Assert.EndsWith(
            "blast radius: predicted only, 30 % after 9 s", PaintOf(scene, "service:mail").Name,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingChanged_PaintsEqual()
    {
        var topology = Samples.Places(1, instances: 20);
        var layout = PlaceLayout.Arrange(topology, null);
        var picture = Picture(topology);

        var one = TopologyScene.Of(layout, picture, new SceneLook());
        var other = TopologyScene.Of(layout, picture, new SceneLook());

        Assert.Equal(one.Paint.AsEnumerable(), other.Paint.AsEnumerable());
    }

    private static NodePaint PaintOf(TopologyScene scene, string key) =>
        scene.Paint[scene.Layout.Nodes.Select(node => node.Key).ToList().IndexOf(key)];

    private static ViewPicture Picture(Engine.Topology.TopologySnapshot topology, params EntityVitals[] vitals) =>
        ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, vitals), topology, Samples.Noon);
}
