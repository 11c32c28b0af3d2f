using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;
using Snappier;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>Bad input to silo/Api and its answers: the status, the field at fault, and always the same shape.</summary>
public sealed class MalformedInputTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private const string At = "\"2026-01-01T00:00:00Z\"";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int, string> Bodies { get; } = new()
    {
        { "samples", "", 400, "$" },
        { "samples", "{", 400, "$" },
        { "samples", "null", 400, "$" },
        { "samples", "[]", 400, "$" },
        { "samples", "{}", 400, "$.batches" },
        { "samples", """{"batches":[]}""", 400, "$.batches" },
        { "samples", """{"batches":[null]}""", 400, "$.batches[0].entity" },
        { "samples", """{"batches":[],"bathces":[]}""", 400, "$.bathces" },
        { "samples", """{"batches":[{"entity":"web"}]}""", 400, "$.batches[0].entity" },
        { "samples", """{"batches":[{"entity":"planet:web"}]}""", 400, "$.batches[0].entity" },
        { "samples", """{"batches":[{"entity":7}]}""", 400, "$.batches[0].entity" },
        { "samples", Batch(""), 400, "$.batches[0].samples" },
        { "samples", Batch("null"), 400, "$.batches[0].samples[0].value" },
        { "samples", Batch($$"""{"metric":"up","at":{{At}}}"""), 400, "$.batches[0].samples[0].value" },
        { "samples", Batch($$"""{"metric":"up","at":{{At}},"value":"NaN"}"""), 400, "$.batches[0].samples[0].value" },
        { "samples", Batch($$"""{"metric":"","at":{{At}},"value":1}"""), 400, "$.batches[0].samples[0].metric" },
        { "samples", Batch("""{"metric":"up","at":"noon","value":1}"""), 400, "$.batches[0].samples[0].at" },
        { "samples", Twice($$"""{"metric":"up","at":{{At}},"value":1}"""), 400, "$.batches" },
        { "spans", "{}", 400, "$.spans" },
        { "spans", """{"spans":[null]}""", 400, "$.spans[0].startsAt" },
        { "spans", """{"spans":[{"entity":"web"}]}""", 400, "$.spans[0].entity" },
        { "spans", Span("\"2025-01-01T00:00:00Z\""), 400, "$.spans[0].endsAt" },
        { "spans", Span("\"9999-12-31T23:59:59Z\""), 400, "$.spans[0].endsAt" },
        { "spans", Span(At, "\"kind\":7"), 400, "$.spans[0].kind" },
        { "spans", Span(At, "\"status\":\"lost\""), 400, "$.spans[0].status" },
        { "spans", Span(At, "\"parentSpanId\":\"\\u0000\""), 400, "$.spans[0].parentSpanId" },
        { "logs", """{"lines":[]}""", 400, "$.lines" },
        { "logs", """{"lines":[null]}""", 400, "$.lines[0].body" },
        { "logs", $$"""{"lines":[{"entity":"service:a","at":{{At}}}]}""", 400, "$.lines[0].body" },
        { "logs", $$"""{"lines":[{"entity":"service:a","at":{{At}},"body":"x","severity":"loud"}]}""", 400,
            "$.lines[0].severity" },
        { "changes", Change("\"id\":\"1\""), 400, "$.changes[0].kind" },
        { "changes", Change("\"id\":\"1\",\"kind\":\"upgrade\""), 400, "$.changes[0].kind" },
        { "changes", Change("\"id\":\"a\\u0000b\",\"kind\":\"deployment\""), 400, "$.changes[0].id" },
        { "alerts", Alert("\"2025-01-01T00:00:00Z\""), 400, "$.alerts[0].endsAt" },
        { "alerts", Alert("7"), 400, "$.alerts[0].endsAt" },
        { "advance", "{}", 400, "$.now" },
        { "incidents/INC-1/close", "{}", 400, "$.who" },
        { "entities/service:a/alerts/0/answer", "{}", 400, "$.wanted" },
        { "entities/service:a/alerts/0/answer", """{"wanted":1}""", 400, "$.wanted" },
        { "entities/nothing/alerts/0/answer", """{"wanted":true}""", 400, "entity" },
        { "incidents/INC-1/close", """{"who":"me","why":"fixed"}""", 404, "incident" },
    };

    public static TheoryData<string, string, string> Topologies { get; } = new()
    {
        { "topology", """{"format":1}""", "name" },
        { "topology", "format: 1\nname: x\nentities: [*a]\n", "body" },
        { "topology", """{"format":1,"name":"x","entities":[{"id":"service:a","dependsOn":[{"to":"service:b"}]}]}""",
            "entities[0].dependsOn[0].to" },
        { "topology?remove=service:a", """{"format":1,"name":"x","entities":[]}""", "remove" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Api_MalformedBody_IsAnsweredWithFieldAndReason(string path, string body, int status, string field)
    {
        using var answer = await silo.Client.PostAsync(
            "/api/v1/twins/bad-input/" + path, new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        await AssertProblemAsync(answer, status, field);
    }

    [Theory]
    [MemberData(nameof(Topologies))]
    public async Task Api_MalformedTopology_IsAnsweredWithFieldAndReason(string path, string body, string field)
    {
        using var answer = await silo.Client.PutAsync(
            "/api/v1/twins/bad-input/" + path, new StringContent(body, Encoding.UTF8, "application/yaml"), Cancelled);

        await AssertProblemAsync(answer, 400, field);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, null)]
    [InlineData("DELETE", "/api/v1/twins", 405, null)]
    [InlineData("GET", "/api/v1/twins/unknown", 404, "twin")]
    [InlineData("GET", "/api/v1/twins/Not%20A%20Name", 404, "twin")]
    [InlineData("GET", "/api/v1/twins/unknown/topology?version=abc", 400, null)]
    [InlineData("GET", "/api/v1/twins/live/entities?limit=0", 400, "limit")]
    [InlineData("GET", "/api/v1/twins/live/entities?limit=1000000", 400, "limit")]
    [InlineData("GET", "/api/v1/twins/live/entities/web", 400, "entity")]
    [InlineData("GET", "/api/v1/twins/live/entities/service%3Anone", 404, "entity")]
    [InlineData("GET", "/api/v1/twins/live/entities/service%3Anone/blast-radius?strength=2", 400, "strength")]
    [InlineData("GET", "/api/v1/twins/live/entities/service%3Anone/capacity?leadDays=0", 400, "leadDays")]
    [InlineData("GET", "/api/v1/twins/live/entities/service%3Anone/capacity?work=-1", 400, "work")]
    [InlineData("GET", "/api/v1/twins/live/entities/service%3Anone/capacity", 404, "entity")]
    [InlineData("GET", "/api/v1/runs/unknown/faults?target=web", 400, "entity")]
    [InlineData("GET", "/api/v1/runs/unknown/faults?target=service%3Aweb", 404, "run")]
    [InlineData("GET", "/api/v1/twins/live/capacity?leadDays=400", 400, "leadDays")]
    [InlineData("GET", "/api/v1/twins/live/capacity?work=101", 400, "work")]
    [InlineData("GET", "/api/v1/twins/live/capacity?limit=0", 400, "limit")]
    [InlineData("GET", "/api/v1/twins/unknown/capacity", 404, "twin")]
    [InlineData("GET", "/api/v1/twins/unknown/capacity/world", 404, "twin")]
    [InlineData("GET", "/api/v1/twins/live/capacity/world", 409, "twin")]
    [InlineData("GET", "/api/v1/runs/unknown/capacity/world", 404, "run")]
    [InlineData("GET", "/api/v1/twins/live/incidents?limit=5000", 400, "limit")]
    [InlineData("GET", "/api/v1/twins/live/incidents/..%2Fsecrets", 404, "incident")]
    public async Task Api_MalformedAddress_IsAnsweredWithFieldAndReason(
        string method, string path, int status, string? field)
    {
        using var answer = await silo.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancelled);

        await AssertProblemAsync(answer, status, field);
    }

    [Fact]
    public async Task Api_BodyTooLarge_IsRefusedByItsDeclaredLength()
    {
        using var answer = await silo.Client.PostAsync("/api/v1/twins/big/samples",
            new StringContent(new string(' ', 70_000), Encoding.UTF8, "application/json"), Cancelled);

        await AssertProblemAsync(answer, 413, "Content-Length");
    }

    [Fact]
    public async Task Api_BodyTooLargeWithoutLength_IsRefusedWhileReading()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/twins/big/samples")
        {
            Content = new StringContent(new string(' ', 70_000), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await silo.Client.SendAsync(request, Cancelled);

        await AssertProblemAsync(answer, 413, "body");
    }

    [Fact]
    public async Task Api_TypeThatIsNotJson_IsUnsupported()
    {
        using var answer = await silo.Client.PostAsync(
            "/api/v1/twins/x/samples", new StringContent("{}", Encoding.UTF8, "text/plain"), Cancelled);

        await AssertProblemAsync(answer, 415, "Content-Type");
    }

    [Fact]
    public async Task RemoteWrite_MalformedBodies_AreAnsweredAndTheNextGoodOneIsTaken()
    {
        var declaresFourGigabytes = new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00 };
        (HttpContent Content, int Status)[] cases =
        [
            (WriteRequest.Content([]), 400),
            (WriteRequest.Content("not snappy at all"u8.ToArray()), 400),
            (WriteRequest.Content([0x80, 0x80, 0x80, 0x80, 0x80, 0x80]), 400),
            (WriteRequest.Content(declaresFourGigabytes), 413),
            (WriteRequest.Content(Snappy.CompressToArray(new byte[2 * 1024 * 1024])), 413),
            (WriteRequest.Content(new byte[70_000]), 413),
            (WriteRequest.Content(Snappy.CompressToArray([0x0A, 0x7F, 0x01])), 400),
            (WriteRequest.Content(Snappy.CompressToArray([0x0B])), 400),
            (WriteRequest.Content(Snappy.CompressToArray([0x00])), 400),
            (WriteRequest.Content(Snappy.CompressToArray([0x0A, 0x03, 0x10, 0xFF, 0xFF])), 400),
            (WriteRequest.Content(Snappy.CompressToArray([0x08, .. Enumerable.Repeat((byte)0xFF, 11)])), 400),
            (WriteRequest.Content(Snappy.CompressToArray(new WriteRequest().ToArray()), encoding: "zstd"), 415),
            (WriteRequest.Content(Snappy.CompressToArray(new WriteRequest().ToArray()), type: "application/json"), 415),
            (WriteRequest.Content(Snappy.CompressToArray(new WriteRequest().ToArray()),
                type: "application/x-protobuf;proto=io.prometheus.write.v2.Request"), 415),
        ];
        foreach (var (content, status) in cases)
        {
            using var answer = await silo.Client.PostAsync("/ingest/rw/api/v1/write", content, Cancelled);
            await AssertProblemAsync(answer, status, "body");
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var good = await silo.Client.PostAsync("/ingest/rw/api/v1/write",
            new WriteRequest().Series("up", ["instance=db-1:9100", "job=node"], (now, 1)).ToContent(), Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, good.StatusCode);
    }

    [Theory]
    [InlineData("Host", "rebound.example", 421)]
    [InlineData("Origin", "https://elsewhere.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    public async Task Api_PostFromAPageElsewhere_IsRefused(string header, string value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/twins/x/samples")
        {
            Content = JsonContent.Create(new { batches = Array.Empty<object>() }),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await silo.Client.SendAsync(request, Cancelled);

        await AssertProblemAsync(answer, status, header == "Host" ? "Host" : "Origin");
    }

    private static string Span(string endsAt, string more = "\"kind\":\"server\"") => $$"""
        {"spans":[{"traceId":"a","spanId":"1","entity":"service:a","name":"GET /","startsAt":{{At}},
        "endsAt":{{endsAt}},{{more}}}]}
        """;

    private static string Batch(string sample) =>
        $$"""{"batches":[{"entity":"service:web","samples":[{{sample}}]}]}""";

    private static string Twice(string sample) => Batch(sample)[..^1] + "," + Batch(sample)[1..];

    private static string Change(string fields) =>
        $$"""{"changes":[{"entity":"service:web","at":{{At}},"title":"x",{{fields}}}]}""";

    private static string Alert(string endsAt) =>
        $$"""{"alerts":[{"entity":"service:web","name":"slow","startsAt":{{At}},"endsAt":{{endsAt}}}]}""";

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string? field)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == (int)answer.StatusCode, $"expected {status}, got {(int)answer.StatusCode}: {text}");
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
        if (field is not null)
        {
            var problems = JsonDocument.Parse(text).RootElement.GetProperty("problems").EnumerateArray()
                .Select(problem => problem.GetProperty("field").GetString()).ToArray();
            Assert.Contains(field, problems);
        }
    }
}
