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
    [InlineData("/capacity?work=1.5", "Capacity")]
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
        foreach (var address in new[] { "/", "/?table=1", "/incidents", "/capacity", "/runs" })
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

    [Fact]
    public async Task Pages_OnAPhone_FitItsWidth()
    {
        await using var visit = await browser.VisitAsync(isPhone: true);
        foreach (var (address, sign) in Everywhere)
        {
            await visit.OpenAsync(address);
            await Expect(visit.Page.Locator(sign).First).ToBeVisibleAsync(new() { Timeout = Visit.Patience });

            var beyond = await visit.Page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - window.innerWidth");
            var isTooWide = beyond > 0;

            Assert.False(isTooWide, $"{address} is {beyond} px wider than the screen.");
            await visit.PictureAsync($"phone{address.Replace('/', '-').Replace('?', '-').Replace(':', '-')}");
        }

        visit.AssertClean();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Words_OnEveryPage_StandOutFromTheirGround(ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(scheme);
        foreach (var (address, sign) in Everywhere)
        {
            await visit.OpenAsync(address);
            await Expect(visit.Page.Locator(sign).First).ToBeVisibleAsync(new() { Timeout = Visit.Patience });

            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FaintWords));
        }
    }

    private static (string Address, string Sign)[] Everywhere { get; } =
    [
        ("/", "[data-node='service:checkout']"),
        ("/?sel=service:checkout", "[data-testid=blast-summary]"),
        ("/?mode=physical", "[data-node='host:a1-1']"),
        ("/?table=1", "[data-testid=entity-table]"),
        ("/?view=twin:live", "[data-testid=connect-hint]"),
        ("/incidents", "[data-testid=banner]"),
        ("/capacity", "[data-testid=capacity-table], [data-testid=no-capacity]"),
        ("/runs", "[data-testid=start-auth-pool]"),
        ("/entities/service:checkout", "[data-testid=chart]"),
    ];

    // Contrast as WCAG 2.2 computes it (relative luminance, section 1.4.3); what cannot be used is exempt there, too.
    private const string FaintWords =
        """
        () => {
          const parts = color => color.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b]
            .map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = one => {
            for (let at = one; at; at = at.parentElement) {
              const color = parts(getComputedStyle(at).backgroundColor);
              if (color.length < 4 || color[3] > 0.99) { return color; }
            }
            return parts(getComputedStyle(document.documentElement).backgroundColor);
          };
          return [...document.querySelectorAll('body *')]
            .filter(one => !one.closest('svg, script, noscript, [disabled]'))
            .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 1)
            .map(one => {
              const [a, b] = [light(parts(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
              return [(a + 0.05) / (b + 0.05), one];
            })
            .filter(([ratio]) => ratio < 4.5)
            .map(([ratio, one]) => `${ratio.toFixed(2)} ${one.outerHTML.slice(0, 90)}`);
        }
        """;
}
