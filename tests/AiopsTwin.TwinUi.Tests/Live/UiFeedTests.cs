using AiopsTwin.Engine.Detection;
using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace AiopsTwin.TwinUi.Tests.Live;

public sealed class UiFeedTests : IDisposable
{
    private readonly FakeReader _reader = new() { TheTopology = Samples.Calls(1, "web>db") };
    private readonly Signal _signal = new();
    private readonly UiFeed _feed;

    public UiFeedTests()
    {
        _reader.TheSnapshot = Samples.Snapshot(_reader.TheTopology);
        _feed = new UiFeed(_reader, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Watch_Snapshot_ArrivesWithItsTopology()
    {
        using var watch = _feed.Watch(ViewKey.Default, _signal.News);

        await _signal.Until(() => watch.Picture.Stage == FeedStage.Live, "a live picture", Stop);

        Assert.Equal(2, watch.Picture.Topology.Entities.Length);
        Assert.Equal(EntityHealth.Healthy, watch.Picture.HealthOf(Samples.Service("web")));
    }

    [Fact]
    public async Task Watch_Delta_ReachesEveryReaderThroughOnePump()
    {
        using var one = _feed.Watch(ViewKey.Default, _signal.News);
        using var other = _feed.Watch(ViewKey.Default, _signal.News);
        await _signal.Until(() => other.Picture.Stage == FeedStage.Live, "a live picture", Stop);

        _reader.Push(Samples.Delta(2, Samples.Vitals(Samples.Service("web"), EntityHealth.Critical)));
        await _signal.Until(() => one.Picture.Version == 2 && other.Picture.Version == 2, "version 2 everywhere", Stop);

        Assert.Equal(1, _reader.SnapshotsAsked);
        Assert.Equal(1, _feed.ActivePumps);
        Assert.Same(one.Picture, other.Picture);
    }

    [Fact]
    public async Task Watch_NewTopologyVersion_FetchesTheGraphOnce()
    {
        using var watch = _feed.Watch(ViewKey.Default, _signal.News);
        await _signal.Until(() => watch.Picture.Stage == FeedStage.Live, "a live picture", Stop);

        _reader.TheTopology = Samples.Calls(2, "web>db web>mail");
        _reader.Push(Samples.Delta(2) with { TopologyVersion = 2 });
        _reader.Push(Samples.Delta(3) with { TopologyVersion = 2 });
        await _signal.Until(() => watch.Picture.Version == 3, "version 3", Stop);

        Assert.Equal(3, watch.Picture.Topology.Entities.Length);
        Assert.Equal(2, _reader.TopologiesAsked);
    }

    [Fact]
    public async Task Watch_BrokenLine_KeepsTheLastPictureAndComesBack()
    {
        _reader.WatchBegan = _signal.News;
        using var watch = _feed.Watch(ViewKey.Default, _signal.News);
        await _signal.Until(() => _reader.Watching == 1, "the pump to watch", Stop);
        ViewPicture? lost = null;
        using var witness = _feed.Watch(ViewKey.Default, () => lost ??=
            watch.Picture.Stage == FeedStage.Lost ? watch.Picture : null);

        _reader.Break();
        await _signal.Until(
            () => _reader.SnapshotsAsked == 2 && watch.Picture.Stage == FeedStage.Live, "a new start", Stop);

        Assert.NotNull(lost);
        Assert.Equal(EntityHealth.Healthy, lost.HealthOf(Samples.Service("web")));
        Assert.NotEmpty(lost.Problem);
    }

    [Fact]
    public async Task Watch_NoSuchTwin_IsMissingUntilItAppears()
    {
        _reader.TheSnapshot = null;
        using var watch = _feed.Watch("twin:later", _signal.News);
        await _signal.Until(() => watch.Picture.Stage == FeedStage.Missing, "a missing twin", Stop);

        _reader.TheSnapshot = Samples.Snapshot(_reader.TheTopology);
        await _signal.Until(() => watch.Picture.Stage == FeedStage.Live, "the twin to appear", Stop);

        Assert.Equal(2, watch.Picture.Vitals.Count);
    }

    [Fact]
    public async Task Dispose_LastReader_StopsThePump()
    {
        var one = _feed.Watch(ViewKey.Default, _signal.News);
        var other = _feed.Watch(ViewKey.Default, _signal.News);
        await _signal.Until(() => one.Picture.Stage == FeedStage.Live, "a live picture", Stop);

        one.Dispose();
        one.Dispose();
        var whileOneWatches = _feed.ActivePumps;
        other.Dispose();

        Assert.Equal(1, whileOneWatches);
        Assert.Equal(0, _feed.ActivePumps);
    }

    [Fact]
    public async Task Watch_AfterDispose_HearsNothingMore()
    {
        var heard = 0;
        var gone = _feed.Watch(ViewKey.Default, () => Interlocked.Increment(ref heard));
        using var stays = _feed.Watch(ViewKey.Default, _signal.News);
        await _signal.Until(() => stays.Picture.Stage == FeedStage.Live, "a live picture", Stop);
        gone.Dispose();
        var before = heard;

        _reader.Push(Samples.Delta(2));
        await _signal.Until(() => stays.Picture.Version == 2, "version 2", Stop);

        Assert.Equal(before, heard);
    }
}
