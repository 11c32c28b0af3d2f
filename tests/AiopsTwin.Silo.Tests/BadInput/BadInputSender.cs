using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.BadInput;

/// <summary>Sends wrong things the way senders do, and reads what comes back.</summary>
internal static class BadInputSender
{
    private const string RemoteWrite = "/ingest/bad-remote/api/v1/write";
    private const string Topology = "/api/v1/twins/steady/topology";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static BadInputCase Get(string what, string path, int status, string where) =>
        Http(what, new BadInputRequest("GET", path), status, where);

    public static BadInputCase Json(string what, string path, string body, int status, string where) => Http(
        what, new BadInputRequest("POST", path, () => new StringContent(body, Encoding.UTF8, "application/json")),
        status, where);

    public static BadInputCase Yaml(string what, string body, int status, string where, string? ifMatch = null) => Http(
        what,
        new BadInputRequest("PUT", Topology, () => new StringContent(body, Encoding.UTF8, "application/yaml"))
        {
            Header = ifMatch is null ? null : ("If-Match", ifMatch),
        },
        status,
        where);

    public static BadInputCase Write(string what, int status, Func<HttpContent> body, string path = RemoteWrite) =>
        Http(what, new BadInputRequest("POST", path, body), status, "body");

    public static BadInputCase Http(string what, BadInputRequest wrong, int status, string where) => new(
        what, $"{wrong.Method} {wrong.Path}", status.ToString(CultureInfo.InvariantCulture), where, async silo =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(wrong.Method), wrong.Path)
            {
                Content = wrong.Body?.Invoke(),
            };
            if (wrong.Header is { } header)
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }

            using var answer = await silo.Client.SendAsync(request, Cancelled);
            return await ReadAsync(what, answer);
        });

    /// <summary>A body of which a part is wrong: the rest is used and the part is counted.</summary>
    public static BadInputCase Partly(string what, string counted, Func<WriteRequest> body) => new(
        what, $"POST {RemoteWrite}", "204", $"counted as {counted}", async silo =>
        {
            using var count = new CounterWatch("aiopstwin.ingest.skipped", "reason", counted);
            using var answer = await silo.Client.PostAsync(RemoteWrite, body().ToContent(), Cancelled);
            return new BadInputAnswer(
                ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture),
                count.Count > 0 ? [($"counted as {counted}", "skipped; everything else in the body is used")] : []);
        });

    /// <summary>A scenario file that is right but for one line.</summary>
    public static BadInputCase Scenario(string what, string right, string wrong, string where) => new(
        what, "aiopstwin check scenario.yaml", "exit 2", where, _ =>
        {
            var text = StarterScenario.Text("bad-input");
            Assert.Contains(right, text, StringComparison.Ordinal);
            var parsed = ScenarioFormat.Parse(text.Replace(right, wrong, StringComparison.Ordinal), "scenario.yaml");
            return Task.FromResult(new BadInputAnswer(
                parsed.Value is null ? "exit 2" : "loaded", [.. parsed.Problems.Select(PlaceOf)]));
        });

    private static (string Where, string Reason) PlaceOf(Problem problem) => (
        problem.Field.Length == 0 ? "file" : problem.Field,
        string.Create(
            CultureInfo.InvariantCulture, $"{problem.Reason} (line {problem.Line}, column {problem.Column})"));

    private static async Task<BadInputAnswer> ReadAsync(string what, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        var status = (int)answer.StatusCode;
        Assert.True(
            new MediaTypeHeaderValue("application/problem+json").Equals(answer.Content.Headers.ContentType),
            $"{what}: {status} {answer.Content.Headers.ContentType}: {text}");
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()), what);
        Assert.StartsWith("http", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        return new BadInputAnswer(
            status.ToString(CultureInfo.InvariantCulture),
            [
                .. problem.GetProperty("problems").EnumerateArray().Select(one => (
                    one.GetProperty("field").GetString()!, one.GetProperty("reason").GetString()!)),
            ]);
    }
}
