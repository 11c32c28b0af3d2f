using System.Globalization;
using System.Text.RegularExpressions;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed partial class LinkRouterTests
{
    [Theory]
    [InlineData("a>b b>c a>c")]
    [InlineData("a>b a>c a>d b>e c>e d>e e>f a>f b>f c>f d>f")]
    [InlineData("w>a w>b w>c w>d w>e w>f w>g w>h w>z a>z b>z h>z z>y w>y")]
    public void Arrange_LinkAcrossRows_NeverRunsBehindANode(string calls)
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, calls), null);

        Assert.All(layout.Links, link => Assert.All(
            layout.Nodes.Where(node => node.Key != link.From && node.Key != link.To),
            node => Assert.DoesNotContain(Uprights(link.Path), line => IsBehind(line, node))));
    }

    [Fact]
    public void Path_NeighbouringRows_IsThePlainCurve()
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, "a>b"), null);
        var nodes = layout.Nodes.ToDictionary(node => node.Key);

        Assert.Equal(LinkCurve.Between(nodes["service:a"], nodes["service:b"]), layout.Links[0].Path);
    }

    [Fact]
    public void Arrange_LinksToTheSameDependency_ShareAGap()
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, "a>m b>m m>n n>z a>z b>z"), null);

        var ways = layout.Links
            .Where(link => link is { To: "service:z", From: "service:a" or "service:b" })
            .Select(link => Uprights(link.Path)[0].X);

        Assert.Single(ways.Distinct());
    }

    [Fact]
    public void Arrange_LinksThatShareNothing_KeepADistance()
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, "a>m m>n n>y a>y n>z a>z"), null);

        var ways = layout.Links
            .Where(link => link is { From: "service:a", To: "service:y" or "service:z" })
            .Select(link => Uprights(link.Path)[0].X)
            .Order()
            .ToArray();

        Assert.True(ways[1] - ways[0] >= 6);
    }

    // The upright pieces of a path: the only ones that are as high as a row of nodes.
    private static (double X, double From, double To)[] Uprights(string path)
    {
        var lines = new List<(double X, double From, double To)>();
        var (x, y) = (0.0, 0.0);
        foreach (Match step in Step().Matches(path))
        {
            var numbers = step.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture))
                .ToArray();
            if (step.Groups[1].Value == "V")
            {
                lines.Add((x, Math.Min(y, numbers[0]), Math.Max(y, numbers[0])));
                y = numbers[0];
            }
            else
            {
                (x, y) = (numbers[^2], numbers[^1]);
            }
        }

        return [.. lines];
    }

    private static bool IsBehind((double X, double From, double To) line, DiagramNode node) =>
        line.X > node.X && line.X < node.X + node.Width && line.To > node.Y && line.From < node.Y + node.Height;

    [GeneratedRegex("([MCV])([^MCV]*)")]
    private static partial Regex Step();
}
