using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Ingest;

public sealed class RemoteWriteDecoderTests
{
    private static readonly string[] Node = ["instance=db-1:9100", "job=node"];
    private static readonly string[] Shop = ["instance=10.0.0.7:8080", "job=shop"];

    private readonly RemoteWriteDecoder _decoder = new(
        new IngestOptions { ExtraSeriesPerEntity = 2 }, TimeProvider.System);
    private readonly long _start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 60_000;

    [Fact]
    public void Decode_IdleSecondsOfTwoCores_BecomeProcessorUseFromTheSecondScrapeOn()
    {
        var first = Decode(Cpu(0, 100, 200));
        var second = Decode(Cpu(10_000, 107.5, 202.5));

        Assert.Empty(first.Batches);
        var sample = Assert.Single(Assert.Single(second.Batches).Samples);
        Assert.Equal(MetricCatalog.CpuUtilization, sample.Metric);
        Assert.Equal(0.5, sample.Value, 9);
        Assert.Equal(_start + 10_000, sample.At.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Decode_CoresOfOneScrapeInTwoRequests_GiveOneValueWhenBothAreThere()
    {
        Decode(Cpu(0, 100, 200));

        var half = Decode(new WriteRequest().Series("node_cpu_seconds_total", [.. Node, "cpu=0", "mode=idle"],
            (_start + 10_000, 110)));
        var whole = Decode(new WriteRequest().Series("node_cpu_seconds_total", [.. Node, "cpu=1", "mode=idle"],
            (_start + 10_000, 205)));

        Assert.Empty(half.Batches);
        Assert.Equal(0.25, Assert.Single(Assert.Single(whole.Batches).Samples).Value, 9);
    }

    [Fact]
    public void Decode_CounterThatBeganAnew_IsRatedFromZero()
    {
        Decode(Cpu(0, 100, 200));

        var after = Decode(Cpu(10_000, 5, 10));

        Assert.Equal(1 - 0.75, Assert.Single(Assert.Single(after.Batches).Samples).Value, 9);
    }

    [Fact]
    public void Decode_CoreThatStaysAway_HoldsTheValueBackForOneScrapeOnly()
    {
        Decode(Cpu(0, 100, 200));
        WriteRequest Only(long after, double idle) => new WriteRequest().Series(
            "node_cpu_seconds_total", [.. Node, "cpu=0", "mode=idle"], (_start + after, idle));

        var held = Decode(Only(10_000, 110));
        var alsoHeld = Decode(Only(20_000, 120));
        var given = Decode(Only(30_000, 130));

        Assert.Empty(held.Batches);
        Assert.Empty(alsoHeld.Batches);
        Assert.Equal(0, Assert.Single(Assert.Single(given.Batches).Samples).Value, 9);
    }

    [Fact]
    public void Decode_MemoryAndDiskGauges_BecomeShares()
    {
        var write = Decode(new WriteRequest()
            .Series("node_memory_MemTotal_bytes", Node, (_start, 1000))
            .Series("node_memory_MemAvailable_bytes", Node, (_start, 250))
            .Series("node_filesystem_size_bytes", [.. Node, "fstype=ext4", "mountpoint=/"], (_start, 100))
            .Series("node_filesystem_avail_bytes", [.. Node, "fstype=ext4", "mountpoint=/"], (_start, 40))
            .Series("node_filesystem_size_bytes", [.. Node, "fstype=tmpfs", "mountpoint=/run"], (_start, 100))
            .Series("node_filesystem_avail_bytes", [.. Node, "fstype=tmpfs", "mountpoint=/run"], (_start, 1)));

        var samples = Assert.Single(write.Batches).Samples;
        Assert.Equal(
            [(MetricCatalog.DiskUtilization, 0.6), (MetricCatalog.MemoryUtilization, 0.75)],
            samples.Select(sample => (sample.Metric, Math.Round(sample.Value, 9))));
    }

    [Fact]
    public void Decode_StaleMarker_IsNoSampleAndEndsTheSeries()
    {
        Decode(new WriteRequest().Series("up", Node, (_start, 1)));
        Assert.Equal(1, _decoder.SeriesCount);

        var write = Decode(new WriteRequest().Series("up", Node, (_start + 1000, WriteRequest.Stale)));

        Assert.Empty(write.Batches);
        Assert.Equal(0, _decoder.SeriesCount);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Decode_ValueThatIsNotFinite_IsSkipped(double value)
    {
        var write = Decode(new WriteRequest().Series("up", Node, (_start, value), (_start + 1000, 1)));

        Assert.Equal(1, Assert.Single(Assert.Single(write.Batches).Samples).Value);
    }

    [Fact]
    public void Decode_SampleFarAheadOfTheClock_IsSkipped()
    {
        var write = Decode(new WriteRequest().Series("up", Node, (_start + 3_600_000, 1)));

        Assert.Empty(write.Batches);
    }

    [Fact]
    public void Decode_SeriesOfTheApplication_AreKeptUnderTheirNamesUpToTheLimit()
    {
        var write = Decode(new WriteRequest()
            .Series("orders_open", [.. Shop, "region=eu"], (_start, 1))
            .Series("orders_open", [.. Shop, "region=us"], (_start, 2))
            .Series("orders_late", Shop, (_start, 3))
            .Series("go_goroutines", Shop, (_start, 4)));

        var batch = Assert.Single(write.Batches);
        Assert.Equal("instance:shop@10.0.0.7:8080", batch.Entity.Text);
        Assert.Equal(
            ["orders_open{region=eu}", "orders_open{region=us}"], batch.Samples.Select(sample => sample.Metric));
    }

    [Fact]
    public void Decode_LabelsAfterSamples_AreUnderstood()
    {
        var ordered = new WriteRequest().Series("up", Node, (_start, 1)).ToArray();
        var series = ordered.AsSpan(2).ToArray();
        var reordered = new WriteRequest().Raw(1, Reorder(series)).ToArray();

        var write = _decoder.Decode(reordered);

        Assert.Equal("host:db-1", Assert.Single(write.Batches).Entity.Text);
    }

    [Fact]
    public void Decode_MalformedInTheMiddle_UsesNothingOfTheBody()
    {
        byte[] body = [.. new WriteRequest().Series("up", Node, (_start, 1)).ToArray(), 0x0A, 0x7F];

        Assert.Throws<MalformedBodyException>(() => _decoder.Decode(body));
        var next = Decode(new WriteRequest().Series("up", Node, (_start + 1000, 0)));

        Assert.Equal(0, Assert.Single(Assert.Single(next.Batches).Samples).Value);
    }

    [Fact]
    public void Decode_MoreSeriesThanTheLimit_SkipsTheNewOnes()
    {
        var decoder = new RemoteWriteDecoder(new IngestOptions { MaxSeries = 100 }, TimeProvider.System);
        var body = new WriteRequest();
        for (var i = 0; i < 150; i++)
        {
            body.Series("up", [$"instance=host-{i}:9100", "job=node"], (_start, 1));
        }

        var write = decoder.Decode(body.ToArray());

        Assert.Equal(100, decoder.SeriesCount);
        Assert.Equal(100, write.Batches.Length);
    }

    [Fact]
    public void Decode_KnownSeries_AllocatesNothingForTheirLabels()
    {
        var body = new WriteRequest();
        for (var i = 0; i < 500; i++)
        {
            body.Series("node_timex_status", [$"instance=host-{i}:9100", "job=node"], (_start, 1));
        }

        var bytes = body.ToArray();
        _decoder.Decode(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _decoder.Decode(bytes);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private DecodedWrite Decode(WriteRequest request) => _decoder.Decode(request.ToArray());

    private WriteRequest Cpu(long after, double idleOfFirst, double idleOfSecond) => new WriteRequest()
        .Series("node_cpu_seconds_total", [.. Node, "cpu=0", "mode=idle"], (_start + after, idleOfFirst))
        .Series("node_cpu_seconds_total", [.. Node, "cpu=1", "mode=idle"], (_start + after, idleOfSecond))
        .Series("node_cpu_seconds_total", [.. Node, "cpu=0", "mode=user"], (_start + after, 1));

    // The series has three labels and then one sample; the first label is put behind the sample.
    private static byte[] Reorder(byte[] series)
    {
        var first = 2 + series[1];
        return [.. series[first..], .. series[..first]];
    }
}
