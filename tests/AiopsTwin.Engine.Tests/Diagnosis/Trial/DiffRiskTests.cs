using AiopsTwin.Engine.Diagnosis.Trial;

namespace AiopsTwin.Engine.Tests.Diagnosis.Trial;

public sealed class DiffRiskTests
{
    [Theory]
    [InlineData("src/a.go", "-\tx := limit(3)\n+\tx := limit(9)\n", 0.9)]
    [InlineData("src/a.go", "-\tmu.Lock()\n-\tdefer mu.Unlock()\n", 1.1)]
    [InlineData("src/a.go", "-\treturn a.b()\n+\treturn a.b() // as before\n", 0.3)]
    [InlineData("src/a.go", "+\tlogger.Info(name)\n", 0.25)]
    [InlineData("src/a.go", "+\tkept = append(kept, item)\n", 0.7)]
    [InlineData("docs/a.md", "-one\n+two\n", 0.05)]
    [InlineData("web/a.css", "-one\n+two\n", 0.05)]
    [InlineData("go.mod", "-\tx v1.31.0\n+\tx v1.34.2\n", 0.8)]
    [InlineData("go.mod", "-\tx v1.31.0\n+\tx v1.31.1\n", 0.2)]
    [InlineData("src/a.go", "", 0.05)]
    public void Of_Diff_WeighsWhatItTakesAway(string file, string diff, double risk) =>
        Assert.Equal(
            risk, DiffRisk.Of(new CodeChange("id", DateTimeOffset.UnixEpoch, "title", [file], diff)), 9);
}
