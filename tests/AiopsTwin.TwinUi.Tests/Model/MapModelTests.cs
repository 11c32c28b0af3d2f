using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class MapModelTests
{
    private readonly MapModel _model = new(new LayoutShelf());

    [Fact]
    public void Rows_AnyHealth_WorstComeFirst()
    {
        Update(
            new MapAddress(ViewKey.Default),
            Samples.Vitals(Samples.Service("db")),
            Samples.Vitals(Samples.Service("web"), EntityHealth.Degraded),
            Samples.Vitals(Samples.Service("api"), EntityHealth.Critical));

        Assert.Equal(["api", "web", "mail", "db"], _model.Rows().Select(row => row.Entity.Name));
    }

    [Fact]
    public void Search_Text_PutsBeginningsFirst()
    {
        Update(new MapAddress(ViewKey.Default));

        Assert.Equal(["api", "mail"], _model.Search("A").Select(id => id.Name));
        Assert.Empty(_model.Search("  "));
        Assert.Empty(_model.Search("zzz"));
    }

    [Fact]
    public void Choose_SelectedNodeAgain_LetsGo()
    {
        Update(new MapAddress(ViewKey.Default, Selected: Samples.Service("web")));

        Assert.Null(_model.Choose("service:web").Selected);
        Assert.Equal(Samples.Service("api"), _model.Choose("service:api").Selected);
    }

    [Fact]
    public void Update_UnknownSelection_ShowsTheMapWithoutIt()
    {
        Update(new MapAddress(ViewKey.Default, Selected: Samples.Service("gone"), Tile: "tile:gone"));

        Assert.Null(_model.Selected);
        Assert.Null(_model.Tile);
        Assert.Equal(4, _model.Scene.Layout.Nodes.Length);
    }

    [Fact]
    public void Update_BlastOfSelection_ComparesWithWhatIsUnhealthyNow()
    {
        var blast = new FloodAnswer(
            new FloodSource(Samples.Service("db"), 1),
            [
                new FloodReach(Samples.Service("db"), 1, 0, 0),
                new FloodReach(Samples.Service("api"), 0.8, 1, 3),
                new FloodReach(Samples.Service("mail"), 0.5, 1, 3),
            ],
            false);
        var topology = Samples.Calls(1, "web>api api>db mail>db");
        var picture = ViewPicture.Of(
            ViewKey.Default,
            Samples.Snapshot(topology, [Samples.Vitals(Samples.Service("api"), EntityHealth.Critical)]),
            topology,
            Samples.Noon);

        _model.Update(picture, new MapAddress(ViewKey.Default, Selected: Samples.Service("db")), blast, null);

        Assert.Equal(BlastMark.Origin, _model.Overlay?.MarkOf(Samples.Service("db")).Blast);
        Assert.Equal(BlastMark.Both, _model.Overlay?.MarkOf(Samples.Service("api")).Blast);
        Assert.Equal(BlastMark.Predicted, _model.Overlay?.MarkOf(Samples.Service("mail")).Blast);
    }

    [Fact]
    public void Focus_Node_ShowsWhatSurroundsItAndSelectsIt()
    {
        Update(new MapAddress(ViewKey.Default));

        var address = _model.Focus("service:db");
        Update(address with { Scope = MapScope.Around(Samples.Service("db"), 1) });

        Assert.Equal(Samples.Service("db"), address.Selected);
        Assert.Equal(MapScope.Around(Samples.Service("db")), address.Scope);
        Assert.Equal(["api", "db", "mail"], _model.Scene.Layout.Nodes.Select(node => node.Label));
        Assert.Equal(3, _model.Rows().Length);
    }

    [Fact]
    public void Choose_WhileAWayAwaitsItsEnd_ShowsTheWay()
    {
        Update(new MapAddress(ViewKey.Default) { Scope = MapScope.Whole with { From = Samples.Service("web") } });

        Update(_model.Choose("service:db"));

        Assert.Equal(Samples.Service("db"), _model.Address.Scope.To);
        Assert.Equal(["api", "db", "web"], _model.Scene.Layout.Nodes.Select(node => node.Label));
    }

    [Fact]
    public void Place_NodesPutElsewhere_StayThereUntilRearranged()
    {
        Update(new MapAddress(ViewKey.Default));
        _model.Place(NodePlaces.Of(new Dictionary<string, double[]> { ["service:db"] = [640, 480] }));

        Update(new MapAddress(ViewKey.Default));
        var first = _model.Scene.Layout;
        Update(new MapAddress(ViewKey.Default), Samples.Vitals(Samples.Service("db"), EntityHealth.Critical));

        Assert.Equal(640, first.Nodes.Single(node => node.Label == "db").X);
        Assert.Same(first, _model.Scene.Layout);
        Update(new MapAddress(ViewKey.Default) { Scope = MapScope.Around(Samples.Service("db")) });
        Assert.NotEqual(640, _model.Scene.Layout.Nodes.Single(node => node.Label == "db").X);
        Update(new MapAddress(ViewKey.Default));
        _model.Rearrange();
        Update(new MapAddress(ViewKey.Default));
        Assert.NotEqual(640, _model.Scene.Layout.Nodes.Single(node => node.Label == "db").X);
    }

    [Fact]
    public void Update_Filter_LeavesRowsOutAndPalesNodes()
    {
        Update(
            new MapAddress(ViewKey.Default) { Filter = MapFilter.Parse(null, "critical") },
            Samples.Vitals(Samples.Service("api"), EntityHealth.Critical));

        Assert.Equal(["api"], _model.Rows().Select(row => row.Entity.Name));
        Assert.Equal(3, _model.Scene.Paint.Count(paint => paint.IsPale));
    }

    private void Update(MapAddress address, params EntityVitals[] vitals)
    {
        var topology = Samples.Calls(1, "web>api api>db mail>db");
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, vitals), topology, Samples.Noon);
        _model.Update(picture, address, null, null);
    }
}
