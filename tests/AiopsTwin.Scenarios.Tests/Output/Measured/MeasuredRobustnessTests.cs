using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output.Measured;

namespace AiopsTwin.Scenarios.Tests.Output.Measured;

public sealed class MeasuredRobustnessTests
{
    private const string Figures = """
        {"dataset":"pets","cases":2,
         "scores":{"runs":2,"top1":0.25,"top1.worst":0,"top3":0.5,"top3.worst":0.5,"top1.change":-0.25},
         "slices":{"none":{"runs":1,"top1":0.5,"top1.worst":0.5,"top3":1,"top3.worst":1,"top1.change":0},
                   "noisy":{"runs":2,"top1":0.25,"top1.worst":0,"top3":0.5,"top3.worst":0.5,"top1.change":-0.25}},
         "failures":[{"perturbation":"noisy","lost":["a","b","c","d","e","f"]}]}
        """;

    [Theory]
    [InlineData("| pets, 2 cases | runs | AC@1 | worst | AC@3 | change | newly missed |")]
    [InlineData("| none | 1 | 0.500 | 0.500 | 1.000 | 0.000 |  |")]
    [InlineData("| noisy | 2 | 0.250 | 0.000 | 0.500 | -0.250 | a, b, c, d and 2 more |")]
    [InlineData("| all but none | 2 | 0.250 | 0.000 | 0.500 | -0.250 |  |")]
    public void Table_OfTwoPerturbations_HoldsTheLine(string expected)
    {
        var text = MeasuredViews.Of("robustness", JsonNode.Parse(Figures)!.AsObject());

        Assert.Contains(expected, text.Split('\n'));
    }
}
