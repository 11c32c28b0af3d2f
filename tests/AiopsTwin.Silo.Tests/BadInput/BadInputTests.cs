using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.BadInput;

/// <summary>
/// Sends everything wrong that we could think of and holds the answers to docs/BAD-INPUT.md, which is written by this
/// test with AIOPSTWIN_UPDATE_DOCS=1. Nothing wrong may leave a trace.
/// </summary>
public sealed class BadInputTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private const string Head = """
        # Bad input and its answers

        Written by the tests from the answers themselves. Every error of the API has one shape,
        `application/problem+json`, with a list of problems, each with a field and a reason; files are refused whole,
        with the line of every mistake. Nothing of a refused request is applied. One bad sample in a body of Prometheus
        is the exception: it is skipped and counted, because a sender that gets an error drops, or sends again,
        everything.

        | What is wrong | Sent to | Answer | Where | Reason |
        | --- | --- | --- | --- | --- |
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BadInput_EveryCase_IsAnsweredAsDocumentedAndLeavesNoTrace()
    {
        await PrepareAsync();
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        var surprises = new List<string>();
        foreach (var wrong in BadInputCases.All)
        {
            var answer = await wrong.Send(silo);
            var reasons = string.Join("; ", answer.Problems.Select(problem => $"{problem.Where}: {problem.Reason}"));
            var reason = answer.Problems.FirstOrDefault(problem => problem.Where == wrong.Where).Reason;
            if (wrong.Answer != answer.Answer || string.IsNullOrWhiteSpace(reason))
            {
                surprises.Add($"{wrong.What}: {answer.Answer} {reasons}, not {wrong.Answer} {wrong.Where}");
            }

            text.Append(CultureInfo.InvariantCulture, $"| {Cell(wrong.What)} | `{wrong.SentTo}` | {wrong.Answer} ");
            text.Append(CultureInfo.InvariantCulture, $"| `{wrong.Where}` | {Cell(reason ?? "")} |\n");
        }

        Assert.True(surprises.Count == 0, string.Join(Environment.NewLine, surprises));
        await AssertNoTraceAsync();
        await AssertDocumentAsync(text.ToString());
    }

    private async Task PrepareAsync()
    {
        using var put = await silo.Client.PutAsJsonAsync(
            "/api/v1/twins/steady/topology", Topologies.Small, Cancelled);
        put.EnsureSuccessStatusCode();
        using var run = await silo.Client.PostAsJsonAsync(
            "/api/v1/runs", new { scenario = "auth-pool", run = BadInputCases.Run, isPlaying = false }, Cancelled);
        run.EnsureSuccessStatusCode();
    }

    private async Task AssertNoTraceAsync()
    {
        using var stopped = await silo.Client.PostAsync($"/api/v1/runs/{BadInputCases.Run}/stop", null, Cancelled);
        stopped.EnsureSuccessStatusCode();
        var twin = await silo.Client.GetFromJsonAsync<JsonElement>("/api/v1/twins/steady", Cancelled);
        Assert.Equal(1, twin.GetProperty("topologyVersion").GetInt64());
        Assert.Equal(2, twin.GetProperty("entities").GetInt32());
        Assert.Equal(JsonValueKind.Null, twin.GetProperty("now").ValueKind);
        Assert.Equal(0, twin.GetProperty("alertsSeen").GetInt64());
        var changes = await silo.Client.GetFromJsonAsync<JsonElement>("/api/v1/twins/steady/changes", Cancelled);
        Assert.Equal(0, changes.GetProperty("items").GetArrayLength());
        var web = await silo.Client.GetFromJsonAsync<JsonElement>(
            "/api/v1/twins/steady/entities/service%3Aweb", Cancelled);
        Assert.Equal(0, web.GetProperty("series").GetArrayLength());
        var runs = await silo.Client.GetFromJsonAsync<JsonElement>("/api/v1/runs", Cancelled);
        Assert.Equal([BadInputCases.Run], runs.GetProperty("items").EnumerateArray()
            .Select(run => run.GetProperty("run").GetString()));
        var remote = await silo.Client.GetFromJsonAsync<JsonElement>("/api/v1/twins/bad-remote/entities", Cancelled);
        Assert.Equal(["host:db-1"], remote.GetProperty("items").EnumerateArray()
            .Select(entity => entity.GetProperty("id").GetString()));
        using var unknown = await silo.Client.GetAsync("/api/v1/twins/unknown", Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task AssertDocumentAsync(string expected)
    {
        var path = Path.Combine(Documents.Folder, "BAD-INPUT.md");
        if (Documents.MustWrite)
        {
            await File.WriteAllTextAsync(path, expected, Cancelled);
        }

        Assert.Equal(expected, await File.ReadAllTextAsync(path, Cancelled));
    }

    private static string Cell(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .ReplaceLineEndings(" ")
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
