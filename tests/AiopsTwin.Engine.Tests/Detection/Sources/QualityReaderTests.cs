using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Sources;

public sealed class QualityReaderTests
{
    private readonly MonitorRig _rig = new();

    [Fact]
    public void Quality_FaultlessSeries_IsOneWithoutReasons()
    {
        _rig.Run("load", 400, 10);

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(1, quality.Score);
        Assert.Empty(quality.Reasons);
        Assert.Equal("test", Assert.Single(quality.Sources).Source);
        Assert.Equal(1, _rig.Monitor.Vitals(_rig.State).Quality);
    }

    [Fact]
    public void Quality_EveryFifthSampleMissing_TellsTheShare()
    {
        for (var i = 0; i < 600; i++)
        {
            if (i % 5 == 4)
            {
                _rig.Now += _rig.Interval;
            }
            else
            {
                _rig.Run("load", 1, 10);
            }
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(QualityFlaw.Gaps, Assert.Single(quality.Reasons).Flaw);
        Assert.InRange(quality.Score, 0.77, 0.83);
        Assert.InRange(Assert.Single(quality.Sources).Score, 0.77, 0.83);
    }

    [Fact]
    public void Quality_LongAfterTheGap_HasRecovered()
    {
        _rig.Run("load", 100, 10);
        _rig.Now += TimeSpan.FromHours(2);
        _rig.Run("load", 10, 10);
        var after = _rig.Monitor.Quality(_rig.State).Score;
        _rig.Run("load", 6 * 360, 10);

        Assert.InRange(after, 0, 0.3);
        Assert.InRange(_rig.Monitor.Quality(_rig.State).Score, 0.97, 1);
    }

    [Fact]
    public void Quality_NoRequestsForAWhile_MissesNoDurations()
    {
        for (var i = 0; i < 600; i++)
        {
            var isIdle = i is > 300 and < 400;
            if (isIdle)
            {
                _rig.Send((MetricCatalog.RequestRate, 0));
            }
            else
            {
                _rig.Send(
                    (MetricCatalog.RequestRate, 100 + _rig.Noise(3)),
                    (MetricCatalog.RequestDuration, 0.1 + _rig.Noise(0.003)));
            }

            if (i == 399)
            {
                Assert.Equal(1, _rig.Monitor.Quality(_rig.State).Score);
            }
        }

        Assert.Equal(1, _rig.Monitor.Quality(_rig.State).Score);
    }

    [Fact]
    public void Quality_InstantsSentTwice_TellsRepeats()
    {
        for (var i = 0; i < 400; i++)
        {
            _rig.Now += _rig.Interval;
            Send("a", _rig.Now, 10 + _rig.Noise(0.3));
            Send("b", _rig.Now, 10);
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(QualityFlaw.Duplicates, Assert.Single(quality.Reasons).Flaw);
        Assert.Equal(0.75, quality.Score, 0.01);
        Assert.Equal([1, 0.5], quality.Sources.Select(source => source.Score));
    }

    [Fact]
    public void Quality_BatchSentAgainUnderItsNumber_IsNoFault()
    {
        for (var i = 1; i < 100; i++)
        {
            _rig.Now += _rig.Interval;
            var batch = Batch("a", _rig.Now, 10 + _rig.Noise(0.3)) with { Sequence = i };
            _rig.Monitor.Observe(_rig.State, batch);
            _rig.Monitor.Observe(_rig.State, batch);
        }

        Assert.Equal(1, _rig.Monitor.Quality(_rig.State).Score);
    }

    [Fact]
    public void Quality_SamplesLongLate_TellsSo()
    {
        for (var i = 0; i < 400; i++)
        {
            _rig.Now += _rig.Interval;
            Send("a", _rig.Now, 10 + _rig.Noise(0.3));
            if (i > 100)
            {
                Send("slow", _rig.Now - (90 * _rig.Interval) - TimeSpan.FromSeconds(3), 10);
            }
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(QualityFlaw.Late, Assert.Single(quality.Reasons).Flaw);
        Assert.InRange(quality.Score, 0.5, 0.7);
    }

    [Fact]
    public void Quality_NoNumbers_TellsSo()
    {
        for (var i = 0; i < 400; i++)
        {
            _rig.Send(("load", 10 + _rig.Noise(0.3)), ("heat", double.NaN));
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Contains(quality.Reasons, reason => reason.Flaw == QualityFlaw.Invalid);
        Assert.InRange(quality.Score, 0.4, 0.6);
    }

    [Theory]
    [InlineData(7.0, true)]
    [InlineData(0.0, false)]
    public void Quality_SeriesThatStopsVarying_IsStuckUnlessItRestsAtZero(double value, bool isStuck)
    {
        _rig.Run("load", 300, 10);
        for (var i = 0; i < 200; i++)
        {
            _rig.Send(("load", value));
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(isStuck, quality.Reasons.Any(reason => reason.Flaw == QualityFlaw.Stuck));
    }

    [Fact]
    public void Quality_SeriesThatNeverVaried_IsNotStuck()
    {
        for (var i = 0; i < 1000; i++)
        {
            _rig.Send(("limit", 4096), ("load", 10 + _rig.Noise(0.3)));
        }

        Assert.Equal(1, _rig.Monitor.Quality(_rig.State).Score);
    }

    [Fact]
    public void Quality_OneSeriesFallsAway_IsStale()
    {
        for (var i = 0; i < 400; i++)
        {
            var load = ("load", 10 + _rig.Noise(0.3));
            if (i < 200)
            {
                _rig.Send(load, ("heat", 40 + _rig.Noise(0.5)));
            }
            else
            {
                _rig.Send(load);
            }
        }

        var reason = Assert.Single(_rig.Monitor.Quality(_rig.State).Reasons);

        Assert.Equal(QualityFlaw.Stale, reason.Flaw);
        Assert.Equal(0.5, reason.Share);
        Assert.Contains("heat", reason.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Quality_EntitySilent_IsWorthless()
    {
        _rig.Run("load", 100, 10);
        _rig.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(0, _rig.Monitor.Quality(_rig.State).Score);
        Assert.Equal(0, _rig.Monitor.Vitals(_rig.State).Quality);
    }

    [Theory]
    [InlineData(-90, 0.5, "future")]
    [InlineData(300, 0.5, "old")]
    [InlineData(3, 1, "")]
    public void Quality_ArrivalsAgainstTheClock_TellSkew(double lagSeconds, double expected, string word)
    {
        for (var i = 0; i < 100; i++)
        {
            _rig.Now += _rig.Interval;
            _rig.Monitor.Observe(_rig.State, Batch("a", _rig.Now, 10 + _rig.Noise(0.3)) with
            {
                ReceivedAt = _rig.Now + TimeSpan.FromSeconds(lagSeconds + (i % 4)),
            });
        }

        var quality = _rig.Monitor.Quality(_rig.State);

        Assert.Equal(expected, quality.Score, 0.01);
        Assert.All(quality.Reasons, reason => Assert.Contains(word, reason.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Quality_MoreSeriesThanMayBeKept_TellsTheLimit()
    {
        var rig = new MonitorRig(settings: DetectionSettings.Default with { MaxSeries = 4 });
        for (var i = 0; i < 100; i++)
        {
            rig.Send([.. Enumerable.Range(0, 8).Select(n => ($"m{n}", 10 + rig.Noise(0.3)))]);
        }

        var reason = Assert.Single(rig.Monitor.Quality(rig.State).Reasons);

        Assert.Equal(QualityFlaw.Cardinality, reason.Flaw);
        Assert.Equal(0.5, reason.Share, 0.01);
        Assert.Contains("(4)", reason.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Quality_LogsWithoutTrace_CountOnlyWhereSpansAreKnown(bool hasSpans, int expected)
    {
        _rig.Run("load", 100, 10);
        var entity = _rig.State.Entity;
        ImmutableArray<LogRecord> records =
        [
            .. Enumerable.Range(0, 200).Select(_ => new LogRecord(
                entity, _rig.Now, LogSeverity.Info, "served", null, null)),
        ];
        ImmutableArray<Span> spans = hasSpans
            ? [new Span("t", "s", null, entity, "GET", _rig.Now, TimeSpan.FromMilliseconds(5), false)]
            : [];

        _rig.Monitor.Witness(_rig.State, records, spans);

        var reasons = _rig.Monitor.Quality(_rig.State).Reasons;
        Assert.Equal(expected, reasons.Count(reason => reason.Flaw == QualityFlaw.MissingTraces));
    }

    [Fact]
    public void Evidence_AfterAnIncidentDisturbedTelemetry_CountsAsBeforeIt()
    {
        _rig.Run("load", 400, 10);
        var onset = _rig.Now;
        _rig.Run("load", 20, 30);
        _rig.Now += TimeSpan.FromMinutes(20);
        _rig.Run("load", 5, 30);

        var evidence = _rig.Monitor.Evidence(_rig.State, onset, _rig.Now);

        Assert.Equal(1, evidence.Quality);
        Assert.InRange(_rig.Monitor.Quality(_rig.State).Score, 0, 0.9);
    }

    private void Send(string source, DateTimeOffset at, double value) =>
        _rig.Keep(_rig.Monitor.Observe(_rig.State, Batch(source, at, value)));

    private ObserveBatch Batch(string source, DateTimeOffset at, double value) =>
        new(_rig.State.Entity, source, 0, [new Sample("load", at, value)]);
}
