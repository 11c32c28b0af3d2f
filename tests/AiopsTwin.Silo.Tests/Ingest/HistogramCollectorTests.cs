using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.Ingest;

public sealed class HistogramCollectorTests
{
    private const string Requests = "http_request_duration_seconds";
    private static readonly string[] Shop = ["instance=10.0.0.7:8080", "job=shop"];

    private readonly RemoteWriteDecoder _decoder = new(
        new IngestOptions { ExtraSeriesPerEntity = 3, MaxBuckets = 3 }, TimeProvider.System);
    private readonly long _start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 900_000;

    [Fact]
    public void Decode_SecondScrape_IsAReadingOfTheEntitysRequests()
    {
        var first = Decode(Scrape(0, 100));
        var second = Decode(Scrape(10, 150));

        Assert.Empty(first.Batches);
        var reading = Assert.Single(Assert.Single(second.Batches).Histograms);
        Assert.Equal(MetricCatalog.RequestDuration, reading.Metric);
        Assert.Equal((At(0), At(10)), (reading.Since!.Value, reading.At));
        Assert.Equal([0.1, 0.2], reading.Bounds);
        AssertCounts(reading.Totals, [75, 120], 150, 15);
        AssertCounts(reading.Increase!, [25, 40], 50, 5);
    }

    [Fact]
    public void Decode_HistogramInMilliseconds_IsReadInSeconds()
    {
        const string name = "http_server_duration_milliseconds";
        Decode(Scrape(0, 100, name));

        var reading = Reading(Scrape(10, 150, name));

        Assert.Equal([0.0001, 0.0002], reading.Bounds.Select(bound => Math.Round(bound, 9)));
        Assert.Equal(0.005, reading.Increase!.Sum!.Value, 9);
    }

    [Fact]
    public void Decode_ScrapeInTwoRequests_IsReadWhenBothAreThere()
    {
        WriteRequest[] Halves(int seconds, double count) =>
        [
            new WriteRequest().Series(Requests + "_bucket", [.. Shop, "le=0.1"], (Ms(seconds), 0.5 * count))
                .Series(Requests + "_bucket", [.. Shop, "le=+Inf"], (Ms(seconds), count)),
            new WriteRequest().Series(Requests + "_bucket", [.. Shop, "le=0.2"], (Ms(seconds), 0.8 * count))
                .Series(Requests + "_sum", Shop, (Ms(seconds), 0.1 * count)),
        ];
        foreach (var half in Halves(0, 100))
        {
            Decode(half);
        }

        var answers = Halves(10, 150).Concat(Halves(20, 250)).Select(half => Decode(half).Batches).ToArray();

        Assert.Equal([0, 1, 0, 1], answers.Select(batches => batches.Length));
        AssertCounts(answers[1][0].Histograms[0].Increase!, [25, 40], 50, 5);
        AssertCounts(answers[3][0].Histograms[0].Increase!, [50, 80], 100, 10);
    }

    [Fact]
    public void Decode_SeveralScrapesInOneRequest_AreAReadingEach()
    {
        Decode(Scrape(0, 100));
        var body = new WriteRequest();
        Scrape(body, 10, 150, Requests, Shop);
        Scrape(body, 20, 250, Requests, Shop);

        var readings = Assert.Single(Decode(body).Batches).Histograms;

        Assert.Equal([(At(10), 50.0), (At(20), 100.0)], readings.Select(one => (one.At, one.Increase!.Count)));
    }

    [Fact]
    public void Decode_TotalsThatBeganAnew_CountFromZero()
    {
        Decode(Scrape(0, 100));

        var reading = Reading(Scrape(10, 20));

        AssertCounts(reading.Increase!, [10, 16], 20, 2);
    }

    [Fact]
    public void Decode_LabelSetThatIsNew_CountsFromItsSecondScrapeOn()
    {
        string[] Code(string code) => [.. Shop, "code=" + code];
        WriteRequest Both(int seconds, double good, double? bad)
        {
            var body = new WriteRequest();
            Scrape(body, seconds, good, Requests, Code("200"));
            return bad is { } count ? Scrape(body, seconds, count, Requests, Code("503")) : body;
        }

        Decode(Both(0, 100, null));
        var appears = Reading(Both(10, 150, 1000));
        var goesOn = Reading(Both(20, 250, 1010));

        Assert.Equal((50, 0), (appears.Increase!.Count, appears.Increase.Failed));
        Assert.Equal((110, 10), (goesOn.Increase!.Count, goesOn.Increase.Failed));
        Assert.Equal(appears.Series, goesOn.Series);
    }

    [Fact]
    public void Decode_LabelSetThatEnded_IsLeftOutAndTold()
    {
        string[] second = [.. Shop, "path=/b"];
        WriteRequest Both(int seconds, double one, double other) =>
            Scrape(Scrape(new WriteRequest(), seconds, one, Requests, Shop), seconds, other, Requests, second);
        Decode(Both(0, 100, 500));
        var together = Reading(Both(10, 150, 600));

        var body = Scrape(new WriteRequest(), 20, 250, Requests, Shop);
        foreach (var part in new[] { "_bucket le=0.1", "_bucket le=0.2", "_bucket le=+Inf", "_sum", "_count" })
        {
            var split = part.Split(' ');
            body.Series(Requests + split[0], [.. second, .. split[1..]], (Ms(20), WriteRequest.Stale));
        }

        var alone = Reading(body);

        Assert.Equal((150, 100), (together.Increase!.Count, alone.Increase!.Count));
        Assert.NotEqual(together.Series, alone.Series);
        AssertCounts(alone.Totals, [125, 200], 250, 25);
    }

    [Fact]
    public void Decode_SeriesThatStaysAwayWithoutAWord_IsWaitedForForFiveMinutes()
    {
        string[] second = [.. Shop, "path=/b"];
        Decode(Scrape(Scrape(new WriteRequest(), 0, 100, Requests, Shop), 0, 500, Requests, second));

        var waiting = Decode(Scrape(300, 200)).Batches;
        var reading = Reading(Scrape(310, 210));

        Assert.Empty(waiting);
        Assert.Equal((At(0), 110.0), (reading.Since!.Value, reading.Increase!.Count));
    }

    [Fact]
    public void Decode_TargetsOfOneEntityScrapedAtDifferentInstants_AreReadTogether()
    {
        string[] Pod(string pod) => ["twin_entity=service:shop", "pod=" + pod];
        WriteRequest Of(int seconds, double count, string pod) =>
            Scrape(new WriteRequest(), seconds, count, Requests, Pod(pod));
        foreach (var before in new[] { Of(0, 100, "a"), Of(4, 1000, "b"), Of(10, 150, "a") })
        {
            Decode(before);
        }

        Assert.Empty(Decode(Of(14, 1100, "b")).Batches);
        var reading = Reading(Of(20, 200, "a"));

        Assert.Equal((At(10), At(20), 150.0), (reading.Since!.Value, reading.At, reading.Increase!.Count));
    }

    [Fact]
    public void Decode_SameScrapeAgain_IsCountedAsOutOfOrderAndReadOnce()
    {
        using var skipped = new CounterWatch("aiopstwin.ingest.skipped", "reason", "out_of_order");
        Decode(Scrape(0, 100));
        Decode(Scrape(10, 150));

        var again = Decode(Scrape(10, 150));
        var older = Decode(Scrape(0, 100));

        Assert.Empty(again.Batches);
        Assert.Empty(older.Batches);
        Assert.Equal(10, skipped.Count);
    }

    [Fact]
    public void Decode_MoreBucketsThanTheLimit_AreSkippedAndCounted()
    {
        using var skipped = new CounterWatch("aiopstwin.ingest.skipped", "reason", "histogram_buckets");
        WriteRequest Wide(int seconds, double count)
        {
            var body = Scrape(new WriteRequest(), seconds, count, Requests, Shop);
            foreach (var bound in new[] { "0.3", "0.4", "0.5" })
            {
                body.Series(Requests + "_bucket", [.. Shop, "le=" + bound], (Ms(seconds), 0.9 * count));
            }

            return body;
        }

        Decode(Wide(0, 100));
        var reading = Reading(Wide(10, 150));

        Assert.Equal([0.1, 0.2, 0.3], reading.Bounds);
        Assert.Equal(4, skipped.Count);
    }

    [Fact]
    public void Decode_NeitherLastBucketNorCount_IsNoReadingAndCounted()
    {
        using var skipped = new CounterWatch("aiopstwin.ingest.skipped", "reason", "histogram_count");
        WriteRequest Half(int seconds, double count) => new WriteRequest()
            .Series(Requests + "_bucket", [.. Shop, "le=0.1"], (Ms(seconds), count));

        Decode(Half(0, 100));
        var second = Decode(Half(10, 150));

        Assert.Empty(second.Batches);
        Assert.Equal(2, skipped.Count);
    }

    [Fact]
    public void Decode_WithoutTheLastBucket_TakesTheCount()
    {
        WriteRequest Counted(int seconds, double count) => new WriteRequest()
            .Series(Requests + "_bucket", [.. Shop, "le=0.1"], (Ms(seconds), 0.5 * count))
            .Series(Requests + "_count", Shop, (Ms(seconds), count));
        Decode(Counted(0, 100));

        var reading = Reading(Counted(10, 150));

        Assert.Equal((50.0, null), (reading.Increase!.Count, reading.Increase.Sum));
    }

    [Fact]
    public void Decode_LabelSetsWithOtherBuckets_KeepThoseTheyShare()
    {
        using var skipped = new CounterWatch("aiopstwin.ingest.skipped", "reason", "histogram_bounds");
        WriteRequest Two(int seconds, string bound, string name) =>
            Scrape(new WriteRequest(), seconds, 10 + seconds, name, Shop)
                .Series(name + "_bucket", [.. Shop, "path=/b", "le=" + bound], (Ms(seconds), seconds))
                .Series(name + "_bucket", [.. Shop, "path=/b", "le=+Inf"], (Ms(seconds), seconds));

        Decode(Two(0, "0.2", Requests));
        var shared = Reading(Two(10, "0.2", Requests));
        var skippedWhileShared = skipped.Count;
        Decode(Two(20, "7", "grpc_server_handling_seconds"));
        var none = Assert.Single(Decode(Two(30, "7", "grpc_server_handling_seconds")).Batches).Histograms;

        Assert.Equal([0.2], shared.Bounds);
        Assert.Equal(18, shared.Increase!.Buckets[0], 9);
        Assert.Empty(Assert.Single(none).Bounds);
        Assert.Equal(20, none[0].Increase!.Count);
        Assert.Equal((0, 1), (skippedWhileShared, skipped.Count));
    }

    [Fact]
    public void Decode_TwoHistogramsOfRequests_TheMoreTellingOneSpeaksForThem()
    {
        WriteRequest Both(int seconds) => Scrape(
            Scrape(new WriteRequest(), seconds, 100 + seconds, Requests, Shop),
            seconds, 500 + seconds, "http_server_request_duration_seconds", Shop);
        Decode(Both(0));

        var readings = Assert.Single(Decode(Both(10)).Batches).Histograms;

        Assert.Equal(
            [(Requests, 110.0), (MetricCatalog.RequestDuration, 510.0)],
            readings.Select(one => (one.Metric, one.Totals.Count)));
    }

    [Fact]
    public void Decode_OtherHistogramsOfTimes_KeepTheirNamesUpToTheLimit()
    {
        WriteRequest Both(int seconds) => Scrape(
            Scrape(new WriteRequest(), seconds, 100 + seconds, "db_query_seconds", Shop),
            seconds, 500 + seconds, "other_step_seconds", Shop);
        using var skipped = new CounterWatch("aiopstwin.ingest.skipped", "reason", "extra_series_limit");
        Decode(Both(0));

        var reading = Reading(Both(10));

        Assert.Equal("db_query_seconds", reading.Metric);
        Assert.Equal(10, skipped.Count);
    }

    [Fact]
    public void Decode_BucketsOfSizes_AreLeftOutAsBefore()
    {
        Decode(Scrape(0, 100, "response_size_bytes"));

        var batch = Assert.Single(Decode(Scrape(10, 150, "response_size_bytes")).Batches);

        Assert.Empty(batch.Histograms);
        Assert.Equal(
            ["response_size_bytes_sum", "response_size_bytes_count"], batch.Samples.Select(one => one.Metric));
    }

    private DecodedWrite Decode(WriteRequest request) => _decoder.Decode(request.ToArray());

    private HistogramReading Reading(WriteRequest request) =>
        Assert.Single(Assert.Single(Decode(request).Batches).Histograms);

    private long Ms(int seconds) => _start + (1000L * seconds);

    private DateTimeOffset At(int seconds) => DateTimeOffset.FromUnixTimeMilliseconds(Ms(seconds));

    private WriteRequest Scrape(int seconds, double count, string name = Requests) =>
        Scrape(new WriteRequest(), seconds, count, name, Shop);

    /// <summary>Half of the observations within 0.1, 80 of 100 within 0.2, 0.1 on average.</summary>
    private WriteRequest Scrape(WriteRequest body, int seconds, double count, string name, string[] labels)
    {
        var at = Ms(seconds);
        return body.Series(name + "_bucket", [.. labels, "le=0.1"], (at, 0.5 * count))
            .Series(name + "_bucket", [.. labels, "le=0.2"], (at, 0.8 * count))
            .Series(name + "_bucket", [.. labels, "le=+Inf"], (at, count))
            .Series(name + "_sum", labels, (at, 0.1 * count))
            .Series(name + "_count", labels, (at, count));
    }

    private static void AssertCounts(HistogramCounts counts, double[] buckets, double count, double sum)
    {
        Assert.Equal(buckets, counts.Buckets.Select(bucket => Math.Round(bucket, 9)));
        Assert.Equal((count, sum), (counts.Count, Math.Round(counts.Sum!.Value, 9)));
    }
}
