using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AiopsTwin.Browser.Tests.Fixtures;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Generators;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>The map of three thousand entities, twin-ui/Components/CanvasDiagram.razor, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class OverviewTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Twin = "large";

    private static LocatorAssertionsToHaveAttributeOptions Patient { get; } = new() { Timeout = Visit.Patience };

    public async ValueTask InitializeAsync()
    {
        if (!browser.IsThere)
        {
            return;
        }

        using var client = new HttpClient { BaseAddress = browser.Address };
        using var known = await client.GetAsync($"/api/v1/twins/{Twin}", TestContext.Current.CancellationToken);
        if (known.IsSuccessStatusCode)
        {
            return;
        }

        using var body = new StringContent(
            EstateFormat.WriteYaml(HeavyTailedEstate.Of(3000, 1)), Encoding.UTF8,
            new MediaTypeHeaderValue("application/yaml"));
        using var answer = await client.PutAsync(
            $"/api/v1/twins/{Twin}/topology", body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("calls", ColorScheme.Light)]
    [InlineData("physical", ColorScheme.Dark)]
    [InlineData("both", ColorScheme.Light)]
    public async Task LargeEstate_AnyMode_IsDrawnWholeAndAccessible(string mode, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(scheme);

        var canvas = await OpenAsync(visit, $"&mode={mode}");

        var nodes = int.Parse(await canvas.GetAttributeAsync("data-nodes") ?? "", null);
        Assert.InRange(nodes, 2500, 3000);
        Assert.True(await ColoursAsync(canvas) > 5, "The canvas is empty.");
        await visit.AssertAccessibleAsync();
        await visit.PictureAsync($"overview-{mode}");
        visit.AssertClean();
    }

    [Fact]
    public async Task Overview_ArrowsAndEnter_OpenAndChooseWithoutAMouse()
    {
        await using var visit = await browser.VisitAsync();
        var canvas = await OpenAsync(visit, "&mode=physical");

        await canvas.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(canvas).ToHaveAttributeAsync("data-cursor", new Regex("^[a-z]+:"), Patient);
        var key = await canvas.GetAttributeAsync("data-cursor");
        await Expect(visit.Page.Locator("[data-said]")).ToContainTextAsync(new Regex("unknown"));
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByTestId("entity-panel")).ToBeVisibleAsync(new() { Timeout = Visit.Patience });
        Assert.Contains($"sel={key}", visit.Page.Url, StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task Overview_Found_MovesToTheEntityAndItsAddressShowsTheSameAgain()
    {
        await using var visit = await browser.VisitAsync();
        var canvas = await OpenAsync(visit, "&mode=both");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("db-002300");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync(
            new Regex("sel=datastore:db-002300.*at="), new() { Timeout = Visit.Patience });
        var address = visit.Page.Url;
        await visit.Page.ReloadAsync();

        await Expect(canvas).ToHaveAttributeAsync("data-patches", new Regex("[1-9]"), Patient);
        Assert.Equal(address, visit.Page.Url);
        await visit.PictureAsync("overview-found");
        visit.AssertClean();
    }

    [Fact]
    public async Task Overview_SurroundingsAskedFor_AreDrawnForReading()
    {
        await using var visit = await browser.VisitAsync();
        var canvas = await OpenAsync(visit, "&mode=calls&sel=datastore:db-002300");

        await canvas.FocusAsync();
        await visit.Page.GetByTestId("focus").ClickAsync();

        await Expect(visit.Page.Locator("svg[data-attached=true]"))
            .ToHaveCountAsync(1, new() { Timeout = Visit.Patience });
        await Expect(visit.Page.GetByTestId("scope")).ToContainTextAsync("db-002300 within 2 links");
        await Expect(visit.Page.Locator("[data-node='datastore:db-002300']")).ToBeVisibleAsync();
        await visit.AssertAccessibleAsync();
        await visit.PictureAsync("overview-focused");
        visit.AssertClean();
    }

    [Fact]
    public async Task Overview_DraggedAndZoomed_DrawsOnAndTellsWhatItBundles()
    {
        await using var visit = await browser.VisitAsync();
        var canvas = await OpenAsync(visit, "&mode=calls");
        var box = (await canvas.BoundingBoxAsync())!;
        var before = int.Parse(await canvas.GetAttributeAsync("data-frames") ?? "", null);

        await visit.Page.Mouse.MoveAsync(box.X + 300, box.Y + 200);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + 500, box.Y + 260, new() { Steps = 12 });
        await visit.Page.Mouse.UpAsync();
        await visit.Page.Mouse.WheelAsync(0, -600);

        await Expect(visit.Page).ToHaveURLAsync(new Regex("at="), new() { Timeout = Visit.Patience });
        Assert.True(int.Parse(await canvas.GetAttributeAsync("data-frames") ?? "", null) > before + 3);
        await Expect(visit.Page.Locator("[data-note]")).ToContainTextAsync("links bundled");
        visit.AssertClean();
    }

    private static async Task<ILocator> OpenAsync(Visit visit, string query)
    {
        await visit.OpenAsync($"/?view=twin:{Twin}{query}");
        var canvas = visit.Page.GetByTestId("map-canvas");
        await Expect(canvas).ToHaveAttributeAsync("data-frames", new Regex("[1-9]"), Patient);
        await Expect(canvas).ToHaveAttributeAsync("data-patches", new Regex("[1-9]"), Patient);
        return canvas;
    }

    /// <summary>How many different colours a canvas shows.</summary>
    private static Task<int> ColoursAsync(ILocator canvas) => canvas.EvaluateAsync<int>("""
        canvas => {
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) { seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]); }
          return seen.size;
        }
        """);
}
