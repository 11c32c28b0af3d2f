using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class OtherPagesTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Incident_Page_TellsSentenceSuspectsEvidenceChangeAndWithheldAlerts()
    {
        _page.Show(Samples.Calls(1, "web>gateway gateway>auth auth>db"), null, Samples.Line("INC-1"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();

        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-1"));

        incident.WaitForAssertion(() => Assert.Contains(
            "deployment of 11:58:00 UTC on auth", incident.Find("[data-testid=incident-sentence]").TextContent,
            StringComparison.Ordinal));
        Assert.Equal(["1", "2"], incident.FindAll("[data-testid=suspect]").Select(card => card.GetAttribute("data-rank")));
        Assert.Contains("version 4.2.1", incident.Find("[data-testid=named-change]").TextContent, StringComparison.Ordinal);
        Assert.Contains("+2.5", incident.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal);
        Assert.Contains("−0.4", incident.Find("[data-testid=suspects]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 withheld", incident.Find("[data-testid=alerts]").TextContent, StringComparison.Ordinal);
        Assert.Contains("which explains it", incident.Find("tr.withheld").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 predicted, 3 observed, 2 both", incident.Find("[data-testid=impact]").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Incident_Unknown_SaysSo()
    {
        _page.Show(Samples.Calls(1, "web>db"));

        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-77"));

        incident.WaitForAssertion(() => Assert.NotNull(incident.Find("[data-testid=unknown-incident]")));
    }

    [Fact]
    public void Incident_ClosedByHand_RecordsWhoAndWhy()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-1"));
        _page.Reader.Incidents["INC-1"] = Samples.Incident();
        var incident = _page.Render<IncidentPage>(page => page.Add(p => p.Id, "INC-1"));
        incident.WaitForElement(".close-incident form");

        incident.FindAll(".close-incident input")[0].Change("Ada");
        incident.FindAll(".close-incident input")[1].Change("rolled back");
        incident.Find(".close-incident form").Submit();

        incident.WaitForAssertion(() =>
            Assert.Equal(["close twin:demo INC-1 Ada rolled back"], _page.Commands.Given));
    }

    [Fact]
    public void Incidents_None_TellTheNextAction()
    {
        _page.Show(Samples.Calls(1, "web>db"));

        var incidents = _page.Render<IncidentsPage>();

        Assert.Equal("/runs", incidents.Find("[data-testid=no-incidents] a").GetAttribute("href"));
    }

    [Fact]
    public void Incidents_Some_AreRowsNewestFirst()
    {
        _page.Show(Samples.Calls(1, "web>db"), null, Samples.Line("INC-2"), Samples.Line("INC-10"));

        var incidents = _page.Render<IncidentsPage>();

        Assert.Equal(
            ["INC-10", "INC-2"],
            incidents.FindAll("[data-testid=incident-table] tbody th").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Entity_Page_DrawsItsSeriesWithNames()
    {
        var web = Samples.Service("web");
        var topology = Samples.Calls(1, "web>db");
        _page.Show(topology);
        _page.Reader.Entities[web.Text] = new EntityDetails(
            topology.Entities[1], Samples.Vitals(web), topology.Dependencies, [], [Samples.Series(true, 0.03, 0.06)], []);

        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, web.Text));

        entity.WaitForAssertion(() => Assert.Contains(
            "above what is expected", entity.Find("[data-testid=chart] svg").GetAttribute("aria-label"),
            StringComparison.Ordinal));
        Assert.NotNull(entity.Find("[data-testid=chart] rect.band"));
    }

    [Fact]
    public void Entity_NotAnId_SaysHowToWriteOne()
    {
        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, "nonsense"));

        Assert.Contains("write kind:name", entity.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_Start_MakesARunAndGoesThere()
    {
        _page.Reader.TheScenarios =
            [new ScenarioLine("auth-pool", "Bad pool", "A deployment goes wrong.", TimeSpan.FromMinutes(20), 40, false)];
        var runs = _page.Render<RunsPage>();

        runs.Find("[data-testid=seed]").Change("7");
        runs.Find("[data-testid=mode]").Change("Live");
        runs.Find("[data-testid=start-auth-pool]").Click();

        runs.WaitForAssertion(() => Assert.EndsWith("/runs/auth-pool-x", _page.Address, StringComparison.Ordinal));
        Assert.Equal(["start auth-pool 7 Live"], _page.Commands.Given);
    }

    [Fact]
    public void Runs_RefusedStart_StaysAndSaysWhy()
    {
        _page.Reader.TheScenarios = [new ScenarioLine("a", "A", "", TimeSpan.FromMinutes(1), 1, true)];
        _page.Commands.Answer = Decision.Refused("Too many runs.");
        var runs = _page.Render<RunsPage>();

        runs.Find("[data-testid=start-a]").Click();

        runs.WaitForAssertion(() => Assert.Contains(
            "Too many runs", runs.Find("[data-testid=refusal]").TextContent, StringComparison.Ordinal));
    }

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
        Assert.Contains("Root rank 1", run.Find(".expectations .passed").TextContent, StringComparison.Ordinal);
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

    private void Show(RunStage stage)
    {
        var topology = Samples.Calls(1, "web>db");
        var snapshot = Samples.Snapshot(topology) with { Run = Samples.Run(stage, 600) };
        _page.Feed.Show(ViewPicture.Of("run:auth-pool-1", snapshot, topology, Samples.Noon));
    }
}
