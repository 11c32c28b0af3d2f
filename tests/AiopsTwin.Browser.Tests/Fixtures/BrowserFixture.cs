using Microsoft.Playwright;

namespace AiopsTwin.Browser.Tests.Fixtures;

/// <summary>One browser and one silo for all tests. Without a browser the tests say so and are skipped, unless the
/// variable <c>AIOPSTWIN_REQUIRE_BROWSER</c> is 1: a build that promises to test the page must not pass
/// without.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SiloProcess? _silo;

    /// <summary>Where the page is.</summary>
    public Uri Address => _silo!.Address;

    /// <summary>False when no browser was found.</summary>
    public bool IsThere => _browser is not null;

    public async ValueTask InitializeAsync()
    {
        if (Chromium() is not { } chromium)
        {
            return;
        }

        _silo = await SiloProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            // A browser run by root refuses its own sandbox; everywhere else it stays on.
            ChromiumSandbox = Environment.UserName != "root",
            Args = ["--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
        });
    }

    /// <summary>Opens a visit, or skips the test when there is no browser.</summary>
    public async Task<Visit> VisitAsync(ColorScheme scheme = ColorScheme.Light, bool isPhone = false)
    {
        if (_browser is null)
        {
            const string Reason = "No Chromium was found; set AIOPSTWIN_BROWSER to its path to run the browser tests.";
            Assert.False(Environment.GetEnvironmentVariable("AIOPSTWIN_REQUIRE_BROWSER") == "1", Reason);
            Assert.Skip(Reason);
        }

        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.AbsoluteUri,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = isPhone
                ? new ViewportSize { Width = 390, Height = 844 }
                : new ViewportSize { Width = 1440, Height = 900 },
        });
        return new Visit(context, await context.NewPageAsync(), Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
    }

    private static string? Chromium() =>
        Environment.GetEnvironmentVariable("AIOPSTWIN_BROWSER") is { Length: > 0 } named
            ? named
            : Array.Find(Places, File.Exists);
}
