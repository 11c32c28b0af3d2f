using System.Net;
using System.Net.Http.Json;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>A world fitted to a live twin, silo/Api, asked from outside over HTTP.</summary>
public sealed class FitEndpointsTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fit_TwinThatLearnedWhatIsUsual_IsAnEstateThatCanBeSimulated()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        await SendAsync(twin, "service:web", 40, 0.030);
        await SendAsync(twin, "service:db", 80, 0.010);
        using var advanced = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{twin}/advance", new { now = Start.AddHours(2) }, Cancelled);

        using var answer = await silo.Client.GetAsync($"/api/v1/twins/{twin}/fit", Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var read = EstateFormat.ParseLoaded(text, "fitted.yaml");
        Assert.Empty(read.Problems);
        var call = Assert.Single(read.Value!.Estate.World.Calls);
        Assert.Equal(("service:web", "service:db"), (call.Caller.Text, call.Callee.Text));
        Assert.Equal(2, call.CallsPerRequest, 0.01);
        Assert.Equal(40, Assert.Single(read.Value.Load).RatePerSecond, 0.5);
        Assert.Contains($"# Fitted to what twin {twin} held usual", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_TwinThatKnowsNothingYet_IsRefused()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        using var answer = await silo.Client.GetAsync($"/api/v1/twins/{twin}/fit", Cancelled);
        using var unknown = await silo.Client.GetAsync("/api/v1/twins/nobody/fit", Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(
            "for long enough", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task SendAsync(string twin, string entity, double rate, double seconds)
    {
        var samples = Enumerable.Range(0, 120).SelectMany(minute => new[]
        {
            new { metric = "request.rate", at = Start.AddMinutes(minute), value = rate + (0.01 * (minute % 3)) },
            new { metric = "request.duration", at = Start.AddMinutes(minute), value = seconds },
        });
        using var answer = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{twin}/samples", new { batches = new[] { new { entity, samples } } }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
