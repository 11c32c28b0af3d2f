using System.Text.RegularExpressions;
using AiopsTwin.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>The map, twin-ui/Pages/MapPage.razor, in a real browser over the live demo estate.</summary>
[Collection(BrowserTests.Name)]
public sealed class MapTests(BrowserFixture browser)
{
    [Fact]
    public async Task DemoEstate_OpenedFresh_IsAliveWithHealthyServices()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync("/");

        await Expect(visit.Page.Locator("[data-node='service:checkout'].healthy")).ToBeVisibleAsync(Patient);

        await visit.AssertAccessibleAsync();
        await visit.PictureAsync("map-calls-light");
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_ArrowsAndEnter_SelectWithoutAMouse()
    {
        await using var visit = await browser.VisitAsync();
        await OpenMapAsync(visit);
        var stop = visit.Page.Locator("[data-node][tabindex='0']");
        await Expect(stop).ToHaveCountAsync(1, new() { Timeout = Visit.Patience });
        await stop.FocusAsync();

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        var focused = await visit.Page.EvaluateAsync<string>("() => document.activeElement.dataset.node");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByTestId("entity-panel")).ToBeVisibleAsync(Patient);
        await Expect(visit.Page.GetByTestId("blast-summary")).ToBeVisibleAsync(Patient);
        Assert.Contains($"sel={focused}", visit.Page.Url, StringComparison.Ordinal);
        await visit.PictureAsync("map-selected-light");
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_SlashThenName_FindsAnEntity()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("[data-node='service:checkout']")).ToBeVisibleAsync(Patient);

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("checkout");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("sel=service:checkout"), new() { Timeout = Visit.Patience });
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_DraggedAndZoomed_MovesWithoutAskingTheServer()
    {
        await using var visit = await browser.VisitAsync();
        await OpenMapAsync(visit);
        await Expect(visit.Page.Locator("[data-node='service:checkout']")).ToBeVisibleAsync(Patient);
        var viewport = visit.Page.Locator("[data-viewport]");
        var box = (await visit.Page.GetByTestId("map-svg").BoundingBoxAsync())!;

        await visit.Page.Mouse.MoveAsync(box.X + 40, box.Y + 40);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + 140, box.Y + 90, new() { Steps = 5 });
        await visit.Page.Mouse.UpAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        var moved = await viewport.GetAttributeAsync("transform");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Fit" }).ClickAsync();

        Assert.Contains("scale(1.3)", moved, StringComparison.Ordinal);
        await Expect(viewport).ToHaveAttributeAsync("transform", "translate(0 0) scale(1)");
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_ZoomedThenLoadedAgain_ShowsTheSamePart()
    {
        await using var visit = await browser.VisitAsync();
        await OpenMapAsync(visit);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(new Regex("at="), new() { Timeout = Visit.Patience });
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("svg[data-attached=true]"))
            .ToHaveCountAsync(1, new() { Timeout = Visit.Patience });

        await Expect(visit.Page.Locator("[data-viewport]"))
            .ToHaveAttributeAsync("transform", new Regex(@"scale\(1\.(29|3)"));
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_NodeMovedByHand_IsThereAgainAfterLoadingAndGoneAfterRearranging()
    {
        await using var visit = await browser.VisitAsync();
        await OpenMapAsync(visit);
        var node = visit.Page.Locator("[data-node='service:checkout']");
        var before = await node.GetAttributeAsync("transform");
        await node.FocusAsync();

        await visit.Page.Keyboard.PressAsync("Alt+ArrowRight");
        await Expect(node).Not.ToHaveAttributeAsync("transform", before!, new() { Timeout = Visit.Patience });
        var moved = await node.GetAttributeAsync("transform");
        await visit.Page.ReloadAsync();
        await Expect(node).ToHaveAttributeAsync("transform", moved!, new() { Timeout = Visit.Patience });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Re-arrange" }).ClickAsync();

        await Expect(node).ToHaveAttributeAsync("transform", before!, new() { Timeout = Visit.Patience });
        visit.AssertClean();
    }

    [Fact]
    public async Task Map_DarkPhysical_IsDrawn()
    {
        await using var visit = await browser.VisitAsync(ColorScheme.Dark);
        await visit.OpenAsync("/?mode=physical");

        await Expect(visit.Page.Locator("[data-node='host:a1-1']")).ToBeVisibleAsync(Patient);

        await visit.AssertAccessibleAsync();
        await visit.PictureAsync("map-physical-dark");
        visit.AssertClean();
    }

    [Fact]
    public async Task Entity_OfTheDemoEstate_DrawsItsSeries()
    {
        await using var visit = await browser.VisitAsync();
        await visit.OpenAsync("/entities/service:checkout");

        await Expect(visit.Page.Locator("[data-metric='request.duration'] svg")).ToBeVisibleAsync(Patient);

        await visit.PictureAsync("entity-light", isFullPage: true);
        visit.AssertClean();
    }

    private static LocatorAssertionsToBeVisibleOptions Patient { get; } = new() { Timeout = Visit.Patience };

    /// <summary>Opens the map and waits until it listens to keys and the pointer: it is drawn a little
    /// sooner.</summary>
    private static async Task OpenMapAsync(Visit visit)
    {
        await visit.OpenAsync("/");
        await Expect(visit.Page.Locator("svg[data-attached=true]"))
            .ToHaveCountAsync(1, new() { Timeout = Visit.Patience });
    }
}
