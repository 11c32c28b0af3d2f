using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>Questions about runs and the twins they feed over HTTP, silo/Api/QuestionEndpoints.cs.</summary>
public sealed class QuestionEndpointsTests : IAsyncLifetime
{
    private readonly SiloHost _silo = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        await PostAsync(
            "runs", new { scenario = "schema-update", run = "asked", isPlaying = false, traces = 0 },
            HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task BlastRadius_LossAndFault_TellsWhoIsHit()
    {
        var answer = await PostAsync(
            "runs/asked/questions/blast-radius",
            new
            {
                lost = new[] { "service:inventory" },
                faults = new[]
                {
                    new
                    {
                        kind = "error-add",
                        targets = new[] { "service:pricing" },
                        parameters = new { ratio = 0.5 },
                        duration = "00:00:30",
                    },
                },
                minutes = 1,
            },
            HttpStatusCode.OK);

        Assert.True(answer.GetProperty("lostRequests").GetDouble() > 0);
        Assert.Contains(
            answer.GetProperty("entities").EnumerateArray(),
            line => line.GetProperty("entity").GetString() == "service:storefront");
        Assert.NotEmpty(answer.GetProperty("promises").EnumerateArray());
    }

    [Fact]
    public async Task Contingency_WithoutABodysFields_AsksTheUsual()
    {
        var answer = await PostAsync(
            "runs/asked/questions/contingency", new { minutes = 1 }, HttpStatusCode.OK);

        Assert.Equal(1, answer.GetProperty("minutes").GetInt32());
        Assert.NotEmpty(answer.GetProperty("alone").EnumerateArray());
    }

    [Fact]
    public async Task Headroom_OneService_TellsWhatGivesFirst()
    {
        var answer = await PostAsync(
            "runs/asked/questions/headroom", new { service = "service:pricing", minutes = 4 }, HttpStatusCode.OK);

        var line = answer.GetProperty("lines").EnumerateArray().Single();
        Assert.True(line.GetProperty("rateCarried").GetDouble() >= line.GetProperty("rateNow").GetDouble());
        Assert.Equal("service:pricing", line.GetProperty("entity").GetString());
    }

    [Fact]
    public async Task Collapse_OneService_AnswersThePoliciesAsked()
    {
        var answer = await PostAsync(
            "runs/asked/questions/collapse",
            new
            {
                service = "service:pricing",
                spikeFor = "00:00:05",
                within = "00:02:00",
                retries = new[] { 2 },
                loads = new[] { 1.0 },
            },
            HttpStatusCode.OK);

        Assert.Equal(2, answer.GetProperty("policies").GetArrayLength());
    }

    [Theory]
    [InlineData("headroom", """{"service":"service:none"}""", "question", "does no work")]
    [InlineData("headroom", """{"minutes":1}""", "question", "minutes are 4 to 60")]
    [InlineData("headroom", """{"loads":[1]}""", "$.loads", "")]
    [InlineData("collapse", "{}", "$.service", "is required")]
    [InlineData("collapse", """{"service":"service:pricing","retries":[99]}""", "question", "retries are 0 to 20")]
    [InlineData("contingency", """{"pairs":1000}""", "question", "pairs are 0 to 100")]
    [InlineData("blast-radius", "{}", "question", "something goes wrong")]
    [InlineData("blast-radius", """{"lost":["service:none"]}""", "question", "cannot be lost")]
    [InlineData("blast-radius", """{"faults":[{"kind":"error-add"}]}""", "$.faults[0].targets", "is required")]
    public async Task Question_ThatCannotBeAsked_SaysFieldAndReason(
        string question, string body, string field, string reason)
    {
        using var answer = await _silo.Client.PostAsync(
            $"/api/v1/runs/asked/questions/{question}",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        var problems = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("problems");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, problems[0].GetProperty("field").GetString());
        Assert.Contains(reason, problems[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_OfATwinThatNoWorldFeeds_SaysToFitOrWriteOne()
    {
        var twin = await _silo.NewTwinAsync(Cancelled);

        var answer = await PostAsync(
            $"twins/{twin}/questions/headroom", new { minutes = 4 }, HttpStatusCode.Conflict);

        Assert.Contains($"GET /api/v1/twins/{twin}/fit", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_OfNobody_IsNotFound()
    {
        await PostAsync("twins/nobody/questions/headroom", new { minutes = 4 }, HttpStatusCode.NotFound);
        await PostAsync("runs/nobody/questions/headroom", new { minutes = 4 }, HttpStatusCode.NotFound);
        await PostAsync("runs/No%20Name/questions/headroom", new { minutes = 4 }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Question_OfATwinThatARunFeeds_IsThatOfTheRun()
    {
        await PostAsync(
            "runs",
            new { scenario = "schema-update", run = "fed", mode = "live", twin = "fed", isPlaying = false, traces = 0 },
            HttpStatusCode.Created);
        await Until.TrueAsync(
            "a run feeds the twin",
            async token => (await _silo.Client.PostAsJsonAsync(
                "/api/v1/twins/fed/questions/headroom", new { service = "service:pricing", minutes = 4 }, token))
                .StatusCode == HttpStatusCode.OK,
            TimeSpan.FromSeconds(60), Cancelled);
    }

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected)
    {
        using var answer = await _silo.Client.PostAsJsonAsync($"/api/v1/{path}", body, Cancelled);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync(Cancelled));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }
}
