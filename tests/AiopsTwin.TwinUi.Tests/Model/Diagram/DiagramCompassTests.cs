using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class DiagramCompassTests
{
    [Fact]
    public void Of_Diamond_WalksAlongCallsAndSideways()
    {
        var layout = CallLayout.Arrange(Samples.Calls(1, "web>cart web>search cart>db search>db"), null);

        var compass = CompassOf(layout);

        Assert.Equal("service:cart", compass["service:web"].Down);
        Assert.Null(compass["service:web"].Up);
        Assert.Equal("service:search", compass["service:cart"].Right);
        Assert.Null(compass["service:cart"].Left);
        Assert.Equal("service:db", compass["service:search"].Down);
        Assert.Equal("service:web", compass["service:search"].Up);
    }

    [Fact]
    public void Of_AnyLayout_ReachesEveryNodeFromTheFirst()
    {
        var layout = CallLayout.Arrange(
            Samples.Calls(1, "a>b a>c a>d b>e c>e d>f f>g x>y e>l0 e>l1 e>l2 e>l3 e>l4 e>l5 e>l6 e>l7 e>l8"),
            null);

        var compass = CompassOf(layout);

        var reached = new HashSet<string>();
        var open = new Queue<string>([layout.Nodes[0].Key]);
        while (open.TryDequeue(out var key))
        {
            if (reached.Add(key))
            {
                var point = compass[key];
                foreach (var next in new[] { point.Up, point.Down, point.Left, point.Right }.OfType<string>())
                {
                    open.Enqueue(next);
                }
            }
        }

        Assert.Equal(layout.Nodes.Length, reached.Count);
    }
    private static Dictionary<string, CompassPoint> CompassOf(DiagramLayout layout) => layout.Nodes
        .Zip(DiagramCompass.Of(layout))
        .ToDictionary(pair => pair.First.Key, pair => pair.Second);
}
