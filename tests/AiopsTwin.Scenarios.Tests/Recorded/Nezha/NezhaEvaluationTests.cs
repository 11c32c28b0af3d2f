using AiopsTwin.Cli;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Nezha;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Tests.Recorded.Nezha;

public sealed class NezhaEvaluationTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    [Theory]
    [InlineData(ReplayOnset.Oracle)]
    [InlineData(ReplayOnset.Late60)]
    [InlineData(ReplayOnset.Self)]
    public void Judge_GeneratedDay_PutsEveryRootFirst(ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        var recording = new NezhaRecording();
        recording.WriteTo(folder.Path);

        var cases = Judge(folder.Path, onset);

        Assert.Equal(recording.Roots, cases.Select(one => one.Expected.Name));
        Assert.Equal(recording.Roots, cases.Select(one => one.Got[0].Name));
        Assert.Equal(["network_delay", "return", "cpu_contention"], cases.Select(one => one.Slice));
        Assert.All(cases, one => Assert.InRange(one.OnsetError!.Value.TotalSeconds, 0, 60));
    }

    [Fact]
    public void Judge_RenamedAndReversed_RanksTheSame()
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var renamed = new NezhaRecording { Rename = name => "z" + new string([.. name.Reverse()]), IsReversed = true };
        new NezhaRecording().WriteTo(plain.Path);
        renamed.WriteTo(other.Path);

        var first = Judge(plain.Path, ReplayOnset.Oracle);
        var second = Judge(other.Path, ReplayOnset.Oracle);

        Assert.Equal(
            first.Select(one => renamed.Rename(one.Got[0].Name)), second.Select(one => one.Got[0].Name));
        Assert.Equal(first.Select(one => one.Answer), second.Select(one => one.Answer));
    }

    [Fact]
    public void NezhaCase_WithoutTheListOfFaults_IsGatheredAllTheSame()
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording { HasFaults = false }.WriteTo(folder.Path);

        var day = new NezhaDay(
            Path.Combine(folder.Path, "2026-03-01"), RecordingLimits.Default, Perturbation.None);
        var source = NezhaCase.At(day, new DateTimeOffset(2026, 3, 1, 0, 20, 0, TimeSpan.Zero)).ToCase();

        Assert.Equal(4, source.Graph.NodeCount);
        Assert.Contains(source.Requests.Gaps, gap => gap.Callee.Name == "till" && gap.Strength > 0.8);
        Assert.Empty(NezhaEvaluation.Days(folder.Path, false));
    }

    [Fact]
    public void NezhaDay_RowsThatCannotBeRead_AreCounted()
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording().WriteTo(folder.Path);
        var trace = Path.Combine(folder.Path, "2026-03-01", "fault", "trace", "09_00_trace.csv");
        File.WriteAllText(trace, "TraceID,SpanID\nonly,three,cells\n\"unclosed,quote\n");

        var day = new NezhaDay(
            Path.Combine(folder.Path, "2026-03-01"), RecordingLimits.Default, Perturbation.None);

        Assert.Equal(2, day.BadRows);
    }

    [Fact]
    public void Days_OfTheOtherEstate_AreNotTaken()
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording { HasEdges = true }.WriteTo(folder.Path);

        Assert.Empty(NezhaEvaluation.Days(folder.Path, false));
        Assert.Single(NezhaEvaluation.Days(folder.Path, true));
    }

    [Fact]
    public async Task Command_FolderWithoutDays_SaysSoAndRefuses()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of("evaluate", "rca", "--dataset", "nezha-tt", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("there is no folder named after a day", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_GeneratedDay_PrintsOneObjectTwiceTheSameBytesButForTime()
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording().WriteTo(folder.Path);

        var first = await Scores(folder.Path);
        var second = await Scores(folder.Path);

        Assert.Equal(first, second);
        Assert.Contains("\"top1\":1", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_RecordedDays_ReachTheFloor()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");

        var cases = NezhaEvaluation.Days(Path.Combine(data, "nezha"), false)
            .SelectMany(day => NezhaEvaluation.Judge(
                day, ReplayOnset.Oracle, RecordingLimits.Default, TestContext.Current.CancellationToken)).ToList();

        Assert.InRange(RankingScores.Of([.. cases.Select(one => one.Answer)]).Top1, 0.9, 1);
    }

    private static List<EvaluatedCase> Judge(string root, ReplayOnset onset) =>
    [
        .. NezhaEvaluation.Days(root, false).SelectMany(day => NezhaEvaluation.Judge(
            day, onset, RecordingLimits.Default, TestContext.Current.CancellationToken)),
    ];

    private static async Task<string> Scores(string data)
    {
        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "nezha-tt", "--data", data, "--json");
        Assert.Equal(ExitCodes.Done, code);
        return output[..output.IndexOf("\"milliseconds\"", StringComparison.Ordinal)];
    }
}
