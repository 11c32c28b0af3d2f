using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Detections.Peers;
using AiopsTwin.Engine.Scoring.Forecasts;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Peers;

/// <summary>The peers of evaluations that stand for Prometheus, among <see cref="DetectionPeers"/> and
/// <see cref="CapacityPeers"/>, answer as a real one answers on the same series.</summary>
public sealed class PrometheusPeerTests : IDisposable
{
    private const int Minutes = 9 * 1440;
    private const double Closeness = 1e-6;
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adaptive_GeneratedWeek_IsTheRuleOfARealPrometheus()
    {
        PrometheusServer.RequireToolOrSkip();
        var series = Series();
        await using var prometheus = await PrometheusServer.WithHistoryAsync(
            _folder, OpenMetrics("kpi", series.Select(one => ("", one.At, one.Value))), Cancelled);

        var verdicts = await prometheus.EvaluateAsync(
            AdaptiveRule.Verdict, series[0].At, series[^1].At, TimeSpan.FromMinutes(1), Cancelled);
        var shares = await prometheus.EvaluateAsync(
            AdaptiveRule.Share, series[0].At, series[^1].At, TimeSpan.FromMinutes(1), Cancelled);

        var peer = DetectionPeers.Create(Place("promql adaptive", DetectionPeers.Names));
        var ours = series.ToDictionary(one => one.At, one => peer.Score(one.At.UtcTicks, one.Value));
        Assert.Equal(series.Where(one => one.Value > 0).Select(one => one.At), verdicts.Keys.Order());
        Assert.Equal(verdicts.Keys.Order(), shares.Keys.Order());
        Assert.All(shares, theirs => Assert.Equal(theirs.Value, ours[theirs.Key], Closeness));
        Assert.All(verdicts, theirs => Assert.True(
            theirs.Value == (ours[theirs.Key] > 1 ? 1 : 0), $"{theirs.Key:O}: {theirs.Value}, {ours[theirs.Key]}"));
        Assert.InRange(verdicts.Values.Sum(), 50, 500);
    }

    [Fact]
    public async Task PredictLinear_GeneratedVolumes_IsThatOfARealPrometheus()
    {
        const double Level = 0.9;
        const double Cap = 365;
        PrometheusServer.RequireToolOrSkip();
        var volumes = GrowthVolumes.Create(8, 5);
        await using var prometheus = await PrometheusServer.WithHistoryAsync(
            _folder,
            OpenMetrics("used", volumes.SelectMany(volume => volume.Used.Select(
                (value, day) => ($"{{volume=\"{volume.Name}\"}}", Start.AddDays(day), value)))),
            Cancelled);
        var place = Place("predict_linear 7 d", CapacityPeers.Names);
        var asked = 0;

        foreach (var volume in volumes)
        {
            var (from, until) = (Start.AddDays(15), Start.AddDays(volume.Used.Length - 1));
            var range = $"used{{volume=\"{volume.Name}\"}}[604799s]";
            var now = await Daily($"predict_linear({range}, 0)");
            var tomorrow = await Daily($"predict_linear({range}, 86400)");
            foreach (var (at, today) in now)
            {
                var known = volume.Used.AsSpan()[..((at - Start).Days + 1)];
                var level = Level * volume.Used.Max();
                var growth = tomorrow[at] - today;
                var days = today >= level ? 0 : growth > 0 ? (level - today) / growth : Cap;
                Assert.Equal(
                    Math.Clamp(days, 0.5, Cap), CapacityPeers.Answers(known, level, Cap)[place], Closeness * Cap);
                asked++;
            }

            Task<Dictionary<DateTimeOffset, double>> Daily(string expression) =>
                prometheus.EvaluateAsync(expression, from, until, TimeSpan.FromDays(1), Cancelled);
        }

        Assert.Equal(volumes.Sum(volume => volume.Used.Length - 15), asked);
    }

    [Fact]
    public async Task Histograms_CountersWithResets_HaveThePercentilesOfARealPrometheus()
    {
        PrometheusServer.RequireToolOrSkip();
        var counters = new HistogramCounters(seed: 3, minutes: 240);
        await using var prometheus = await PrometheusServer.WithHistoryAsync(
            _folder, OpenMetrics(HistogramCounters.Bucket, counters.Samples(Start)), Cancelled);

        var theirs = await prometheus.EvaluateAsync(
            $"histogram_quantile(0.95, sum by (le) (increase({HistogramCounters.Bucket}[119s])))",
            Start.AddMinutes(1), Start.AddMinutes(239), TimeSpan.FromMinutes(1), Cancelled);

        var ours = counters.Percentiles(Start);
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        Assert.Equal(239, ours.Count);
        Assert.All(theirs, one => Assert.Equal(one.Value, ours[one.Key], Closeness));
    }

    public void Dispose() => _folder.Dispose();

    private static int Place(string name, IReadOnlyList<string> names) =>
        names.Index().Single(one => one.Item == name).Index;

    /// <summary>A value a minute over nine days: a daily season with noise, surges, swings wide enough for the band to
    /// learn them, a slow rise that ends in an hour and a half of nothing, an outage, zeros, and a new level.</summary>
    private static List<(DateTimeOffset At, double Value)> Series()
    {
        var random = new SeededRandom(11);
        var series = new List<(DateTimeOffset At, double Value)>(Minutes);
        for (var minute = 0; minute < Minutes; minute++)
        {
            var (day, ofDay) = (minute / 1440, minute % 1440);
            var value = 100 + (40 * Math.Sin(2 * Math.PI * ofDay / 1440)) + (5 * random.NextNormal());
            var (factor, isMissing) = (day, ofDay) switch
            {
                (1 or 2 or 8, >= 700 and < 715) => (3.0, false),
                (3, >= 300 and < 420) => (minute % 9 == 0 ? 8 : 0.6, false),
                (5, >= 30 and < 200) => (1 + (ofDay / 150.0), false),
                (5, >= 200 and < 290) => (1.0, true),
                (5, >= 900 and < 930) => (0.2, false),
                (6, >= 100 and < 103) => (0.0, false),
                ( >= 7, _) => (1.8, false),
                _ => (1.0, false),
            };
            if (!isMissing)
            {
                series.Add((Start.AddMinutes(minute), Math.Round(value * factor, 3)));
            }
        }

        return series;
    }

    private static string OpenMetrics(
        string metric, IEnumerable<(string Labels, DateTimeOffset At, double Value)> samples)
    {
        var text = new StringBuilder($"# TYPE {metric} gauge\n");
        foreach (var (labels, at, value) in samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"{metric}{labels} {value:R} {at.ToUnixTimeSeconds()}\n");
        }

        return text.Append("# EOF\n").ToString();
    }
}
