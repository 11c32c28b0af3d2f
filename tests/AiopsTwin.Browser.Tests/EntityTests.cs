using System.Net.Http.Json;
using AiopsTwin.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AiopsTwin.Browser.Tests;

/// <summary>The page of an entity and the table of twin-ui/Pages/CapacityPage.razor, with a twin that was told three
/// weeks of a disk that fills up and two days of a service with promises.</summary>
[Collection(BrowserTests.Name)]
public sealed class EntityTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Twin = "promises";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(21);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!browser.IsThere)
        {
            return;
        }

        using var client = new HttpClient { BaseAddress = browser.Address };
        using var known = await client.GetAsync($"/api/v1/twins/{Twin}", Cancelled);
        if (known.IsSuccessStatusCode)
        {
            return;
        }

        await PutAsync(client, "topology", new
        {
            format = 1,
            name = Twin,
            entities = new object[]
            {
                new
                {
                    id = "service:checkout",
                    labels = new Dictionary<string, string>
                    {
                        ["slo.availability"] = "99.9%",
                        ["slo.latency"] = "95% below 300ms",
                    },
                },
                new { id = "host:a-machine-with-a-rather-long-name-1" },
            },
        });
        foreach (var day in Enumerable.Range(0, 21))
        {
            await PostAsync(client, "samples", new { batches = new[] { Disk(day) } });
        }

        foreach (var hour in Enumerable.Range(0, 13))
        {
            await PostAsync(client, "samples", new { batches = new[] { Requests(hour) } });
        }

        foreach (var minute in Enumerable.Range(0, 60))
        {
            await PostAsync(client, "advance", new { now = Now.AddMinutes(minute) });
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task Objectives_OfAService_AreReadByKeyboardOnAnyScreen(ColorScheme scheme, bool isPhone)
    {
        await using var visit = await browser.VisitAsync(scheme, isPhone);

        await visit.OpenAsync($"/entities/service:checkout?view=twin:{Twin}");

        var first = visit.Page.Locator("[data-testid=objective]").First;
        await Expect(first).ToContainTextAsync("99.9 % of requests succeed");
        await Expect(first).ToContainTextAsync("of the budget of thirty days is left");
        var windows = first.Locator("summary");
        await windows.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(first.Locator("tbody tr")).ToHaveCountAsync(6);
        Assert.Equal(0, await BeyondAsync(visit));
        await visit.PictureAsync($"objectives-{scheme}{(isPhone ? "-phone" : "")}", isFullPage: true);
        visit.AssertClean();
    }

    [Fact]
    public async Task Capacity_OnAPhone_ShowsNameAndDateTogetherWithoutScrolling()
    {
        await using var visit = await browser.VisitAsync(isPhone: true);

        await visit.OpenAsync($"/capacity?view=twin:{Twin}");

        var row = visit.Page.Locator("[data-testid=capacity-table] tbody tr").First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = Visit.Patience });
        foreach (var part in new[] { row.Locator("th a"), row.Locator("td.date") })
        {
            var box = await part.BoundingBoxAsync();
            Assert.NotNull(box);
            Assert.InRange(box.X, 0, 390);
            Assert.InRange(box.X + box.Width, 0, 390);
        }

        Assert.Equal(0, await BeyondAsync(visit));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(
            "() => { const one = document.querySelector('.table-scroll'); return one.scrollWidth - one.clientWidth }"));
        await visit.PictureAsync("capacity-phone", isFullPage: true);
        visit.AssertClean();
    }

    [Fact]
    public async Task Capacity_OnADesk_BeginsWithEntityAndResource()
    {
        await using var visit = await browser.VisitAsync(ColorScheme.Dark);

        await visit.OpenAsync($"/capacity?view=twin:{Twin}");

        var heads = visit.Page.Locator("[data-testid=capacity-table] thead th");
        await Expect(heads.First).ToHaveTextAsync("Entity", new() { Timeout = Visit.Patience });
        await Expect(heads.Nth(1)).ToHaveTextAsync("Resource");
        await Expect(heads.Nth(2)).ToHaveTextAsync("Full");
        await visit.PictureAsync("capacity-desk");
        visit.AssertClean();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Capacity_OfTheSimulatedEstate_IsAnsweredByItsWorldToo(bool isPhone)
    {
        await using var visit = await browser.VisitAsync(isPhone: isPhone);

        await visit.OpenAsync("/capacity?work=1.5");

        await Expect(visit.Page.Locator("[data-testid=work-table] tbody tr")).ToHaveCountAsync(
            12, new() { Timeout = Visit.Patience });
        await Expect(visit.Page.Locator("[data-testid=work]")).ToContainTextAsync("50 % more work");
        Assert.Equal(0, await BeyondAsync(visit));
        await visit.PictureAsync($"work{(isPhone ? "-phone" : "")}", isFullPage: true);
        visit.AssertClean();
    }

    private static Task<int> BeyondAsync(Visit visit) => visit.Page.EvaluateAsync<int>(
        "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)");

    private static object Disk(int day) => new
    {
        entity = "host:a-machine-with-a-rather-long-name-1",
        samples = Enumerable.Range(0, 24).Select(hour => new
        {
            metric = "disk.utilization",
            at = Start.AddDays(day).AddHours(hour),
            value = 0.5 + (0.015 * (day + (hour / 24.0))),
        }),
    };

    private static object Requests(int hour) => new
    {
        entity = "service:checkout",
        samples = Enumerable.Range(0, 60).SelectMany(minute => new[]
        {
            ("request.rate", 20 + Math.Sin(minute)), ("request.error_ratio", 0.0004),
            ("request.duration", 0.08 + (0.004 * Math.Cos(minute))), ("request.duration.p95", 0.21),
        }.Select(one => new
        {
            metric = one.Item1,
            at = Now.AddHours(hour - 12).AddMinutes(minute),
            value = one.Item2,
        })),
    };

    private static async Task PutAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync($"/api/v1/twins/{Twin}/{path}", body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/twins/{Twin}/{path}", body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
