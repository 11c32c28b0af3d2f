using System.Collections.Immutable;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Disguises;
using AiopsTwin.Scenarios.Tests.Recorded.ItBench;
using AiopsTwin.Scenarios.Tests.Recorded.Nezha;
using AiopsTwin.Scenarios.Tests.Recorded.OpenRca;
using AiopsTwin.Scenarios.Tests.Recorded.RcaEval;
using AiopsTwin.Scenarios.Tests.Recorded.RootCauseBench;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded.Disguises;

public sealed class ShuffledSetTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    [Theory]
    [InlineData(1, ReplayOnset.Oracle)]
    [InlineData(2, ReplayOnset.Self)]
    public void PetShop_GeneratedFolder_SaysTheSame(ulong seed, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var cases = new ShuffledSet(seed, onset, RecordingLimits.Default).PetShop(folder.Path);

        Assert.Equal(2, cases.Length);
        ExpectSame(cases);
    }

    [Theory]
    [InlineData(1, ReplayOnset.Oracle, false)]
    [InlineData(2, ReplayOnset.Self, false)]
    [InlineData(3, ReplayOnset.Late60, true)]
    public void Nezha_GeneratedFolder_SaysTheSame(ulong seed, ReplayOnset onset, bool hasEdges)
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording { HasEdges = hasEdges }.WriteTo(folder.Path);

        var cases = new ShuffledSet(seed, onset, RecordingLimits.Default)
            .Nezha(folder.Path, hasEdges, TestContext.Current.CancellationToken);

        Assert.Equal(3, cases.Length);
        Assert.All(cases, one => Assert.True(one.Plain.Lines.Length > 1));
        ExpectSame(cases);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RootCauseBench_GeneratedFolder_SaysTheSame(ulong seed)
    {
        using var folder = new TemporaryFolder();
        BenchEvaluationTests.Write(folder, "shop", "page");

        var cases = new ShuffledSet(seed, ReplayOnset.Oracle, RecordingLimits.Default).RootCauseBench(folder.Path);

        Assert.StartsWith("guilty", Assert.Single(cases).Plain.Lines[0], StringComparison.Ordinal);
        ExpectSame(cases);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ItBench_GeneratedFolder_SaysTheSame(ulong seed)
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.yaml", ItBenchEvaluationTests.Scenario);

        var cases = new ShuffledSet(seed, ReplayOnset.Oracle, RecordingLimits.Default).ItBench(folder.Path);

        Assert.Equal(4, Assert.Single(cases).Plain.Lines.Length);
        ExpectSame(cases);
    }

    [Theory]
    [InlineData("stock", "cpu", true, ReplayOnset.Oracle)]
    [InlineData("till", "delay", true, ReplayOnset.Self)]
    [InlineData("stock", "f1", true, ReplayOnset.Late60)]
    [InlineData("shop-db", "cpu", false, ReplayOnset.Oracle)]
    public void RcaEval_GeneratedFolder_SaysTheSame(string root, string kind, bool hasSpans, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        new RcaEvalRecording { Root = root, Kind = kind, HasSpans = hasSpans }
            .WriteTo(Path.Combine(folder.Path, "RE2-XY"));
        new RcaEvalRecording { Root = "front", Kind = "cpu", HasLines = false }
            .WriteTo(Path.Combine(folder.Path, "RE2-XY"), "3");

        var cases = new ShuffledSet(5, onset, RecordingLimits.Default)
            .RcaEval(folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal(2, cases.Length);
        Assert.All(cases, one => Assert.True(one.Plain.Lines.Length > 1));
        Assert.DoesNotContain(cases, one => one.Plain.Case.Contains(root, StringComparison.Ordinal));
        ExpectSame(cases);
    }

    [Theory]
    [InlineData("Bank", ReplayOnset.Oracle)]
    [InlineData("Market", ReplayOnset.Self)]
    [InlineData("Telecom", ReplayOnset.Late60)]
    public void OpenRca_GeneratedFolder_SaysTheSame(string system, ReplayOnset onset)
    {
        using var folder = new TemporaryFolder();
        new OpenRcaRecording { System = Enum.Parse<OpenRcaSystem>(system) }
            .WriteTo(Path.Combine(folder.Path, system));

        var cases = new ShuffledSet(6, onset, RecordingLimits.Default)
            .OpenRca(folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal(2, cases.Length);
        Assert.All(cases, one => Assert.True(one.Plain.Lines.Length > 1));
        Assert.DoesNotContain(cases.SelectMany(one => one.Plain.Lines), line =>
            line.Contains("stock", StringComparison.Ordinal));
        ExpectSame(cases);
    }

    [Fact]
    public void ShuffledCase_WithOtherLines_SaysWhatDiffers()
    {
        var one = new ShuffledCase(new ToldCase("c", ["1 a", "2 b"]), new ToldCase("c", ["1 a", "2 c"]));

        Assert.False(one.IsSame);
        Assert.Equal(["- 2 b", "+ 2 c"], one.Differences);
        Assert.False(new ShuffledCase(one.Plain, null).IsSame);
    }

    [Fact]
    public async Task Command_GeneratedFolder_CountsTheSame()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "petshop", "--data", folder.Path, "--shuffle", "4", "--json");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("\"shuffle.same\":2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplayOnset.Oracle)]
    [InlineData(ReplayOnset.Self)]
    public void PetShop_PublishedRecordings_SayTheSame(ReplayOnset onset)
    {
        ExpectSame(new ShuffledSet(7, onset, RecordingLimits.Default).PetShop(Data("petshop")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nezha_PublishedRecordings_SayTheSame(bool hasEdges)
    {
        ExpectSame(new ShuffledSet(7, ReplayOnset.Oracle, RecordingLimits.Default)
            .Nezha(Data("nezha"), hasEdges, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void RootCauseBench_PublishedIncidents_SayTheSame()
    {
        ExpectSame(new ShuffledSet(7, ReplayOnset.Oracle, RecordingLimits.Default)
            .RootCauseBench(Data("rootcausebench")));
    }

    [Fact]
    public void ItBench_PublishedScenarios_SayTheSame()
    {
        ExpectSame(new ShuffledSet(7, ReplayOnset.Oracle, RecordingLimits.Default).ItBench(Data("itbench")));
    }

    private static string Data(string name)
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");
        return Path.Combine(data, name);
    }

    private static void ExpectSame(ImmutableArray<ShuffledCase> cases) => Assert.Empty(
        cases.Where(one => !one.IsSame).SelectMany(one => one.Differences.Prepend(one.Plain.Case)));
}
