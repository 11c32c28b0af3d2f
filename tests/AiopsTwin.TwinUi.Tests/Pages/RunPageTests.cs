using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class RunPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Run_Ended_ShowsTheReportAndItsArithmetic()
    {
        Show(RunStage.Ended);
        _page.Reader.TheReport = new RunReport(
            "auth-pool", 1, "0.1.0", Samples.Noon, Samples.Noon.AddMinutes(20), 40, 12_000, 21, [Samples.Incident()],
            TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(150), 1, 0.9, 0.8,
            [new ExpectationResult(new Expectation(ExpectationKind.RootRank, 1, null, null), true, "rank 1")], "00ff");

        var run = _page.Render<RunPage>(page => page.Add(p => p.Id, "auth-pool-1"));

        run.WaitForAssertion(() => Assert.Contains(
            "1 min 15 s", run.Find("[data-testid=report]").TextContent, StringComparison.Ordinal));
        Assert.Equal("21 → 1", run.Find("[data-testid=report-compression]").TextContent);
        Assert.Contains("suspect number 1", run.Find(".expectations .passed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Playing_WatchesItsOwnViewAndShowsNoReport()
    {
        Show(RunStage.Playing);

        var run = _page.Render<RunPage>(page => page.Add(p => p.Id, "auth-pool-1"));

        Assert.Equal(["run:auth-pool-1"], _page.Feed.Watched);
        Assert.Empty(run.FindAll("[data-testid=report]"));
        Assert.Contains("not the live estate", run.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Physical")]
    [InlineData("?mode=calls", "Calls")]
    public void Run_CauseIsARack_ShowsPlacesUnlessTheReaderChose(string query, string mode)
    {
        var rack = EntityId.Of(EntityKind.Rack, "rack-a");
        var found = Samples.Incident();
        _page.Reader.Incidents["INC-1"] = found with
        {
            Diagnosis = found.Diagnosis! with { Suspects = [found.Diagnosis!.Suspects[0] with { Entity = rack }] },
        };
        Show(RunStage.Playing, Samples.Places(1, instances: 2), Samples.Line("INC-1"));
        _page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/runs/auth-pool-1{query}");

        var run = _page.Render<RunPage>(page => page.Add(p => p.Id, "auth-pool-1"));

        run.WaitForAssertion(() => Assert.NotEmpty(run.FindAll("[data-testid=incident-panel]")));
        run.WaitForAssertion(() => Assert.Equal(
            mode, run.Find(".segments [aria-current=true]").TextContent));
    }

    private void Show(RunStage stage, TopologySnapshot? places = null, params IncidentLine[] incidents)
    {
        var topology = places ?? Samples.Calls(1, "web>db");
        var snapshot = Samples.Snapshot(topology, null, incidents) with { Run = Samples.Run(stage, 600) };
        _page.Feed.Show(ViewPicture.Of("run:auth-pool-1", snapshot, topology, Samples.Noon));
    }
}
