using System.Text.RegularExpressions;
using AiopsTwin.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>A run played from its page, twin-ui/Pages/RunPage.razor, to the change it names.</summary>
[Collection(BrowserTests.Name)]
public sealed class RunTests(BrowserFixture browser)
{
    private const float RunPatience = 180_000;

    [Theory]
    [InlineData("Live")]
    public async Task AuthPool_PlayedAtMaxSpeed_NamesTheDeployment(string mode)
    {
        await using var visit = await browser.VisitAsync();
        await StartAsync(visit, "auth-pool", mode);

        await visit.Page.GetByTestId("speed").SelectOptionAsync("0");
        await visit.Page.GetByTestId("play").ClickAsync();

        var named = visit.Page.Locator("[data-testid=suspect][data-rank='1'] [data-testid=named-change]").First;
        await Expect(named).ToContainTextAsync("Deployment", new() { Timeout = RunPatience });
        await Expect(named).ToContainTextAsync("auth 2.3.1", new() { Timeout = RunPatience });
        await Expect(visit.Page.Locator("[data-testid=player][data-stage=Ended]"))
            .ToBeVisibleAsync(new() { Timeout = RunPatience });
        await Expect(visit.Page.GetByTestId("lane-fault")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByTestId("banner"))
            .ToContainTextAsync(new Regex(@"\d+\s+alerts\s+→\s+1\s+incident\b"));
        await visit.PictureAsync($"run-auth-pool-{mode.ToLowerInvariant()}", isFullPage: true);
        visit.AssertClean();
    }

    [Fact]
    public async Task Player_SpaceInsideIt_PlaysAndPausesAndKeepsTheFocus()
    {
        await using var visit = await browser.VisitAsync();
        await StartAsync(visit, "auth-pool", "Live");
        await visit.Page.GetByTestId("play").FocusAsync();

        await visit.Page.Keyboard.PressAsync("Space");
        await Expect(visit.Page.GetByTestId("pause")).ToBeFocusedAsync(new() { Timeout = Visit.Patience });
        await visit.Page.Keyboard.PressAsync("k");

        await Expect(visit.Page.GetByTestId("play")).ToBeFocusedAsync(new() { Timeout = Visit.Patience });
        await Expect(visit.Page.GetByTestId("lane-fault")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    private static async Task StartAsync(Visit visit, string scenario, string mode)
    {
        await visit.OpenAsync("/runs");
        await visit.Page.GetByTestId("mode").SelectOptionAsync(mode);
        await visit.Page.GetByTestId($"start-{scenario}").ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex($"/runs/{scenario}-"), new() { Timeout = Visit.Patience });
        // The baselines are warmed first; the player then stands at the start.
        await Expect(visit.Page.Locator("[data-testid=player][data-stage=Paused]"))
            .ToBeVisibleAsync(new() { Timeout = RunPatience });
    }
}
