using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class MapPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Map_BeforeTheFirstPicture_ShowsLoading()
    {
        var map = _page.Render<MapPage>();

        Assert.NotNull(map.Find("[data-testid=loading]"));
        Assert.Equal([ViewKey.Default], _page.Feed.Watched);
    }

    [Fact]
    public void Map_MissingTwin_SaysWhatToDo()
    {
        _page.Feed.Show(ViewPicture.Missing(ViewKey.Default));

        var map = _page.Render<MapPage>();

        Assert.Contains("Start a run", map.Find("[data-testid=feed-missing]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_News_IsDrawn()
    {
        var picture = _page.Show(Samples.Calls(1, "web>db"));
        var map = _page.Render<MapPage>();

        _page.Feed.Show(picture.With(
            Samples.Delta(2, Samples.Vitals(Samples.Service("web"), EntityHealth.Critical)), Samples.Noon));

        map.WaitForAssertion(() => Assert.NotNull(map.Find("[data-node='service:web'].critical")));
    }

    [Fact]
    public void Map_LostFeed_KeepsTheMapAndSaysHowOldItIs()
    {
        var picture = _page.Show(Samples.Calls(1, "web>db"));
        var map = _page.Render<MapPage>();

        _page.Feed.Show(picture with { Stage = FeedStage.Lost, Problem = "The twin does not answer." });

        map.WaitForAssertion(() => Assert.Contains(
            "last known state, of 12:00:00 UTC",
            map.Find("[data-testid=feed-lost]").TextContent,
            StringComparison.Ordinal));
        Assert.NotNull(map.Find("[data-node='service:web']"));
    }

    [Fact]
    public void Map_Click_WritesTheSelectionIntoTheAddress()
    {
        _page.Show(Samples.Calls(1, "web>db"));
        var map = _page.Render<MapPage>();

        map.Find("[data-node='service:web']").Click();

        map.WaitForAssertion(() => Assert.EndsWith("/?sel=service:web", _page.Address, StringComparison.Ordinal));
    }

    [Fact]
    public void Map_SelectionInTheAddress_OpensItsPanel()
    {
        _page.Show(Samples.Calls(1, "web>db"));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?sel=service:web");

        var map = _page.Render<MapPage>();

        Assert.Contains("web", map.Find("[data-testid=entity-panel] h2").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", map.Find("[data-node='service:web']").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Map_Table_SaysTheSameInRows()
    {
        _page.Show(Samples.Calls(1, "web>db"), [Samples.Vitals(Samples.Service("web"), EntityHealth.Degraded)]);
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?table=1");

        var map = _page.Render<MapPage>();

        Assert.Equal(
            ["degraded web", "unknown db"],
            map.FindAll("[data-testid=entity-table] tbody tr").Select(row =>
                $"{row.QuerySelector(".word")?.TextContent} {row.QuerySelector("th")?.TextContent}"));
    }

    [Fact]
    public void Map_EmptyLiveTwin_SaysWhereToSendTelemetry()
    {
        var topology = Samples.Graph(0, [], []);
        _page.Feed.Show(ViewPicture.Of("twin:live", Samples.Snapshot(topology), topology, Samples.Noon));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?view=twin:live");

        var map = _page.Render<MapPage>();

        map.WaitForAssertion(() => Assert.Contains(
            "- url: http://localhost/api/v1/write", map.Find("[data-testid=connect-hint]").TextContent,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Map_RackChosen_IsSelectedAndSaysWhatItHolds()
    {
        _page.Show(Samples.Places(1, instances: 2));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?mode=physical");
        var map = _page.Render<MapPage>();

        map.Find(".box[data-node='rack:rack-a']").Click();

        map.WaitForAssertion(() => Assert.EndsWith(
            "/?mode=physical&sel=rack:rack-a", _page.Address, StringComparison.Ordinal));
        Assert.Equal(
            "rack-a, all 5 healthy", map.Find("[data-node='rack:rack-a']").GetAttribute("aria-label"));
    }

    [Fact]
    public void Map_Surroundings_CanBeWidenedAndLeft()
    {
        _page.Show(Samples.Calls(1, "web>api api>db db>disk"));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?focus=service:db&hops=1");

        var map = _page.Render<MapPage>();

        Assert.Equal(3, map.FindAll(".node").Count);
        Assert.Contains("1 link leading out", map.Find("[data-testid=scope]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/?focus=service:db", map.Find("[data-testid=hops-more]").GetAttribute("href"));
        Assert.Equal("/", map.Find("[data-testid=scope-whole]").GetAttribute("href"));
        Assert.Empty(map.FindAll("[data-testid=hops-fewer]"));
    }

    [Fact]
    public void Map_WayToNowhere_SaysSoInsteadOfAnEmptyDrawing()
    {
        _page.Show(Samples.Calls(1, "web>api mail>queue"));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?from=service:web&to=service:mail");

        var map = _page.Render<MapPage>();

        Assert.Contains("No way of links", map.Find("[data-testid=scope]").TextContent, StringComparison.Ordinal);
        Assert.Empty(map.FindAll("[data-testid=map]"));
    }

    [Fact]
    public void Map_Filter_OffersKindsAndCountsAndTheWayBack()
    {
        _page.Show(Samples.Calls(1, "web>db"), [Samples.Vitals(Samples.Service("web"), EntityHealth.Critical)]);
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?health=critical");

        var map = _page.Render<MapPage>();

        Assert.Equal("/", map.Find("[data-health=critical]").GetAttribute("href"));
        Assert.Equal("/?kind=service&health=critical", map.Find("[data-kind=service]").GetAttribute("href"));
        Assert.Single(map.FindAll(".node.pale"));
    }

    [Fact]
    public void Map_WhatHurtsMost_IsAskedOfTheWorldAndLaidOver()
    {
        _page.Reader.TheLosses = new WorldAnswer<ContingencyAnswer>(
            new ContingencyAnswer(
                1000, 0, 10, [new ContingencyFinding([Samples.Service("db")], 380, 0.38, TimeSpan.Zero, [])], []),
            WorldRefusal.None, "");
        var topology = Samples.Calls(1, "web>db");
        _page.Feed.Show(ViewPicture.Of(
            ViewKey.Default, Samples.Snapshot(topology) with { Run = Samples.Run(RunStage.Playing) }, topology,
            Samples.Noon));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?over=harm");

        var map = _page.Render<MapPage>();

        map.WaitForAssertion(() => Assert.NotNull(map.Find("[data-node='service:db'].level-4")));
        Assert.Contains("−38 %", map.Find("[data-node='service:db']").TextContent, StringComparison.Ordinal);
        Assert.Contains("at most 38 %", map.Find("[data-testid=overlay-legend]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_WhatHurtsMostOfATwinWithoutAWorld_SaysWhatToDo()
    {
        _page.Show(Samples.Calls(1, "web>db"));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?over=harm");

        var map = _page.Render<MapPage>();

        Assert.Contains(
            "No simulated world", map.Find("[data-testid=overlay-problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_WhatChanged_IsComparedWithTheEarlierPicture()
    {
        _page.Reader.TheChanges = [Samples.Deployment("db")];
        var topology = Samples.Calls(1, "web>db");
        _page.Feed.Earlier = ViewPicture.Of(
            ViewKey.Default,
            Samples.Snapshot(topology, [Samples.Vitals(Samples.Service("web"), EntityHealth.Degraded)]), topology,
            Samples.Noon);
        _page.Show(topology);
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?over=changes&since=2026-03-02T11:45:00Z");

        var map = _page.Render<MapPage>();

        map.WaitForAssertion(() => Assert.Contains(
            "was degraded", map.Find("[data-node='service:web']").GetAttribute("aria-label"),
            StringComparison.Ordinal));
        Assert.Contains(
            "11:58:00 auth", map.Find("[data-node='service:db']").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(
            "/?over=changes&since=2026-03-02T11:00:00Z", map.Find("[data-ago='1 h']").GetAttribute("href"));
    }

    [Fact]
    public void Map_ThousandsOfEntities_AreAnOverview()
    {
        _page.Show(Samples.Racks(1, racks: 40, hosts: 10));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/?mode=physical");

        var map = _page.Render<MapPage>();

        Assert.Equal("canvas", map.Find("[data-testid=map]").GetAttribute("data-renderer"));
        Assert.Equal("0", map.Find("[data-testid=map-canvas]").GetAttribute("tabindex"));
        Assert.Empty(map.FindAll("[data-node]"));
    }

    [Fact]
    public void Map_OnlyMitigatedIncidents_DoNotAlarm()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1", IncidentState.Mitigated));

        var map = _page.Render<MapPage>();

        Assert.NotNull(map.Find(".banner.calm [data-testid=banner-incident]"));
    }

    [Fact]
    public void Map_Incidents_ShowAlertsBecomingFew()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1", suspect: "deployment of auth"));

        var map = _page.Render<MapPage>();

        var banner = map.Find("[data-testid=banner]");
        Assert.Contains("20", banner.TextContent, StringComparison.Ordinal);
        Assert.Contains("deployment of auth", banner.TextContent, StringComparison.Ordinal);
        Assert.Equal("/incidents/INC-1", banner.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public void Map_ChangedView_WatchesTheNewOneOnly()
    {
        _page.Show(Samples.Calls(1, "web>db"));
        var map = _page.Render<MapPage>();

        map.Find("[data-testid=view-switcher]").Change("twin:live");

        map.WaitForAssertion(() => Assert.EndsWith("/?view=twin:live", _page.Address, StringComparison.Ordinal));
        map.WaitForAssertion(() => Assert.Equal(["twin:live"], _page.Feed.Watched));
    }

    [Fact]
    public void Map_Left_StopsWatching()
    {
        _page.Show(Samples.Calls(1, "web>db"));
        var map = _page.Render<MapPage>();

        map.Instance.Dispose();

        Assert.Empty(_page.Feed.Watched);
    }

    [Fact]
    public void Map_NotInteractiveYet_AsksNobody()
    {
        _page.SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        _page.Render<MapPage>();

        Assert.Empty(_page.Feed.Watched);
        Assert.Equal(0, _page.Reader.SnapshotsAsked);
    }
}
