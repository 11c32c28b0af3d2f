using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Recorded.ItBench;

namespace AiopsTwin.Scenarios.Tests.Recorded.ItBench;

public sealed class ItBenchEvaluationTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    internal const string Scenario = """
        ---
        alerts:
          - group_id: b-service-1
            id: HighRequestLatency
        aliases:
          - - chaos-b
            - chaos-of-b
        groups:
          - id: chaos-b
            kind: NetworkChaos
            root_cause: true
          - id: b-service-1
            kind: Service
          - id: a-service-1
            kind: Service
        propagations:
          - source: chaos-b
            target: b-service-1
        """;

    [Fact]
    public void Judge_GeneratedScenario_FindsTheRootAndItsSpread()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("one.yaml", Scenario);

        var judged = ItBenchEvaluation.Judge(path);

        Assert.Equal((1.0, 1.0), (judged.Top1, judged.Top3));
        Assert.Equal("chaos-b", judged.Got[0]);
        Assert.Equal(["chaos-b", "chaos-of-b"], judged.Expected);
        Assert.InRange(judged.EdgeF1, 0.6, 1);
    }

    [Fact]
    public void Judge_OtherAnswer_IsNotFollowed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("one.yaml", Scenario.Replace("    root_cause: true\n", "", StringComparison.Ordinal)
            .Replace("Service\n  - id: a", "Service\n    root_cause: true\n  - id: a", StringComparison.Ordinal));

        var judged = ItBenchEvaluation.Judge(path);

        Assert.Equal("chaos-b", judged.Got[0]);
        Assert.Equal(0, judged.Top1);
    }

    [Fact]
    public async Task Command_GeneratedScenario_PrintsScores()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.yaml", Scenario);

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "itbench", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("\"top1\":1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_RecordedScenarios_ReachTheFloor()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");

        var judged = ItBenchEvaluation.Cases(Path.Combine(data, "itbench")).Select(ItBenchEvaluation.Judge).ToList();

        Assert.InRange(judged.Average(one => one.Top1), 0.5, 1);
        Assert.InRange(judged.Average(one => one.EdgeF1), 0.6, 1);
    }
}
