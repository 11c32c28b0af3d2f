using AiopsTwin.Engine.Scoring.Impacts;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Impacts;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded.Impacts;

public sealed class BlastRadiusExamTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    [Fact]
    public void Judge_GeneratedCases_PredictsWhoWaitsAndWhoFails()
    {
        using var written = new TemporaryFolder();
        new PetShopRecording().WriteTo(written.Path);
        var folder = new PetShopFolder(written.Path);
        var exam = BlastRadiusExam.Of(folder).Value!;

        var slow = exam.Judge(PetShopRecording.Slow, FaultMagnitudes.Default).Value!;
        var failing = exam.Judge(PetShopRecording.Failing, FaultMagnitudes.Default).Value!;

        Assert.Equal(["Front/web", "api, v2", "store::table"], slow.Hit.Select(one => one.Name));
        Assert.Equal(slow.Hit, slow.Predicted);
        Assert.Equal(["Front/web", "api, v2"], failing.Hit.Select(one => one.Name));
        Assert.Equal(failing.Hit, failing.Predicted);
        Assert.All(slow.FirstImpactErrors, error => Assert.InRange(error, 0, 1));
        Assert.Empty(slow.Restless);
    }

    [Fact]
    public void Judge_RenamedAndShuffled_PredictsTheSame()
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        new PetShopRecording().WriteTo(plain.Path);
        new PetShopRecording { Rename = RecordedReplayTests.Reversed, Shuffle = 3 }.WriteTo(other.Path);

        var first = Judge(plain.Path);
        var second = Judge(other.Path);

        Assert.Equal(
            first.Select(name => RecordedReplayTests.Reversed(name)).Order(StringComparer.Ordinal),
            second.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Judge_PublishedRecordings_BeatsPlainReachability()
    {
        var root = Environment.GetEnvironmentVariable(DataVariable);
        var path = root is null ? null : Path.Combine(root, "petshop");
        Assert.SkipUnless(
            Directory.Exists(path), $"set {DataVariable} to the folder that holds petshop/ to judge the recordings");
        var folder = new PetShopFolder(path!);
        var exam = BlastRadiusExam.Of(folder).Value!;

        var cases = folder.Cases.Select(name => exam.Judge(name, FaultMagnitudes.Default).Value!).ToList();

        var (fitted, reachable) = (
            ImpactTally.Sum(cases.Select(one => one.Fitted)), ImpactTally.Sum(cases.Select(one => one.Reachable)));
        Assert.True(fitted.F1 >= 0.70, $"{fitted}");
        Assert.True(fitted.F1 > reachable.F1 + 0.1, $"{fitted} against {reachable}");
        Assert.True(cases.SelectMany(one => one.FirstImpactErrors).Average() <= 1);
    }

    private static IEnumerable<string> Judge(string path)
    {
        var folder = new PetShopFolder(path);
        var exam = BlastRadiusExam.Of(folder).Value!;
        return exam.Judge(PetShopRecording.Slow, FaultMagnitudes.Default).Value!.Predicted.Select(one => one.Name);
    }
}
