using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class LocalDiagnosisTests
{
    [Fact]
    public void Of_OneInstant_IsTheReportOfItsCase()
    {
        var sketch = SlowAuth();

        var report = Diagnose((1, sketch.ToCase()));

        Assert.Equal(
            sketch.Diagnose().Suspects.Select(suspect => (suspect.Entity, suspect.Rank, suspect.Score)),
            report.Suspects.Select(suspect => (suspect.Entity, suspect.Rank, suspect.Score)));
        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Of_LikelierInstantAtWhichNothingIsUnusual_HearsTheOther()
    {
        var quiet = new DiagnosisSketch("web -> api -> auth").Well("web", "api", "auth");

        var report = Diagnose((0.7, quiet.ToCase()), (0.3, SlowAuth().ToCase()));

        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
    }

    private static DiagnosisSketch SlowAuth() => new DiagnosisSketch("web -> api -> auth")
        .Says("web", Signal.Latency(120, 170), Signal.Rate(100))
        .Says("api", Signal.Latency(60, 110), Signal.Rate(100))
        .Says("auth", Signal.Latency(20, 70), Signal.Rate(100));

    private static DiagnosisReport Diagnose(params (double Belief, DiagnosisCase Case)[] sources) =>
        LocalDiagnosis.InTime(
            sources, DiagnosisSettings.Default, FloodSettings.Default, TestContext.Current.CancellationToken);
}
