using System.Text.RegularExpressions;
using AiopsTwin.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>A run played from its page, twin-ui/Pages/RunPage.razor, to the change it names.</summary>
[Collection(BrowserTests.Name)]
public sealed class RunTests(BrowserFixture browser)
{
    private const float RunPatience = 180_000;

    [Fact]
    public async Task AuthPool_Rehearsed_TellsTheWholeStoryFromReportToMap()
    {
        await using var visit = await browser.VisitAsync();
        await PlayToTheEndAsync(visit, "auth-pool", "Rehearsal");

        await AssertDeploymentNamedAsync(visit);
        var report = visit.Page.GetByTestId("report");
        await Expect(report).ToContainTextAsync("The true root is suspect number 1", Patient);
        await Expect(report.Locator(".failed")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByTestId("report-compression")).ToHaveTextAsync(new Regex(@"^\d{2} → 1$"));
        await visit.PictureAsync("run-auth-pool-rehearsal", isFullPage: true);
        await ReadIncidentAsync(visit);
        await ReadBlastRadiusAsync(visit);
        visit.AssertClean();
    }

    [Fact]
    public async Task AuthPool_PlayedLive_NamesTheDeployment()
    {
        await using var visit = await browser.VisitAsync(ColorScheme.Dark);
        await PlayToTheEndAsync(visit, "auth-pool", "Live");

        await AssertDeploymentNamedAsync(visit);
        await Expect(visit.Page.GetByTestId("report")).ToBeVisibleAsync(new() { Timeout = RunPatience });
        await visit.PictureAsync("run-auth-pool-live-dark", isFullPage: true);
        visit.AssertClean();
    }

    [Fact]
    public async Task Rehearsal_SentBackToItsStart_ForgetsWhatItShowed()
    {
        await using var visit = await browser.VisitAsync();
        await PlayToTheEndAsync(visit, "schema-update", "Rehearsal");
        await Expect(visit.Page.GetByTestId("report")).ToBeVisibleAsync(new() { Timeout = RunPatience });

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "To start" }).ClickAsync();

        await Expect(visit.Page.GetByTestId("position"))
            .ToHaveAttributeAsync("data-seconds", "0", new() { Timeout = RunPatience });
        await Expect(visit.Page.GetByTestId("report")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByTestId("lane-fault")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task RackPowerLoss_Rehearsed_ShowsPlacesAndMarksTheRack()
    {
        await using var visit = await browser.VisitAsync();
        await PlayToTheEndAsync(visit, "rack-power-loss", "Rehearsal");

        await Expect(visit.Page.Locator(".box.blast-origin[data-node='rack:r3']"))
            .ToBeVisibleAsync(new() { Timeout = RunPatience });
        await visit.PictureAsync("run-rack-power-loss");
        visit.AssertClean();
    }

    [Fact]
    public async Task Catalogue_ByKeyboardAlone_StartsARunAndPlaysIt()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync("/runs");
        await visit.TabToAsync("start-auth-pool");

        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("[data-testid=player][data-stage=Paused]"))
            .ToBeVisibleAsync(new() { Timeout = RunPatience });
        await visit.TabToAsync("play");
        await visit.Page.Keyboard.PressAsync("Space");
        await Expect(visit.Page.GetByTestId("pause")).ToBeFocusedAsync(new() { Timeout = Visit.Patience });
        await visit.Page.Keyboard.PressAsync("k");

        await Expect(visit.Page.GetByTestId("play")).ToBeFocusedAsync(new() { Timeout = Visit.Patience });
        await Expect(visit.Page.GetByTestId("lane-fault")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    private static LocatorAssertionsToContainTextOptions Patient { get; } = new() { Timeout = RunPatience };

    private static async Task PlayToTheEndAsync(Visit visit, string scenario, string mode)
    {
        await StartAsync(visit, scenario, mode);
        await visit.Page.GetByTestId("speed").SelectOptionAsync("0");
        await visit.Page.GetByTestId("play").ClickAsync();
        await Expect(visit.Page.Locator("[data-testid=player][data-stage=Ended]"))
            .ToBeVisibleAsync(new() { Timeout = RunPatience });
    }

    private static async Task AssertDeploymentNamedAsync(Visit visit)
    {
        var named = visit.Page.Locator("[data-testid=suspect][data-rank='1'] [data-testid=named-change]").First;
        await Expect(named).ToContainTextAsync("Deployment", Patient);
        await Expect(named).ToContainTextAsync("auth 2.3.1", Patient);
        await Expect(visit.Page.GetByTestId("lane-fault")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByTestId("banner"))
            .ToContainTextAsync(new Regex(@"\d+\s+alerts\s+→\s+1\s+incident\b"), Patient);
    }

    // From the panel beside the map to the incident's own page: what, why, since when, who else.
    private static async Task ReadIncidentAsync(Visit visit)
    {
        await visit.Page.GetByTestId("incident-panel").GetByRole(AriaRole.Link, new() { Name = "INC-1" }).ClickAsync();

        await Expect(visit.Page.Locator("h1")).ToContainTextAsync("INC-1", Patient);
        await Expect(visit.Page.GetByTestId("incident-sentence")).ToContainTextAsync("14:12:00", Patient);
        await Expect(visit.Page.GetByTestId("incident-lanes")).ToContainTextAsync("mitigated", Patient);
        await Expect(visit.Page.Locator("[data-testid=suspect][data-rank='1'] .evidence li").First)
            .ToContainTextAsync(new Regex(@"[+−]\d"), Patient);
        await Expect(visit.Page.GetByTestId("impact")).ToContainTextAsync("predicted", Patient);
        await visit.PictureAsync("incident-auth-pool", isFullPage: true);
    }

    private static async Task ReadBlastRadiusAsync(Visit visit)
    {
        await visit.Page.GetByTestId("overlay-link").ClickAsync();

        await Expect(visit.Page.Locator(".node.blast-origin[data-node='service:auth']"))
            .ToBeVisibleAsync(new() { Timeout = Visit.Patience });
        await Expect(visit.Page.Locator(".node.blast-both").First)
            .ToBeVisibleAsync(new() { Timeout = Visit.Patience });
        await Expect(visit.Page.GetByTestId("overlay-legend")).ToContainTextAsync("INC-1", Patient);
        await visit.PictureAsync("map-blast-radius");
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
