using AiopsTwin.Contracts.Runs;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class ViewSwitcherTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Switcher_Runs_AreOfferedOnceAndWithoutTheRunBehindTheDemo()
    {
        _page.Reader.TheRuns =
        [
            Samples.Run(RunStage.Playing) with { Run = "newer", Title = "Newer" },
            Samples.Run(RunStage.Ended) with { Run = "older", Title = "Older" },
            Samples.Run(RunStage.Playing) with { Run = "demo", Twin = "demo", Mode = RunMode.Live },
            Samples.Run(RunStage.None) with { Run = "forgotten" },
        ];

        var switcher = _page.Render<ViewSwitcher>(view => view.Add(p => p.View, "run:older"));

        Assert.Equal(
            ["twin:demo", "twin:live", "run:newer", "run:older"],
            switcher.FindAll("option").Select(option => option.GetAttribute("value")));
        Assert.Equal("run:older", switcher.Find("select").GetAttribute("value"));
    }

    [Fact]
    public void Switcher_ViewNobodyLists_IsOfferedAllTheSame()
    {
        var switcher = _page.Render<ViewSwitcher>(view => view.Add(p => p.View, "twin:mine"));

        Assert.Contains("Twin mine", switcher.FindAll("option").Select(option => option.TextContent));
    }
}
