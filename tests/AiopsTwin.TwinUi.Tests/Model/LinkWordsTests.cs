using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class LinkWordsTests
{
    [Fact]
    public void Of_PlainCall_IsOneWord() =>
        Assert.Equal("calls", LinkWords.Of(Samples.Call("web", "db"), TopologySnapshot.Empty));

    [Fact]
    public void Of_BesideTheDependent_SaysWhatItDoesToIt()
    {
        var link = Samples.Link(Samples.Host("h1"), Samples.Service("rack"), DependencyKind.PoweredBy);

        Assert.Equal("is powered by it", LinkWords.Of(link, TopologySnapshot.Empty, isFromDependent: true));
    }

    [Fact]
    public void Of_SmallOptionalShare_SaysBoth()
    {
        var link = Samples.Call("web", "ads") with { Coupling = 0.05, Criticality = Criticality.Optional };

        Assert.Equal("calls, 5 % of the work, can do without", LinkWords.Of(link, TopologySnapshot.Empty));
    }

    [Fact]
    public void Of_RedundantHosts_SaysHowManySuffice()
    {
        var web = Samples.Service("web");
        Dependency[] links =
        [
            .. new[] { "h1", "h2", "h3" }.Select(host =>
                Samples.Link(web, Samples.Host(host), DependencyKind.RunsOn) with { Group = "hosts" }),
        ];
        var topology = Samples.Graph(1, [web], links) with { Groups = [new RedundancyGroup(web, "hosts", 2)] };

        Assert.Equal("runs on, 2 of 3 suffice", LinkWords.Of(links[0], topology));
    }
}
