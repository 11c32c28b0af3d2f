using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class PetShopEvaluationTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";

    [Fact]
    public void Judge_GeneratedCases_PutTheRootFirst()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var data = new PetShopFolder(folder.Path);

        var judged = data.Cases.Select(name => PetShopEvaluation.Judge(
            data, name, ReplayOnset.Oracle, cancellation: TestContext.Current.CancellationToken).Value!).ToList();

        Assert.Equal([PetShopRecording.Failing, PetShopRecording.Slow], judged.Select(one => one.Case));
        Assert.Equal(["calm/availability", "calm/latency"], judged.Select(one => one.Slice));
        Assert.All(judged, one => Assert.Equal(1, one.Answer.HitAt(1)));
        Assert.All(judged, one => Assert.Equal("oracle", one.Onset));
    }

    [Fact]
    public void Judge_WithoutTheAnswer_IsAProblemOfTheScorerAlone()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording { HasTargets = false }.WriteTo(folder.Path);
        var data = new PetShopFolder(folder.Path);

        var judged = PetShopEvaluation.Judge(
            data, PetShopRecording.Slow, ReplayOnset.Oracle, cancellation: TestContext.Current.CancellationToken);
        var read = data.Read(PetShopRecording.Slow);

        Assert.EndsWith(PetShopTarget.FileName, Assert.Single(judged.Problems).File, StringComparison.Ordinal);
        Assert.True(read.IsValid);
    }

    [Fact]
    public void Watch_FaultFreeTime_OpensNoIncident()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var quiet = PetShopEvaluation.Watch(new PetShopFolder(folder.Path), "calm").Value!;

        Assert.Equal(40, quiet.Windows);
        Assert.Equal(0, quiet.Slowness + quiet.Failures);
    }

    [Fact]
    public void Judge_PublishedRecordings_StayAboveTheFloor()
    {
        var root = Environment.GetEnvironmentVariable(DataVariable);
        var path = root is null ? null : Path.Combine(root, "petshop");
        Assert.SkipUnless(
            Directory.Exists(path), $"set {DataVariable} to the folder that holds petshop/ to replay the recordings");
        var data = new PetShopFolder(path!);

        var judged = data.Cases.Select(name => PetShopEvaluation.Judge(
            data, name, ReplayOnset.Oracle, cancellation: TestContext.Current.CancellationToken).Value!).ToList();

        Assert.True(judged.Average(one => one.Answer.HitAt(1)) >= 0.90);
        Assert.True(judged.Average(one => one.Answer.HitAt(3)) >= 0.98);
        Assert.All(judged, one => Assert.True(one.Answer.IsCovered));
    }
}
