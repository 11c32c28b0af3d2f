using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AiopsTwin.Browser.Tests.Fixtures;

/// <summary>One person's visit: a page, and everything that went wrong on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>How long anything on a page may take. Generous: the tests also run on busy machines.</summary>
    public const float Patience = 60_000;

    // More controls than any page has before its content.
    private const int MostTabs = 60;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Visit(IBrowserContext context, IPage page, Uri home)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _complaints.Enqueue($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue($"console error: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            var isOwn = new Uri(request.Url) is var url && (url.Scheme == "data" || url.Authority == home.Authority);
            if (!isOwn)
            {
                _complaints.Enqueue($"a request left the origin: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Opens an address and waits until the page answers to clicks.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForSelectorAsync("main[data-interactive=true]");
    }

    /// <summary>Walks to a control with the Tab key, as somebody without a mouse does. Fails when it cannot be
    /// reached.</summary>
    public async Task TabToAsync(string testId)
    {
        for (var presses = 0; presses < MostTabs; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<string?>("() => document.activeElement.dataset.testid ?? null") == testId)
            {
                return;
            }
        }

        Assert.Fail($"{MostTabs} presses of Tab do not reach {testId}.");
    }

    /// <summary>Fails when anything went wrong on the page so far.</summary>
    public void AssertClean() => Assert.Empty(_complaints);

    /// <summary>Fails when the page breaks a rule of accessibility that can be found out by looking at it.</summary>
    public async Task AssertAccessibleAsync()
    {
        // A node's name begins with its label, then kind and health; its numbers, seen right below the label, come
        // last. That rule wants the words in the order in which they are seen.
        var found = await Page.RunAxe(new AxeRunOptions
        {
            Rules = new Dictionary<string, RuleOptions>
            {
                ["label-content-name-mismatch"] = new() { Enabled = false },
            },
        });
        Assert.Empty(found.Violations.Select(rule =>
            $"{rule.Id}: {rule.Help} {string.Join(' ', rule.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>Keeps a picture of the page, in the folder named by <c>AIOPSTWIN_ARTIFACTS</c> or a temporary
    /// one.</summary>
    public async Task PictureAsync(string name, bool isFullPage = false)
    {
        var folder = Environment.GetEnvironmentVariable("AIOPSTWIN_ARTIFACTS") is { Length: > 0 } named
            ? named
            : Path.Combine(Path.GetTempPath(), "aiopstwin-screenshots");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(folder, $"{name}.png"),
            FullPage = isFullPage,
        });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
