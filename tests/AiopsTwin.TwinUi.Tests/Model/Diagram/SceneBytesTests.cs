using System.Buffers.Binary;
using System.Text;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

/// <summary>Tests of <see cref="SceneBytes"/>: what the script reads is written here as it reads it.</summary>
public sealed class SceneBytesTests
{
    private static readonly Engine.Topology.TopologySnapshot Topology = Samples.Racks(1, racks: 2, hosts: 2);
    private static readonly DiagramLayout Layout = AreaLayout.Arrange(Topology, DiagramMode.Both, null);

    [Fact]
    public void Of_Scene_TellsSizesCountsAndNames()
    {
        var bytes = SceneBytes.Of(Scene());

        Assert.Equal(Layout.Width, BinaryPrimitives.ReadSingleLittleEndian(bytes), 1);
        Assert.Equal([7, 4, 0], new[] { 16, 20, 24 }.Select(at => Word(bytes, at)));
        var text = Encoding.UTF8.GetString(bytes[^Word(bytes, 28)..]).Split('\n');
        Assert.Equal(32 + (24 * 7) + (16 * 4) + Word(bytes, 28), bytes.Length);
        Assert.Equal("zone:z1\tzone z1", text[0]);
        Assert.Equal(["service:s00-0", "service:s00-1", "service:s01-0", "service:s01-1"], text[7..]);
    }

    [Fact]
    public void Of_Scene_TellsWhatStandsInWhat()
    {
        var bytes = SceneBytes.Of(Scene());

        var around = Enumerable.Range(0, 7).Select(box => Word(bytes, 32 + (24 * box) + 16)).ToArray();
        Assert.Equal(-1, around[0]);
        Assert.All(around[1..3], outer => Assert.Equal("zone:z1", Layout.Boxes[outer].Key));
        Assert.Equal(
            Layout.Nodes.Select(node => node.Key.Replace("service:s", "host:h", StringComparison.Ordinal)),
            Enumerable.Range(0, 4).Select(node => Layout.Boxes[Word(bytes, 32 + (24 * 7) + (16 * node) + 8)].Key));
    }

    [Fact]
    public void Of_NodeInTrouble_CarriesHealthKindOverlayAndFilterInOneWord()
    {
        var look = new SceneLook(
            null, BlastOverlay.Of(Samples.Service("s00-0"), [], [], "test"), MapFilter.Parse("host", null));
        var bytes = SceneBytes.Of(Scene(EntityHealth.Critical, look));

        var word = Word(bytes, 32 + (24 * 7) + 12);
        Assert.Equal((int)EntityKind.Service, word & 255);
        Assert.Equal((int)EntityHealth.Critical, (word >> 8) & 3);
        Assert.Equal((int)BlastMark.Origin, (word >> 10) & 7);
        Assert.Equal(1, (word >> 16) & 1);
    }

    [Fact]
    public void Of_Change_IsFourBytesForEachThingThatChanged()
    {
        var earlier = Scene();
        var later = Scene(EntityHealth.Degraded, new SceneLook(Samples.Service("s00-0")));
        var delta = TopologyDelta.Between(earlier, later);

        var bytes = SceneBytes.Of(later, delta);

        Assert.Equal([1, 3, 0, 0], new[] { 0, 4, 8, 12 }.Select(at => Word(bytes, at)));
        Assert.Equal(16 + (4 * 4), bytes.Length);
        Assert.Equal((int)EntityHealth.Degraded, Word(bytes, 16));
        Assert.Equal(delta.Boxes, Enumerable.Range(0, 3).Select(box => Word(bytes, 20 + (4 * box)) >> 10));
    }

    [Fact]
    public void Of_SelectedPlace_ComesAfterTheNodes()
    {
        var later = Scene(look: new SceneLook(EntityId.Of(EntityKind.Rack, "r01")));

        var bytes = SceneBytes.Of(later, TopologyDelta.Between(Scene(), later));

        Assert.Equal("rack:r01", Layout.Boxes[Word(bytes, 12) - Layout.Nodes.Length].Key);
    }

    [Fact]
    public void Of_TenThousandEntities_IsSmallAndATenthOfThemIsTiny()
    {
        var topology = Samples.Racks(1, racks: 250, hosts: 20);
        var layout = AreaLayout.Arrange(topology, DiagramMode.Physical, null);
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology), topology, Samples.Noon);
        var earlier = TopologyScene.Of(layout, picture, new SceneLook());
        var sick = picture.With(
            Samples.Delta(2, [.. Enumerable.Range(0, 500).Select(number => Samples.Vitals(
                Samples.Service($"s{number / 2:00}-{number % 2}"), EntityHealth.Degraded))]), Samples.Noon);
        var later = TopologyScene.Of(layout, sick, new SceneLook(), earlier);

        Assert.InRange(SceneBytes.Of(earlier).Length, 1, 420_000);
        Assert.InRange(SceneBytes.Of(later, TopologyDelta.Between(earlier, later)).Length, 1, 6_000);
    }

    private static int Word(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static TopologyScene Scene(EntityHealth first = EntityHealth.Healthy, SceneLook? look = null)
    {
        var vitals = Topology.Entities.Where(entity => entity.Id.Kind == EntityKind.Service)
            .Select(entity => Samples.Vitals(
                entity.Id, entity.Id == Samples.Service("s00-0") ? first : EntityHealth.Healthy));
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(Topology, vitals), Topology, Samples.Noon);
        return TopologyScene.Of(Layout, picture, look ?? new SceneLook());
    }
}
