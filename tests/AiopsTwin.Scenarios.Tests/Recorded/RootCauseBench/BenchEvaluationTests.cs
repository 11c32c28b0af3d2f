using System.Globalization;
using System.Text;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Perturbed;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Scenarios.Tests.Recorded.RootCauseBench;

public sealed class BenchEvaluationTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Judge_GeneratedIncident_NamesTheChangeAndWhomItHits()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "shop", "page");

        var judged = BenchEvaluation.Judge(Path.Combine(folder.Path, "one"), RecordingLimits.Default);

        Assert.Equal("guilty", judged.Got);
        Assert.True(judged.IsRight && judged.IsFirstRight && !judged.IsDecoy);
        Assert.Equal(1, judged.Jaccard);
    }

    [Fact]
    public void Judge_Renamed_SaysTheSame()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "zulu", "alpha");

        var judged = BenchEvaluation.Judge(Path.Combine(folder.Path, "one"), RecordingLimits.Default);

        Assert.Equal("guilty", judged.Got);
        Assert.Equal(1, judged.Jaccard);
    }

    [Fact]
    public void BenchIncident_WithoutTheAnswer_IsReadAllTheSame()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "shop", "page");
        File.Delete(Path.Combine(folder.Path, "one", "ground_truth.json"));

        var incident = new BenchIncident(
            Path.Combine(folder.Path, "one"), RecordingLimits.Default, Perturbation.None);

        Assert.Equal(Start.AddMinutes(60), incident.Onset);
        Assert.Equal(["service:page-svc"], incident.Affected.Select(entity => entity.Text));
        Assert.Empty(BenchEvaluation.Cases(folder.Path));
    }

    [Fact]
    public async Task Command_GeneratedIncident_PrintsScores()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "shop", "page");

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "rootcausebench", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("\"culprit.right\":1", output, StringComparison.Ordinal);
        Assert.Contains("\"blast.jaccard\":1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_RecordedIncidents_ReachTheFloor()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");

        var judged = BenchEvaluation.Cases(Path.Combine(data, "rootcausebench"))
            .Select(one => BenchEvaluation.Judge(one, RecordingLimits.Default)).ToList();

        Assert.InRange(judged.Average(one => one.IsRight ? 1.0 : 0), 0.66, 1);
        Assert.InRange(judged.Count(one => one.IsDecoy), 0, 2);
        Assert.InRange(judged.Average(one => one.Jaccard), 0.9, 1);
    }

    internal static void Write(TemporaryFolder folder, string failing, string caller)
    {
        folder.Write("one/alert.json", $$"""
            {"service": "{{failing}}-svc", "metric": "client_timeout_ratio", "fired_at": "2026-01-05T10:05:00Z",
             "summary": "{{failing}}-svc calls exceed their deadline: client timeout"}
            """);
        var metrics = new StringBuilder("timestamp,service,metric,value\n");
        for (var minute = 0; minute < 80; minute++)
        {
            var at = Start.AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            var bad = minute >= 60 ? 0.5 : 0.01 + (0.001 * (minute % 3));
            metrics.Append(CultureInfo.InvariantCulture, $"{at},{failing}-svc,client_timeout_ratio,{bad}\n")
                .Append(CultureInfo.InvariantCulture, $"{at},{caller}-svc,error_ratio,{bad}\n")
                .Append(CultureInfo.InvariantCulture, $"{at},other-svc,error_ratio,{0.01 + (0.001 * (minute % 3))}\n");
        }

        folder.Write("one/metrics.csv", metrics.ToString());
        folder.Write("one/patterns.json", $$"""
            [{"signature": "deadline exceeded in client", "service": "{{failing}}-svc", "sentiment": "negative",
              "delta_vs_baseline": "+50"}]
            """);
        folder.Write("one/context/commits.json", $$"""
            [{"sha": "guilty", "timestamp": "2026-01-05T09:40:00Z", "message": "tune client",
              "files_changed": ["{{failing}}/client.go"], "diff": "-\ttimeout := 3000\n+\ttimeout := 30\n"},
             {"sha": "decoy", "timestamp": "2026-01-05T09:50:00Z", "message": "restyle banner",
              "files_changed": ["{{caller}}/banner.css"], "diff": "-red\n+blue\n"}]
            """);
        folder.Write("one/context/deploys.json", $$"""
            [{"timestamp": "2026-01-05T09:52:00Z", "service": "{{failing}}-svc", "commit_sha": "guilty"},
             {"timestamp": "2026-01-05T09:59:00Z", "service": "{{caller}}-svc", "commit_sha": "decoy"}]
            """);
        folder.Write("one/ground_truth.json", $$"""
            {"root_cause_commit": "guilty", "first_failing_service": "{{failing}}-svc",
             "blast_radius": ["{{caller}}-svc"], "decoy_deploy_commits": ["decoy"]}
            """);
    }
}
