using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace AiopsTwin.Benchmarks.Maps;

/// <summary>
/// <c>map ADDRESS [entities ...]</c>: the map in a real Chromium over a silo that is running, for generated estates of
/// several sizes; one JSON object on standard output. First drawing from the request of the page to the frame after the
/// map listens; frames a second while the map is dragged and zoomed; time from the moment a tenth of the entities is
/// sent other numbers, once a second, to the first change of the map; bytes of the page's socket in that time, before
/// compression. Wall time: browser, silo and load share this machine. The browser is the one that
/// <c>AIOPSTWIN_BROWSER</c> names, else Debian's Chromium.
/// </summary>
internal static class MapBench
{
    private static readonly int[] Sizes = [300, 1_000, 10_000];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        if (args is not [var address, .. var sizes])
        {
            Console.Error.WriteLine("map needs the address of a running silo, for example http://localhost:5080");
            return 2;
        }

        int[] wanted = sizes.Length == 0
            ? Sizes
            : [.. sizes.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var measured = MeasureAsync(new Uri(address), wanted).GetAwaiter().GetResult();
        Console.WriteLine(JsonSerializer.Serialize(
            new { command = "bench", subject = "map", processors = Environment.ProcessorCount, sizes = measured },
            Indented));
        return 0;
    }

    private static async Task<List<MapFigures>> MeasureAsync(Uri address, int[] sizes)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AIOPSTWIN_BROWSER") ?? "/usr/bin/chromium",
            // A browser run by root refuses its own sandbox; everywhere else it stays on.
            ChromiumSandbox = Environment.UserName != "root",
            Args = ["--disable-gpu", "--disable-dev-shm-usage"],
        });
        using var estate = new MapEstate(address);
        var measured = new List<MapFigures>();
        foreach (var size in sizes)
        {
            Console.Error.WriteLine($"{size} entities");
            await estate.PutAsync(size);
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                BaseURL = address.AbsoluteUri,
                ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            });
            measured.Add(await new MapVisit(await context.NewPageAsync(), estate).MeasureAsync());
        }

        return measured;
    }
}
