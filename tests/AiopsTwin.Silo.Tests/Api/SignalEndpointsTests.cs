using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>Spans and log lines by silo/Api/SignalEndpoints.cs, from the wire to the incident.</summary>
public sealed class SignalEndpointsTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Incident_DefectThatMetricsDoNotShow_IsNamedByRequestsWithTraces()
    {
        const string twin = "signals";
        await PutTopologyAsync(twin);
        var story = new RequestStory(1);
        for (var second = RequestStory.Step; second <= RequestStory.End; second += 3 * RequestStory.Step)
        {
            await SendAsync(twin, story, second);
            if (second >= RequestStory.Onset + 30)
            {
                await PostAsync($"{twin}/alerts", new
                {
                    alerts = new[]
                    {
                        new { entity = "service:web", name = "checkouts fail", startsAt = RequestStory.At(1220) },
                    },
                });
            }

            await PostAsync($"{twin}/advance", new { now = RequestStory.At(second) });
        }

        var incident = await GetAsync($"{twin}/incidents/INC-1");
        var suspect = incident.GetProperty("diagnosis").GetProperty("suspects")[0];
        var evidence = Assert.Single(suspect.GetProperty("evidence").EnumerateArray(),
            one => one.GetProperty("kind").GetString() == "eventPattern");
        var details = await GetAsync($"{twin}/entities/service%3Aapi");

        Assert.Equal("service:api", suspect.GetProperty("entity").GetString());
        Assert.Contains("cannot parse voucher", evidence.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(evidence.GetProperty("traces").EnumerateArray());
        Assert.InRange(details.GetProperty("requests").GetProperty("visits").GetInt64(), 50, 100);
    }

    [Fact]
    public async Task Spans_OfAnEntityTheTopologyDoesNotHave_AreCountedAndListed()
    {
        const string twin = "signals-unknown";
        await PutTopologyAsync(twin);
        var body = new { spans = new[] { SpanOf(new RequestStory(1).Signals(10).Spans[0], "service:stranger") } };

        var first = await PostAsync($"{twin}/spans", body);
        var again = await PostAsync($"{twin}/spans", body);

        Assert.Equal((1, 1), (first.GetProperty("accepted").GetInt32(), first.GetProperty("unresolved").GetInt32()));
        Assert.Equal("service:stranger", Assert.Single(first.GetProperty("unknown").EnumerateArray()).GetString());
        Assert.Equal(1, again.GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public async Task Bodies_BentAtRandom_AreAnsweredWithoutHarm()
    {
        const string twin = "signals-fuzz";
        await PutTopologyAsync(twin);
        var signals = new RequestStory(1).Signals(10);
        var good = JsonSerializer.SerializeToUtf8Bytes(new
        {
            spans = signals.Spans.Select(span => SpanOf(span, span.Entity.Text)),
        });
        var random = new SeededRandom(7);
        var statuses = new SortedDictionary<HttpStatusCode, int>();

        for (var i = 0; i < 300; i++)
        {
            var bent = Bend(good, random);
            using var content = new ByteArrayContent(bent);
            content.Headers.ContentType = new("application/json");
            using var answer = await silo.Client.PostAsync(
                $"/api/v1/twins/{twin}/{(i % 2 == 0 ? "spans" : "logs")}", content, Cancelled);
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
        }

        await PostAsync($"{twin}/advance", new { now = RequestStory.At(3600) });
        Assert.Empty(statuses.Keys.Except([HttpStatusCode.OK, HttpStatusCode.BadRequest]));
        Assert.True(statuses[HttpStatusCode.BadRequest] > 100, string.Join(", ", statuses));
    }

    private static byte[] Bend(byte[] good, SeededRandom random)
    {
        var bent = good.ToArray();
        for (var n = random.NextInt(3); n >= 0; n--)
        {
            var at = random.NextInt(bent.Length);
            bent = random.NextInt(4) switch
            {
                0 => [.. bent[..at]],
                1 => [.. bent[..at], .. Encoding.UTF8.GetBytes("\"9999-12-31T23:59:59Z\""), .. bent[at..]],
                2 => [.. bent[..at], (byte)random.NextInt(256), .. bent[Math.Min(bent.Length, at + 1)..]],
                _ => [.. bent[..at], .. bent[Math.Min(bent.Length, at + 1 + random.NextInt(20))..]],
            };
            if (bent.Length == 0)
            {
                return good;
            }
        }

        return bent;
    }

    private static object SpanOf(Span span, string entity) => new
    {
        traceId = span.TraceId,
        spanId = span.SpanId,
        parentSpanId = span.ParentSpanId,
        entity,
        name = span.Operation,
        kind = "server",
        startsAt = span.Start,
        endsAt = span.Start + span.Duration,
        status = span.IsError ? "error" : "ok",
    };

    private async Task SendAsync(string twin, RequestStory story, int second)
    {
        await PostAsync($"{twin}/samples", new
        {
            batches = story.Samples(second).Select(batch => new
            {
                entity = batch.Entity.Text,
                samples = batch.Samples.Select(sample =>
                    new { metric = sample.Metric, at = sample.At, value = sample.Value }),
            }),
        });
        var signals = story.Signals(second);
        await PostAsync(
            $"{twin}/spans", new { spans = signals.Spans.Select(span => SpanOf(span, span.Entity.Text)) });
        await PostAsync($"{twin}/logs", new
        {
            lines = signals.Lines.Select(line => new
            {
                entity = line.Entity.Text,
                at = line.At,
                severity = line.Severity == LogSeverity.Error ? "error" : "info",
                body = line.Body,
                traceId = line.TraceId,
                spanId = line.SpanId,
            }),
        });
    }

    private async Task PutTopologyAsync(string twin)
    {
        object Entity(string name, params string[] calls) => new
        {
            id = "service:" + name,
            dependsOn = calls.Select(call => new { to = "service:" + call }),
        };
        using var answer = await silo.Client.PutAsJsonAsync($"/api/v1/twins/{twin}/topology", new
        {
            format = 1,
            name = "story",
            entities = new[] { Entity("web", "api", "cart"), Entity("api", "db"), Entity("cart", "db"), Entity("db") },
        }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{path}", body, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var stream = await silo.Client.GetStreamAsync(
            new Uri($"/api/v1/twins/{path}", UriKind.Relative), Cancelled);
        return (await JsonDocument.ParseAsync(stream, cancellationToken: Cancelled)).RootElement;
    }
}
