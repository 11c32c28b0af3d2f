using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

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
