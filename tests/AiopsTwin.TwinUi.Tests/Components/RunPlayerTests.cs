using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class RunPlayerTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Player_Paused_PlaysOnClick()
    {
        var player = Render(Samples.Run(RunStage.Paused));

        player.Find("[data-testid=play]").Click();

        Assert.Equal(["play auth-pool-1"], _page.Commands.Given);
    }

    [Fact]
    public void Player_Playing_PausesOnClick()
    {
        var player = Render(Samples.Run(RunStage.Playing));

        player.Find("[data-testid=pause]").Click();

        Assert.Equal(["pause auth-pool-1"], _page.Commands.Given);
    }

    [Fact]
    public void Player_MaxSpeed_IsZero()
    {
        var player = Render(Samples.Run(RunStage.Paused));

        player.Find("[data-testid=speed]").Change("0");

        Assert.Equal(["speed auth-pool-1 0"], _page.Commands.Given);
    }

    [Fact]
    public void Player_SeekBar_ShowsTheWishAndSeeksWhenLetGo()
    {
        var player = Render(Samples.Run(RunStage.Paused, 60));

        player.Find("[data-testid=seek]").Input("300");
        var wish = player.Find("[data-testid=position] strong").TextContent;
        var handle = player.Find("[data-testid=seek]").GetAttribute("value");
        var beforeRelease = _page.Commands.Given.Count;
        player.Find("[data-testid=seek]").Change("300");

        Assert.Equal("+05:00", wish);
        Assert.Equal("60", handle);
        Assert.Equal(0, beforeRelease);
        Assert.Equal(["seek auth-pool-1 300"], _page.Commands.Given);
    }

    [Fact]
    public void Player_Refusal_IsShown()
    {
        _page.Commands.Answer = Decision.Refused("A live run cannot go back.");
        var player = Render(Samples.Run(RunStage.Paused));

        player.Find("[data-testid=play]").Click();

        Assert.Contains("cannot go back", player.Find("[data-testid=refusal]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Player_Ended_PlaysAgainFromTheStartAndShowsFaults()
    {
        var player = Render(Samples.Run(
            RunStage.Ended, 1200, new RunMark(TimeSpan.FromMinutes(5), RunMarkKind.Fault, "pool shrinks")));

        player.Find("[data-testid=play]").Click();

        Assert.Equal("Play again", player.Find("[data-testid=play]").TextContent);
        Assert.Equal(["seek auth-pool-1 0", "play auth-pool-1"], _page.Commands.Given);
        Assert.Contains("pool shrinks", player.Find("[data-testid=lane-fault]").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void Player_NotEnded_HasNoTraceOfFaults()
    {
        var player = Render(Samples.Run(
            RunStage.Playing, 600, new RunMark(TimeSpan.FromMinutes(5), RunMarkKind.Fault, "pool shrinks")));

        Assert.DoesNotContain("pool shrinks", player.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Player_LiveRun_GoesBack()
    {
        var player = Render(Samples.Run(RunStage.Playing, 600) with { Mode = RunMode.Live, Twin = "demo" });

        player.Find("[aria-label='Back 10 seconds']").Click();

        Assert.Equal(["seek auth-pool-1 590"], _page.Commands.Given);
    }

    [Theory]
    [InlineData(RunStage.WarmingUp)]
    [InlineData(RunStage.Stopped)]
    public void Player_NothingToMove_OffersNothing(RunStage stage)
    {
        var player = Render(Samples.Run(stage));

        Assert.True(player.Find("[data-testid=play]").HasAttribute("disabled"));
        Assert.True(player.Find("[data-testid=seek]").HasAttribute("disabled"));
        Assert.True(player.Find("[aria-label='Back 10 seconds']").HasAttribute("disabled"));
    }

    private IRenderedComponent<RunPlayer> Render(RunStatus run) =>
        _page.Render<RunPlayer>(player => player.Add(p => p.Run, run));
}
