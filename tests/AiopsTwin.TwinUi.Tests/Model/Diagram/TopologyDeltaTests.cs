using AiopsTwin.Engine.Detection;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="TopologyDelta"/>.</summary>
public sealed class TopologyDeltaTests
{
    private static readonly DiagramLayout Layout = PlaceLayout.Arrange(Samples.Places(1, instances: 0), null);

    [Fact]
    public void Between_NothingDrawnYet_IsWhole() =>
        Assert.True(TopologyDelta.Between(null, Scene(EntityHealth.Healthy)).IsWhole);

    [Fact]
    public void Between_OtherPlaces_IsWhole()
    {
        var later = Scene(EntityHealth.Healthy) with { Layout = Layout with { TopologyVersion = 2 } };

        Assert.True(TopologyDelta.Between(Scene(EntityHealth.Healthy), later).IsWhole);
    }

    [Fact]
    public void Between_SameLooks_IsEmpty() =>
        Assert.True(TopologyDelta.Between(Scene(EntityHealth.Healthy), Scene(EntityHealth.Healthy)).IsEmpty);

    [Fact]
    public void Between_OneHostWorse_NamesItAndThePlacesAroundIt()
    {
        var delta = TopologyDelta.Between(Scene(EntityHealth.Healthy), Scene(EntityHealth.Critical));

        Assert.Equal(["host:a1"], delta.Nodes.Select(index => Layout.Nodes[index].Key));
        Assert.Equal(["rack:rack-a", "zone:zone-a"], delta.Boxes.Select(index => Layout.Boxes[index].Key).Order());
        Assert.False(delta.IsSelectionMoved);
    }

    [Fact]
    public void Between_OtherSelection_SaysSo()
    {
        var later = Scene(EntityHealth.Healthy) with { SelectedKey = "host:a1" };

        Assert.True(TopologyDelta.Between(Scene(EntityHealth.Healthy), later).IsSelectionMoved);
    }

    private static TopologyScene Scene(EntityHealth first)
    {
        var topology = Samples.Places(1, instances: 0);
        var vitals = topology.Entities.Select(entity => Samples.Vitals(
            entity.Id, entity.Id == Samples.Host("a1") ? first : EntityHealth.Healthy));
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, vitals), topology, Samples.Noon);
        return TopologyScene.Of(Layout, picture, new SceneLook());
    }
}
