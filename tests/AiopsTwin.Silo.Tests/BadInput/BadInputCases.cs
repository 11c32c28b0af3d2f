using System.Text;
using AiopsTwin.Silo.Tests.Support;
using Snappier;
using static AiopsTwin.Silo.Tests.BadInput.BadInputSender;

namespace AiopsTwin.Silo.Tests.BadInput;

/// <summary>The wrong things.</summary>
internal static class BadInputCases
{
    public const string Run = "bad-input-run";
    private const string Twin = "/api/v1/twins/steady/";
    private const string Sample = $$"""{"metric":"up","at":{{At}},"value":1}""";
    private const string Span = $$"""
        {"traceId":"a","spanId":"1","entity":"service:web","name":"GET /","startsAt":{{At}},"endsAt":END}
        """;
    private const string At = "\"2026-01-01T00:00:00Z\"";

    public static IReadOnlyList<BadInputCase> All =>
        [.. RemoteWrites(), .. Bodies(), .. Addresses(), .. Runs(), .. Topologies(), .. Scenarios()];

    private static IEnumerable<BadInputCase> RemoteWrites()
    {
        var empty = Snappy.CompressToArray(new WriteRequest().ToArray());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        string[] labels = ["instance=db-1:9100", "job=node"];
        WriteRequest Good() => new WriteRequest().Series("up", labels, (now, 1));
        return
        [
            Write("body that is not snappy", 400, () => WriteRequest.Content("not snappy at all"u8.ToArray())),
            Write("snappy header that declares 4 GiB", 413,
                () => WriteRequest.Content([0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00])),
            Write("2 MiB of zeros in a small body", 413,
                () => WriteRequest.Content(Snappy.CompressToArray(new byte[2 * 1024 * 1024]))),
            Write("compressed body over the limit", 413, () => WriteRequest.Content(new byte[70_000])),
            Write("truncated protobuf", 400, () => WriteRequest.Content(Snappy.CompressToArray([0x0A, 0x7F, 0x01]))),
            Write("protobuf of an unknown wire type", 400, () => WriteRequest.Content(Snappy.CompressToArray([0x0B]))),
            Write("protobuf field number 0", 400, () => WriteRequest.Content(Snappy.CompressToArray([0x00]))),
            Write("Content-Encoding: zstd", 415, () => WriteRequest.Content(empty, encoding: "zstd")),
            Write("Content-Type: application/json", 415, () => WriteRequest.Content(empty, type: "application/json")),
            Write("remote write 2.0", 415, () => WriteRequest.Content(
                empty, type: "application/x-protobuf;proto=io.prometheus.write.v2.Request")),
            Write("twin id that climbs out", 400, () => WriteRequest.Content(empty), "/ingest/..%2Fx/api/v1/write")
                with { SentTo = "POST remote write, twin ..%2Fx" },
            Partly("series without __name__", "no_name", () => Good().Raw(1, [
                0x0A, 0x06, 0x0A, 0x01, (byte)'a', 0x12, 0x01, (byte)'b', 0x12, 0x00])),
            Partly("value that is not a number", "not_finite",
                () => Good().Series("queue_length", labels, (now, double.NaN))),
            Partly("label of 4 096 bytes", "labels",
                () => Good().Series("node_load1", [.. labels, "huge=" + new string('x', 4096)], (now, 1))),
            Partly("sample stamped tomorrow", "future",
                () => Good().Series("up", ["instance=db-2:9100", "job=node"], (now + 86_400_000, 1))),
        ];
    }

    private static IEnumerable<BadInputCase> Bodies() =>
    [
        Json("JSON that breaks off", Twin + "samples", "{", 400, "$"),
        Json("misspelt field", Twin + "samples", """{"bathces":[]}""", 400, "$.bathces"),
        Json("field given twice", Twin + "advance", $$"""{"now":{{At}},"now":{{At}}}""", 400, "$.now"),
        Json("number where an id belongs", Twin + "samples", """{"batches":[{"entity":7}]}""", 400,
            "$.batches[0].entity"),
        Json("unknown kind of entity", Twin + "samples", """{"batches":[{"entity":"planet:web"}]}""", 400,
            "$.batches[0].entity"),
        Json("value \"NaN\"", Twin + "samples",
            $$"""{"batches":[{"entity":"service:web","samples":[{"metric":"up","at":{{At}},"value":"NaN"}]}]}""", 400,
            "$.batches[0].samples[0].value"),
        Json("good sample beside one without a value", Twin + "samples",
            $$"""{"batches":[{"entity":"service:web","samples":[{{Sample}},{"metric":"up","at":{{At}}}]}]}""", 400,
            "$.batches[0].samples[1].value"),
        Json("unknown kind of change", Twin + "changes",
            $$"""{"changes":[{"id":"1","entity":"service:web","kind":"upgrade","at":{{At}},"title":"x"}]}""", 400,
            "$.changes[0].kind"),
        Json("control character in an id", Twin + "changes",
            $$"""{"changes":[{"id":"a\u0000b","entity":"service:web","kind":"deployment","at":{{At}},"title":"x"}]}""",
            400, "$.changes[0].id"),
        Json("alert that ends before it starts", Twin + "alerts",
            $$"""{"alerts":[{"entity":"service:web","name":"x","startsAt":{{At}},"endsAt":"2025-01-01T00:00:00Z"}]}""",
            400, "$.alerts[0].endsAt"),
        Json("span that ends before it starts", Twin + "spans",
            $$"""{"spans":[{{Span.Replace("END", "\"2025-01-01T00:00:00Z\"", StringComparison.Ordinal)}}]}""", 400,
            "$.spans[0].endsAt"),
        Json("span of more than a day", Twin + "spans",
            $$"""{"spans":[{{Span.Replace("END", "\"2026-01-03T00:00:00Z\"", StringComparison.Ordinal)}}]}""", 400,
            "$.spans[0].endsAt"),
        Json("span without a trace", Twin + "spans",
            $$"""{"spans":[{"spanId":"1","entity":"service:web","name":"GET /","startsAt":{{At}},"endsAt":{{At}}}]}""",
            400, "$.spans[0].traceId"),
        Json("log line of an unknown severity", Twin + "logs",
            $$"""{"lines":[{"entity":"service:web","at":{{At}},"severity":"loud","body":"x"}]}""", 400,
            "$.lines[0].severity"),
        Json("log line without a body", Twin + "logs",
            $$"""{"lines":[{"entity":"service:web","at":{{At}}}]}""", 400, "$.lines[0].body"),
        Json("closing an incident without a name", Twin + "incidents/INC-1/close", "{}", 400, "$.who"),
        Json("merging an incident into nothing", Twin + "incidents/INC-1/merge", """{"who":"a","why":"b"}""", 400,
            "$.into"),
        Json("silence without a condition", Twin + "silences",
            $$"""{"matchers":[],"until":{{At}},"author":"a","comment":"b"}""", 400, "$.matchers"),
        Json("lifting a gate that is not there", Twin + "gates/lift", """{"gate":"x","who":"a","why":"b"}""", 409,
            "gate"),
        Json("body over the limit", Twin + "samples", new string(' ', 70_000), 413, "Content-Length"),
        Http("Content-Type: text/plain",
            new BadInputRequest("POST", Twin + "samples", () => new StringContent("{}")), 415, "Content-Type"),
        Http("Host of another site",
            new BadInputRequest("GET", "/api/v1/twins") { Header = ("Host", "rebound.example") }, 421, "Host"),
        Http("page of another origin",
            new BadInputRequest("POST", Twin + "advance", () => new StringContent("{}"))
            {
                Header = ("Origin", "https://elsewhere.example"),
            },
            403, "Origin"),
        Json("feeding the demo twin", "/api/v1/twins/demo/samples", """{"batches":[]}""", 409, "twin"),
    ];

    private static IEnumerable<BadInputCase> Addresses() =>
    [
        Get("address that is not there", "/api/v1/nothing", 404, "address") with { SentTo = "GET nothing" },
        Http("method that is not there", new BadInputRequest("DELETE", "/api/v1/twins"), 405, "method"),
        Get("unknown twin", "/api/v1/twins/unknown", 404, "twin"),
        Get("twin id that cannot be", "/api/v1/twins/Not%20A%20Name", 404, "twin"),
        Get("unknown entity", Twin + "entities/service%3Anone", 404, "entity"),
        Get("entity id that is none", Twin + "entities/web", 400, "entity"),
        Get("unknown incident", Twin + "incidents/INC-99", 404, "incident"),
        Get("incident id that climbs out", Twin + "incidents/..%2F..%2Fsecrets", 404, "incident"),
        Get("version that never was", Twin + "topology?version=99", 404, "version"),
        Get("version that is no number", Twin + "topology?version=abc", 400, "query"),
        Get("page of no length", Twin + "entities?limit=0", 400, "limit"),
        Get("quality of too many entities", Twin + "quality?limit=1000", 400, "limit"),
        Get("recurring findings of nobody", Twin + "recurring?limit=0", 400, "limit"),
        Get("strength above one", Twin + "entities/service%3Adb/blast-radius?strength=2", 400, "strength"),
    ];

    private static IEnumerable<BadInputCase> Runs() =>
    [
        Json("unknown scenario", "/api/v1/runs", """{"scenario":"nothing"}""", 400, "$.scenario"),
        Json("negative speed", "/api/v1/runs", """{"scenario":"auth-pool","speed":-1}""", 400, "$.speed"),
        Json(
            "zoom into a machine", "/api/v1/runs", """{"scenario":"auth-pool","zoom":["host:none"]}""", 400,
            "$.zoom[0]"),
        Json("traces without end", "/api/v1/runs", """{"scenario":"auth-pool","traces":100000}""", 400, "$.traces"),
        Json("unknown mode", "/api/v1/runs", """{"scenario":"auth-pool","mode":"dream"}""", 400, "$.mode"),
        Json("run id with slashes", "/api/v1/runs", """{"scenario":"auth-pool","run":"../x"}""", 400, "$.run"),
        Json("live run into the demo twin", "/api/v1/runs",
            """{"scenario":"auth-pool","mode":"live","twin":"demo"}""", 400, "$.twin"),
        Json("seek beyond the end", $"/api/v1/runs/{Run}/seek", """{"position":"09:00:00"}""", 400, "$.position"),
        Json("seek before the start", $"/api/v1/runs/{Run}/seek", """{"position":"-00:00:01"}""", 400, "$.position"),
        Json("fork beyond the end", $"/api/v1/runs/{Run}/fork", """{"position":"09:00:00"}""", 400, "$.position"),
        Json("fork with a name that is none", $"/api/v1/runs/{Run}/fork", """{"fork":"../x"}""", 400, "$.fork"),
        Json("fork of nobody", "/api/v1/runs/nobody/fork", "{}", 404, "run"),
        Get("comparison with nobody", $"/api/v1/runs/{Run}/compare/nobody", 404, "run"),
        Get("timeline of nobody", "/api/v1/runs/nobody/timeline", 404, "run"),
        Json("collapse of no service", $"/api/v1/runs/{Run}/questions/collapse", "{}", 400, "$.service"),
        Json("headroom of nobody", $"/api/v1/runs/{Run}/questions/headroom", """{"service":"service:no"}""", 400,
            "question"),
        Json("nothing goes wrong", $"/api/v1/runs/{Run}/questions/blast-radius", "{}", 400, "question"),
        Json("too many pairs", $"/api/v1/runs/{Run}/questions/contingency", """{"pairs":1000}""", 400, "question"),
        Json("speed too slow", $"/api/v1/runs/{Run}/speed", """{"speed":0.1}""", 400, "$.speed"),
        Get("report of a run that has not ended", $"/api/v1/runs/{Run}/report", 409, "run"),
        Get("unknown run", "/api/v1/runs/nobody", 404, "run"),
    ];

    private static IEnumerable<BadInputCase> Topologies() =>
    [
        Yaml("YAML that does not parse", "format: 1\nname: [x\n", 400, "body"),
        Yaml("alias to nowhere", "format: 1\nname: x\nentities: [*a]\n", 400, "body"),
        Yaml("unknown field", "format: 1\nname: x\nentities: []\ncolour: red\n", 400, "colour"),
        Yaml("unknown kind of entity", Estate("{ id: \"planet:a\" }"), 400, "entities[0].id"),
        Yaml("id given twice", Estate("{ id: \"service:a\" }", "{ id: \"service:a\" }"), 400, "entities[1].id"),
        Yaml("link to nobody", Estate("{ id: \"service:a\", dependsOn: [ { to: \"service:b\" } ] }"), 400,
            "entities[0].dependsOn[0].to"),
        Yaml("coupling above one",
            Estate("{ id: \"service:a\", dependsOn: [ { to: \"service:b\", coupling: 1.5 } ] }",
                "{ id: \"service:b\" }"),
            400, "entities[0].dependsOn[0].coupling"),
        Yaml("objective of more than everything",
            Estate("{ id: \"service:a\", labels: { slo.availability: \"100.5%\" } }"), 400,
            "entities[0].labels.slo.availability"),
        Yaml("objective of a machine", Estate("{ id: \"host:a\", labels: { slo.availability: \"99%\" } }"), 400,
            "entities[0]"),
        Yaml("machines that stand in each other",
            Estate("{ id: \"host:a\", dependsOn: [ { to: \"host:b\", kind: runs-on } ] }",
                "{ id: \"host:b\", dependsOn: [ { to: \"host:a\", kind: runs-on } ] }"), 400, "entities[0]"),
        Yaml("version that is not the newest", Estate("{ id: \"service:z\" }"), 412, "If-Match", "\"7\""),
        Yaml("If-Match that is no version", Estate("{ id: \"service:z\" }"), 400, "If-Match", "newest"),
        Http("text that is not UTF-8", new BadInputRequest("PUT", Twin + "topology", () =>
        {
            var content = new ByteArrayContent([0x66, 0xC3, 0x28]);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/yaml");
            return content;
        }), 400, "body"),
        Http("removals in a replacement", new BadInputRequest("PUT", Twin + "topology?remove=service%3Aweb",
            () => new StringContent(Estate("{ id: \"service:z\" }"), Encoding.UTF8, "application/yaml")),
            400, "remove"),
    ];

    private static IEnumerable<BadInputCase> Scenarios() =>
    [
        Scenario("unknown kind of fault", "kind: slow-query", "kind: slow-querry", "timeline[1].fault.kind"),
        Scenario("fault on nobody", "targets: [ \"datastore:orders-db\" ]", "targets: [ \"datastore:nobody\" ]",
            "timeline[1].fault.targets[0]"),
        Scenario("parameter that the fault does not take", "parameters: { factor: 3 }", "parameters: { factr: 3 }",
            "timeline[1].fault"),
        Scenario("deadline missing", "detectedWithin: 3m", "detectedWithin:", "expectations[1].detectedWithin"),
        Scenario("unknown expectation", "rootRank: 1", "rootRnk: 1", "expectations[2].rootRnk"),
        Scenario("change that is nowhere", "changeNamed: migration-12", "changeNamed: migration-99",
            "expectations[3].changeNamed"),
        Scenario("taking back what never was", "revert: slow-plan", "revert: slow-plam", "timeline[2].revert"),
        Scenario("step without a time", "- at: 11m\n", "- {}\n  - at: 11m\n", "timeline[1]"),
        Scenario("telemetry between two ticks", "telemetryInterval: 10s", "telemetryInterval: 2500ms",
            "telemetryInterval"),
        Scenario("negative duration", "duration: 30m", "duration: -30m", "duration"),
        Scenario("load on nobody", "entry: \"service:page\"", "entry: \"service:pag\"", "load[0].entry"),
        Scenario("answer that is nowhere", "roots: [ \"datastore:orders-db\" ]", "roots: [ \"datastore:other\" ]",
            "truth.roots[0]"),
    ];

    private static string Estate(params string[] entities) =>
        "format: 1\nname: x\nentities:\n" + string.Concat(entities.Select(entity => $"  - {entity}\n"));
}
