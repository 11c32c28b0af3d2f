using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output.Measured;

namespace AiopsTwin.Scenarios.Tests.Output.Measured;

public sealed class MeasuredViewsTests
{
    private const string Ranking = """
        {"cases":2,"covered":2,
         "scores":{"top1":0.5,"top3":1,"top5":1,"avg5":0.9,"mrr":0.75,"top1.low":0.25,"top1.high":1,"fine.top1":0.5,
                   "fine.top3":0.5,"fine.avg5":0.5},
         "slices":{"slow":{"cases":2,"covered":2,"top1":0.5,"top3":1,"top5":1,"avg5":0.9,"mrr":0.75}},
         "peers":{"robust z":{"top1":0,"top3":0.5,"top5":1,"avg5":0.4,"mrr":0.3}},
         "paired":{"peer":"robust z","better":1,"worse":0,"p":1},
         "milliseconds":{"p50":1.5,"p95":2,"max":3},"peakMebibytes":80,
         "failures":[{"case":"c|1","slice":"slow","expected":"till","rank":2,"got":["shop","till"]}]}
        """;

    [Theory]
    [InlineData("ranking", "| all | 2 | 0.500 [0.250, 1.000] | 1.000 | 1.000 | 0.900 | 0.750 | 2 |")]
    [InlineData("ranking", "| slow | 2 | 0.500 | 1.000 | 1.000 | 0.900 | 0.750 | 2 |")]
    [InlineData("ranking", "| all, with the kind of trouble | 2 | 0.500 | 0.500 |  | 0.500 |  |  |")]
    [InlineData("peers", "| robust z | 0.000 | 0.500 | 0.400 | 0.300 |")]
    [InlineData("peers", "Against robust z: better in 1 cases, worse in 0 (McNemar, exact, p = 1).")]
    [InlineData("missed", "| c\\|1 (slow) | till | 2 | shop, till |")]
    [InlineData("costs", "| answering | 1.5 | 2 | 3 |")]
    [InlineData("costs", "Memory of the process: at most 80 MiB.")]
    [InlineData("scores", "| `top1.low` | 0.25 |")]
    public void Of_Ranking_HoldsTheLine(string view, string expected)
    {
        var text = MeasuredViews.Of(view, JsonNode.Parse(Ranking)!.AsObject());

        Assert.Contains(expected, text.Split('\n'));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingMissed_SaysSo()
    {
        var figures = JsonNode.Parse("""{"failures":[]}""")!.AsObject();

        Assert.Equal("Missed at rank 1: none.\n", MeasuredViews.Of("missed", figures));
    }
}
