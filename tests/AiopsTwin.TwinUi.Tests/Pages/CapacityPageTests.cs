using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class CapacityPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public CapacityPageTests() => _page.Show(Samples.Calls(1, "web>db"));

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Capacity_Resources_AreListedByDateWithIntervalAndConfidence()
    {
        _page.Reader.TheCapacity = new CapacityBoard(
            Samples.Noon, 3, 1, 2, [Samples.Full("a", 10, 8, 12), Samples.Full("b", 14, 5, 55)]);

        var page = _page.Render<CapacityPage>();

        page.WaitForAssertion(() =>
        {
            var rows = page.FindAll("[data-testid=capacity-table] tbody tr");
            Assert.Equal(2, rows.Count);
            Assert.Equal("a", rows[0].Children[0].TextContent.Trim());
            Assert.Contains("2026-03-12", rows[0].Children[2].TextContent, StringComparison.Ordinal);
            Assert.Equal(
                page.FindAll("[data-testid=capacity-table] thead th").Skip(2).Select(head => head.TextContent),
                rows[0].Children.Skip(2).Select(cell => cell.GetAttribute("data-label")));
            Assert.Contains("(act now)", rows[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("2026-03-10 to 2026-03-14", rows[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("high: 8 of 10", rows[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("about 14 days", rows[1].TextContent, StringComparison.Ordinal);
            Assert.Contains("between 5 and 55 days", rows[1].TextContent, StringComparison.Ordinal);
            Assert.Contains("for 1 it is too early", page.Find("[data-testid=capacity-lead]").TextContent,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Capacity_WhatIfInTheAddress_IsWhatIsAsked()
    {
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 1, 0, 1, [Samples.Full("a", 10, 8, 12)]);
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/capacity?work=1.5&lead=30");

        var page = _page.Render<CapacityPage>();

        page.WaitForAssertion(() => Assert.Contains(
            "With 50 % more work", page.Find("thead").TextContent, StringComparison.Ordinal));
        Assert.Equal(new CapacityQuery(30, 1.5), _page.Reader.CapacityAsked);
    }

    [Fact]
    public void Capacity_WithAWorldBehind_ShowsItsAnswerBesideTheTrend()
    {
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 0, 0, 0, []);
        _page.Reader.TheWork = Samples.Work(1.5);
        ShowRun();
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo("/capacity?work=1.5");

        var page = _page.Render<CapacityPage>();

        var row = page.WaitForElement("[data-testid=work-table] tbody tr");
        Assert.Equal(1.5, _page.Reader.WorkAsked);
        Assert.Equal("db", row.Children[0].TextContent.Trim());
        Assert.Equal(
            ["70 % → 84 %", "–", "100/s → 120/s", "10 ms → 14 ms", "30 ms → 45 ms", "0 % → 0.1 %"],
            row.Children.Skip(1).Select(cell => cell.TextContent));
        Assert.Contains("14:00 UTC", page.Find("[data-testid=work]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_WorldThatDoesNotAnswer_SaysWhy()
    {
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 0, 0, 0, []);
        _page.Reader.TheWork = Samples.Work(1.2) with { Lines = [], Problem = "the estate is too large" };
        ShowRun();

        var page = _page.Render<CapacityPage>();

        Assert.Contains(
            "the estate is too large", page.WaitForElement("[data-testid=work]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_Asked_BecomesTheAddress()
    {
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 1, 0, 1, [Samples.Full("a", 10, 8, 12)]);
        var page = _page.Render<CapacityPage>();
        page.WaitForElement("[data-testid=capacity-table]");

        page.FindAll("[data-testid=what-if] input")[0].Change("35");
        page.Find("[data-testid=what-if]").Submit();

        Assert.EndsWith("/capacity?work=1.35", _page.Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_NothingTellsHowFullItIs_SaysWhatIsNeeded()
    {
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 0, 0, 0, []);

        var page = _page.Render<CapacityPage>();

        Assert.Contains(
            "needs its limit", page.WaitForElement("[data-testid=no-capacity]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_TooEarlyForAll_SaysSoOnceInsteadOfInEveryRow()
    {
        var line = Samples.Full("a", 10, 8, 12);
        var early = line with { Forecast = line.Forecast with { Verdict = CapacityVerdict.TooEarly } };
        _page.Reader.TheCapacity = new CapacityBoard(Samples.Noon, 1, 1, 0, [early]);

        var page = _page.Render<CapacityPage>();

        Assert.Contains(
            "1 resource of this twin", page.WaitForElement("[data-testid=no-capacity]").TextContent,
            StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Capacity_TwinDoesNotAnswer_SaysSo()
    {
        _page.Reader.Failure = new TimeoutException();

        var page = _page.Render<CapacityPage>();

        page.WaitForAssertion(() => Assert.Contains(
            "did not answer", page.Find("[role=status].notice").TextContent, StringComparison.Ordinal));
    }

    private void ShowRun()
    {
        var topology = Samples.Calls(1, "web>db");
        var snapshot = Samples.Snapshot(topology, null) with { Run = Samples.Run(RunStage.Playing) };
        _page.Feed.Show(ViewPicture.Of(ViewKey.Default, snapshot, topology, Samples.Noon));
    }
}
