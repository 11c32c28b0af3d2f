using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="LinkPaint"/> and <see cref="LinkFacts"/>.</summary>
public sealed class LinkPaintTests
{
    private static readonly TopologySnapshot Graph = Samples.Graph(
        1,
        [Samples.Service("web"), Samples.Service("a"), Samples.Service("b"), Samples.Service("mail")],
        [
            Samples.Call("web", "a") with { Coupling = 0.5, Group = "any" },
            Samples.Call("web", "b") with { Coupling = 0.5, Group = "any" },
            Samples.Call("web", "mail") with { Coupling = 0.01 },
        ]) with
    {
        Groups = [new RedundancyGroup(Samples.Service("web"), "any", 1)],
    };

    [Theory]
    [InlineData(400, "a", 4)]
    [InlineData(100, "a", 3)]
    [InlineData(100, "mail", 2)]
    [InlineData(10, "mail", 1)]
    [InlineData(0, "a", 0)]
    public void Of_Call_FlowsByRateAndShareOfTheWork(double rate, string to, int traffic) =>
        Assert.Equal(traffic, Paint(to, rate, 0).Traffic);

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.04, false)]
    public void Of_Call_FailsWhenItsDependencyAnswersWithErrors(double errors, bool isFailing) =>
        Assert.Equal(isFailing, Paint("a", 100, errors).HasErrors);

    [Fact]
    public void Add_RedundancyGroup_SaysHowManyAreNeeded()
    {
        var layout = new LayoutShelf().Get("v", DiagramMode.Calls, Graph);

        Assert.Equal("1 of 2 needed", Link(layout, "a").Redundancy);
        Assert.Null(Link(layout, "mail").Redundancy);
        Assert.Equal(0.5, Link(layout, "b").Coupling);
    }

    private static DiagramLink Link(DiagramLayout layout, string to) =>
        layout.Links.Single(link => link.To == $"service:{to}");

    private static LinkPaint Paint(string to, double rate, double errors)
    {
        var vitals = Graph.Entities
            .Select(entity => Samples.Vitals(entity.Id, rate: rate) with { ErrorRatio = errors });
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(Graph, vitals), Graph, Samples.Noon);
        return LinkPaint.Of(Link(new LayoutShelf().Get("v", DiagramMode.Calls, Graph), to), picture);
    }
}
