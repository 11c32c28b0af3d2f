using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.RcaEval;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Tests.Recorded.RcaEval;

public sealed class RcaEvalEvaluationTests
{
    [Theory]
    [InlineData("stock", "cpu", ReplayOnset.Oracle)]
    [InlineData("till", "delay", ReplayOnset.Oracle)]
    [InlineData("stock", "f1", ReplayOnset.Oracle)]
    [InlineData("stock", "cpu", ReplayOnset.Late60)]
    [InlineData("till", "delay", ReplayOnset.Self)]
    public void Judge_MetricsSpansAndLines_PutsTheRootFirst(string root, string kind, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = root, Kind = kind }.WriteTo(Path.Combine(folder.Path, "RE2-XY"));

        var judged = Assert.Single(Judge(folder.Path, onset));

        Assert.Equal(root, judged.Case.Expected.Name);
        Assert.Equal(root, judged.Case.Got[0].Name);
        Assert.Equal($"RE2-XY/{kind}", judged.Case.Slice);
        Assert.Empty(judged.Problems);
        Assert.InRange(judged.Case.OnsetError!.Value.TotalSeconds, 0, 45);
    }

    [Theory]
    [InlineData("data.csv")]
    [InlineData("simple_data.csv")]
    [InlineData("metrics.csv")]
    public void Judge_MetricsAlone_PutsTheRootFirstWithoutAMap(string file)
    {
        using var folder = new TemporaryFolder();
        var recording = new RcaEvalRecording
        {
            Root = "stock",
            Kind = "cpu",
            MetricsFile = file,
            HasSpans = false,
            HasLines = false,
        };
        recording.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.Equal("stock", judged.Case.Got[0].Name);
        Assert.Contains("not recognised: mystery", judged.Notes);
    }

    [Fact]
    public void Judge_RenamedAndReversed_RanksTheSame()
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var renamed = new RcaEvalRecording
        {
            Root = "till",
            Kind = "delay",
            Rename = name => "z" + new string([.. name.Reverse()]),
            IsReversed = true,
        };
        new RcaEvalRecording { Root = "till", Kind = "delay" }.WriteTo(plain.Path);
        renamed.WriteTo(other.Path);

        var first = Assert.Single(Judge(plain.Path, ReplayOnset.Oracle)).Case;
        var second = Assert.Single(Judge(other.Path, ReplayOnset.Oracle)).Case;

        Assert.Equal(first.Answer, second.Answer);
        Assert.Equal(renamed.Rename(first.Got[0].Name), second.Got[0].Name);
    }

    [Fact]
    public void Judge_InstantCutShort_StaysWithoutAnAnswerAndSaysWhere()
    {
        using var folder = new TemporaryFolder();
        var written = new RcaEvalRecording { Root = "stock", Kind = "loss", Instant = "17728" }.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.False(judged.Case.Answer.IsCovered);
        var problem = Assert.Single(judged.Problems);
        Assert.Equal(Path.Combine(written, "inject_time.txt"), problem.File);
        Assert.Equal(1, problem.Line);
        Assert.Contains("cut short", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_InjectedAfterTheLastRow_StaysWithoutAnAnswer()
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = "stock", Kind = "cpu", MinutesAfter = -1 }.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.False(judged.Case.Answer.IsCovered);
        Assert.Contains("is not within the metrics", Assert.Single(judged.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FolderThatIsThereTwice_IsJudgedOnceAndToldSo()
    {
        using var folder = new TemporaryFolder();
        var recording = new RcaEvalRecording { Root = "stock", Kind = "cpu" };
        recording.WriteTo(Path.Combine(folder.Path, "RE2-XY"));
        recording.WriteTo(Path.Combine(folder.Path, "RE2-XY"), Path.Combine("1", "1"));

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.Contains("RE2-XY/stock_cpu/1/1 holds the same and is passed over", judged.Notes);
    }

    [Fact]
    public void Judge_LabelOfAnotherRun_IsTold()
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = "stock", Kind = "cpu" }.WriteTo(Path.Combine(folder.Path, "RE3-XY"));
        new RcaEvalRecording { Root = "till", Kind = "cpu" }.WriteTo(Path.Combine(folder.Path, "RE3-XY"));

        var judged = Judge(folder.Path, ReplayOnset.Oracle);

        Assert.Equal(2, judged.Count);
        Assert.Contains(judged[1].Notes, note => note.Contains("may be a copied label", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_DamagedTable_SaysFileLineAndReasonAndUsesTheRest()
    {
        using var folder = new TemporaryFolder();
        var written = new RcaEvalRecording { Root = "stock", Kind = "cpu", HasSpans = false }.WriteTo(folder.Path);
        var metrics = Path.Combine(written, "simple_metrics.csv");
        var rows = File.ReadAllLines(metrics);
        rows[2] = "noon" + rows[2][10..];
        rows[4] = "1,2";
        File.WriteAllLines(metrics, rows);
        File.WriteAllText(Path.Combine(written, "traces.csv"), "traceID,spanID\n1,2\n");

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.Equal("stock", judged.Case.Got[0].Name);
        Assert.Contains(judged.Problems, one => one.File == metrics && one.Line == 3
            && one.Reason.Contains("'noon' is not an instant", StringComparison.Ordinal));
        Assert.Contains(judged.Problems, one => one.File == metrics && one.Line == 5
            && one.Reason.Contains("has 2 cells", StringComparison.Ordinal));
        Assert.Contains(judged.Problems, one => one.Line == 1
            && one.Reason.Contains("there is no column 'serviceName'", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_WithoutMetrics_StaysWithoutAnAnswer()
    {
        using var folder = new TemporaryFolder();
        var written = new RcaEvalRecording { Root = "stock", Kind = "cpu" }.WriteTo(folder.Path);
        File.Delete(Path.Combine(written, "simple_metrics.csv"));

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.False(judged.Case.Answer.IsCovered);
        Assert.Contains(judged.Problems, one => one.Reason.Contains("there is none of", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_ServicesOwnDatabase_CountsAsTheServiceWhereFolded()
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = "shop-db", Kind = "cpu", HasSpans = false }.WriteTo(folder.Path);
        var label = Path.Combine(folder.Path, "shop-db_cpu");
        Directory.Move(label, Path.Combine(folder.Path, "shop_cpu"));

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.Equal("shop-db", judged.Case.Got[0].Name);
        Assert.Equal(0, judged.Case.Answer.HitAt(1));
        Assert.Equal(1, judged.Folded!.HitAt(1));
    }

    [Fact]
    public void Read_FoldersNamedOtherwise_GivesTheSameTelemetry()
    {
        using var folder = new TemporaryFolder();
        var written = new RcaEvalRecording { Root = "stock", Kind = "cpu" }.WriteTo(folder.Path);
        var hidden = Path.Combine(folder.Path, "hidden");
        var first = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle)).Case;
        Directory.Move(written, hidden);
        var problems = new AiopsTwin.Scenarios.Source.ProblemList(
            hidden, RecordingLimits.Default.ForSource());

        var telemetry = RcaEvalFiles.Read(hidden, RecordingLimits.Default, problems);

        Assert.Equal(0, problems.Count);
        Assert.False(RcaEvalEvaluation.IsIn(folder.Path));
        var source = telemetry.At(
            telemetry.Time!.Value.Last.AddMinutes(-11), TestContext.Current.CancellationToken);
        Assert.Contains(first.Expected, source.Graph.Entities.Select(entity => entity.Id));
    }

    [Fact]
    public async Task Command_FolderWithoutCases_SaysSoAndRefuses()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of("evaluate", "rca", "--dataset", "rcaeval", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("inject_time.txt", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_GeneratedCases_PrintsFoldedScoresAndWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = "stock", Kind = "cpu" }.WriteTo(Path.Combine(folder.Path, "RE2-XY"));
        new RcaEvalRecording { Root = "till", Kind = "loss", Instant = "1" }
            .WriteTo(Path.Combine(folder.Path, "RE2-XY"));

        var (code, output, error) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "rcaeval", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("\"cases\":2,\"covered\":1", output, StringComparison.Ordinal);
        Assert.Contains("\"folded\":{\"top1\":0.5", output, StringComparison.Ordinal);
        Assert.Contains("inject_time.txt:1:1: '1' is not an instant", error, StringComparison.Ordinal);
    }

    private static List<JudgedRecording> Judge(string root, ReplayOnset onset) =>
        [.. RcaEvalEvaluation.Judge(root, onset, RecordingLimits.Default, TestContext.Current.CancellationToken)];
}
