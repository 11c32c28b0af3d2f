using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class RunsPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Runs_Start_MakesARunAndGoesThere()
    {
        _page.Reader.TheScenarios =
        [
            new ScenarioLine("auth-pool", "Bad pool", "A deployment goes wrong.", TimeSpan.FromMinutes(20), 40, false),
        ];
        var runs = _page.Render<RunsPage>();

        runs.Find("[data-testid=seed]").Change("7");
        runs.Find("[data-testid=mode]").Change("Live");
        runs.Find("[data-testid=start-auth-pool]").Click();

        runs.WaitForAssertion(() => Assert.EndsWith("/runs/auth-pool-x", _page.Address, StringComparison.Ordinal));
        Assert.Equal(["start auth-pool 7 Live"], _page.Commands.Given);
    }

    [Fact]
    public void Runs_ScenarioWithAControl_IsOneCardWithTwoStarts()
    {
        var day = TimeSpan.FromMinutes(20);
        _page.Reader.TheScenarios =
        [
            new ScenarioLine("auth-pool", "Bad pool", "", day, 40, false),
            new ScenarioLine("auth-pool-control", "Good pool", "", day, 40, true),
        ];
        var runs = _page.Render<RunsPage>();

        runs.Find("[data-testid=start-auth-pool-control]").Click();

        Assert.Single(runs.FindAll(".card"));
        runs.WaitForAssertion(() => Assert.Equal(["start auth-pool-control 1 Rehearsal"], _page.Commands.Given));
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
}
