using AiopsTwin.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>What every page of twin-ui/Pages shares: frame, theme, keys, no foreign request.</summary>
[Collection(BrowserTests.Name)]
public sealed class ShellTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("/", "Map")]
    [InlineData("/?table=1", "Map")]
    [InlineData("/?mode=physical", "Map")]
    [InlineData("/incidents", "Incidents")]
    [InlineData("/runs", "Runs")]
    [InlineData("/entities/service:nobody", "nobody")]
    public async Task Page_OpenedByAddress_AnswersWithoutErrorsAndStaysOnItsOrigin(string address, string heading)
    {
        await using var visit = await browser.VisitAsync();

        await visit.OpenAsync(address);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(heading);
        visit.AssertClean();
    }

    [Fact]
    public async Task Address_Unknown_OffersAWayOn()
    {
        await using var visit = await browser.VisitAsync();

        var answer = await visit.Page.GotoAsync("/no/such/page");

        Assert.Equal(404, answer?.Status);
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Not found");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Runs" }))
            .ToHaveAttributeAsync("href", "/runs");
    }

    [Fact]
    public async Task Theme_Toggled_TurnsAndIsRemembered()
    {
        await using var visit = await browser.VisitAsync(ColorScheme.Light);
        await visit.OpenAsync("/runs");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visit.Page.ReloadAsync();

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        visit.AssertClean();
    }

    [Fact]
    public async Task Controls_OnEveryPage_HaveNames()
    {
        await using var visit = await browser.VisitAsync();
        foreach (var address in new[] { "/", "/?table=1", "/incidents", "/runs" })
        {
            await visit.OpenAsync(address);

            var nameless = await visit.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('button, a[href], input, select, [role=button], svg[role]')]
                  .filter(one => !(one.ariaLabel || one.textContent.trim() || one.labels?.length || one.closest('label')
                    || one.querySelector('title')))
                  .map(one => one.outerHTML.slice(0, 120))
                """);

            Assert.Empty(nameless);
        }
    }
}
