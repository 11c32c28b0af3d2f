using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace AiopsTwin.Benchmarks.Maps;

/// <summary>One visit of the map of an estate, with a watch in the page and on its socket.</summary>
internal sealed class MapVisit
{
    private const int Ticks = 10;

    private static readonly TimeSpan Moving = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan UpdateLimit = TimeSpan.FromSeconds(30);

    // Notes when the map listens and when it was last changed: a patch of the canvas, or another drawing of the SVG.
    private const string Watch = """
        window.bench = { changed: 0, frames: 0, at: 0 };
        const tick = () => { window.bench.frames++; requestAnimationFrame(tick); };
        requestAnimationFrame(tick);
        const seen = new MutationObserver(changes => {
          const isMap = change => change.target.closest?.('figure.map')
            && !['data-frames', 'data-cursor', 'class', 'transform'].includes(change.attributeName);
          if (window.bench.at === 0 && document.querySelector('figure.map [data-attached=true]')) {
            requestAnimationFrame(() => { window.bench.at = performance.now(); });
          }
          if (changes.some(isMap)) { window.bench.changed = Date.now(); }
        });
        const begin = () => seen.observe(document.documentElement,
          { subtree: true, childList: true, attributes: true, characterData: true });
        if (document.documentElement) { begin(); } else { addEventListener('DOMContentLoaded', begin); }
        """;

    private readonly IPage _page;
    private readonly MapEstate _estate;
    private long _bytes;

    public MapVisit(IPage page, MapEstate estate)
    {
        (_page, _estate) = (page, estate);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            Interlocked.Add(ref _bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
    }

    public async Task<MapFigures> MeasureAsync()
    {
        await _page.AddInitScriptAsync(Watch);
        await _page.GotoAsync($"/?view=twin:{_estate.Twin}&mode=both");
        await _page.WaitForFunctionAsync("() => window.bench.at > 0", null, new() { Timeout = 60_000 });
        var first = await _page.EvaluateAsync<double>("() => window.bench.at");
        var renderer = await _page.Locator("figure.map").GetAttributeAsync("data-renderer") ?? "";
        var drawn = Interlocked.Read(ref _bytes);
        var drag = await FramesAsync(DragAsync);
        var zoom = await FramesAsync(ZoomAsync);
        var (updates, rate) = await UpdatesAsync();
        return new MapFigures(
            _estate.Size, renderer, Math.Round(first), drawn, Math.Round(drag, 1), Math.Round(zoom, 1),
            updates[updates.Count / 2], updates[^1], Math.Round(rate));
    }

    private async Task<double> FramesAsync(Func<int, Task> move)
    {
        var before = await _page.EvaluateAsync<double>("() => window.bench.frames");
        var watch = Stopwatch.StartNew();
        for (var step = 0; watch.Elapsed < Moving; step++)
        {
            await move(step);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var after = await _page.EvaluateAsync<double>("() => window.bench.frames");
        await _page.Mouse.UpAsync();
        return (after - before) / seconds;
    }

    private async Task DragAsync(int step)
    {
        if (step == 0)
        {
            await _page.Mouse.MoveAsync(700, 500);
            await _page.Mouse.DownAsync();
        }

        await _page.Mouse.MoveAsync(
            700 + (float)(200 * Math.Sin(step / 15.0)), 500 + (float)(120 * Math.Cos(step / 15.0)));
    }

    private async Task ZoomAsync(int step)
    {
        if (step == 0)
        {
            await _page.Mouse.MoveAsync(700, 500);
        }

        await _page.Mouse.WheelAsync(0, step / 30 % 2 == 0 ? -60 : 60);
    }

    private async Task<(List<double> Milliseconds, double BytesPerSecond)> UpdatesAsync()
    {
        var updates = new List<double>();
        var before = Interlocked.Read(ref _bytes);
        var whole = Stopwatch.StartNew();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var tick = 0; tick < Ticks; tick++)
        {
            var sent = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await _estate.SendTenthAsync(tick);
            var text = sent.ToString(CultureInfo.InvariantCulture);
            await _page.WaitForFunctionAsync(
                $"() => window.bench.changed >= {text}", null,
                new() { Timeout = (float)UpdateLimit.TotalMilliseconds });
            updates.Add(await _page.EvaluateAsync<double>("() => window.bench.changed") - sent);
            await second.WaitForNextTickAsync();
        }

        updates.Sort();
        return (updates, (Interlocked.Read(ref _bytes) - before) / whole.Elapsed.TotalSeconds);
    }
}
