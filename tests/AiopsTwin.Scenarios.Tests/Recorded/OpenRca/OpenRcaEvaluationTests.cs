using AiopsTwin.Cli;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.OpenRca;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Tests.Recorded.OpenRca;

public sealed class OpenRcaEvaluationTests
{
    [Theory]
    [InlineData(OpenRcaSystem.Bank)]
    [InlineData(OpenRcaSystem.Market)]
    [InlineData(OpenRcaSystem.Telecom)]
    public void Judge_StarvedComponents_PutsThemFirst(object system)
    {
        using var folder = new TemporaryFolder();
        var recording = new OpenRcaRecording { System = (OpenRcaSystem)system };
        recording.WriteTo(Path.Combine(folder.Path, "Some"));

        var judged = Judge(folder.Path, ReplayOnset.Oracle);

        Assert.Equal(
            recording.Failures.Select(one => recording.Written(one.Component)),
            judged.Select(one => one.Case.Got[0].Name));
        Assert.All(judged, one => Assert.Equal("Some/high CPU usage", one.Case.Slice));
        Assert.All(judged, one => Assert.Empty(one.Problems));
    }

    [Fact]
    public void Judge_TheHalfHourTold_FindsTheOnset()
    {
        using var folder = new TemporaryFolder();
        var recording = new OpenRcaRecording { System = OpenRcaSystem.Bank, Failures = [(615, "stock-0")] };
        recording.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Self)).Case;

        Assert.Equal("stock_001", judged.Got[0].Name);
        Assert.InRange(judged.OnsetError!.Value.TotalSeconds, 0, 60);
    }

    [Fact]
    public void Judge_AllCopiesOfAService_BlamesTheService()
    {
        using var folder = new TemporaryFolder();
        var recording = new OpenRcaRecording { System = OpenRcaSystem.Market, Failures = [(615, "stock")] };
        recording.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle)).Case;

        Assert.Equal(1, judged.Answer.HitAt(1));
    }

    [Fact]
    public void Judge_Machine_IsLookedForAmongHosts()
    {
        using var folder = new TemporaryFolder();
        var recording = new OpenRcaRecording { System = OpenRcaSystem.Market, Failures = [(615, "node-1")] };
        recording.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle)).Case;

        Assert.Equal(EntityKind.Host, judged.Expected.Kind);
        Assert.Equal(1, judged.Answer.HitAt(3));
    }

    [Fact]
    public void Judge_RowsInTheOppositeOrder_RanksTheSame()
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        new OpenRcaRecording { System = OpenRcaSystem.Market }.WriteTo(plain.Path);
        new OpenRcaRecording { System = OpenRcaSystem.Market, IsReversed = true }.WriteTo(other.Path);

        var first = Judge(plain.Path, ReplayOnset.Oracle);
        var second = Judge(other.Path, ReplayOnset.Oracle);

        Assert.Equal(first.Select(one => one.Case.Answer), second.Select(one => one.Case.Answer));
        Assert.Equal(first.SelectMany(one => one.Case.Got), second.SelectMany(one => one.Case.Got));
    }

    [Fact]
    public void Judge_SeriesOfUnknownNames_NamesThem()
    {
        using var folder = new TemporaryFolder();
        new OpenRcaRecording { System = OpenRcaSystem.Bank, Failures = [(615, "stock-0")] }.WriteTo(folder.Path);

        var judged = Assert.Single(Judge(folder.Path, ReplayOnset.Oracle));

        Assert.Contains("not recognised: OSLinux-X_Y_Oddity", judged.Notes);
    }

    [Fact]
    public void Judge_DamagedTables_SaysFileLineAndReason()
    {
        using var folder = new TemporaryFolder();
        new OpenRcaRecording { System = OpenRcaSystem.Bank, Failures = [(615, "stock-0")] }.WriteTo(folder.Path);
        var day = Path.Combine(folder.Path, "telemetry", "2026_03_01");
        var spans = Path.Combine(day, "trace", "trace_span.csv");
        File.AppendAllText(spans, "yesterday,front_001,,1,t,5\n");
        var odd = Path.Combine(day, "metric", "metric_odd.csv");
        File.WriteAllText(odd, "when,what\n1,2\n");
        File.AppendAllText(Path.Combine(folder.Path, "record.csv"), "pod,,1,,x\n");

        var judged = Judge(folder.Path, ReplayOnset.Oracle);

        var problems = judged.SelectMany(one => one.Problems).ToList();
        Assert.Contains(problems, one => one.File == spans && one.Line == File.ReadAllLines(spans).Length);
        Assert.Contains(problems, one => one.File == odd && one.Line == 1
            && one.Reason.Contains("there is no column 'timestamp' or 'startTime'", StringComparison.Ordinal));
        Assert.Contains(problems, one => one.File.EndsWith("record.csv", StringComparison.Ordinal) && one.Line == 3);
        Assert.Equal("stock_001", Assert.Single(judged).Case.Got[0].Name);
    }

    [Fact]
    public void Judge_DayThatIsNotThere_StaysWithoutAnAnswer()
    {
        using var folder = new TemporaryFolder();
        new OpenRcaRecording { System = OpenRcaSystem.Bank, Failures = [(615, "stock-0")] }.WriteTo(folder.Path);
        File.AppendAllText(Path.Combine(folder.Path, "record.csv"), "pod,till_001,1700000000,,network loss\n");

        var judged = Judge(folder.Path, ReplayOnset.Oracle);

        var missing = judged.Single(one => one.Case.Expected.Name == "till_001");
        Assert.False(missing.Case.Answer.IsCovered);
        Assert.Contains("nothing is recorded of that time", missing.Notes);
    }

    [Fact]
    public async Task Command_FolderWithoutASystem_SaysSoAndRefuses()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of("evaluate", "rca", "--dataset", "openrca", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("record.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_GeneratedSystem_PrintsScores()
    {
        using var folder = new TemporaryFolder();
        new OpenRcaRecording { System = OpenRcaSystem.Telecom }.WriteTo(Path.Combine(folder.Path, "Telecom"));

        var (code, output, _) = await CommandRun.Of("evaluate", "rca", "--dataset", "openrca", "--data", folder.Path);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("Telecom/high CPU usage", output, StringComparison.Ordinal);
    }

    private static List<JudgedRecording> Judge(string root, ReplayOnset onset) =>
        [.. OpenRcaEvaluation.Judge(root, onset, RecordingLimits.Default, TestContext.Current.CancellationToken)];
}
