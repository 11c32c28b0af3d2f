using System.Collections.Immutable;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Reads what series did in a window against what was expected before it (after BARO's robust score,
/// Pham, Ha, Zhang, FSE 2024, made two-sided and floored). Changes nothing. O(64 log 64) a series.
/// </summary>
internal sealed class EvidenceReader(DetectionSettings settings)
{
    private const double DeviationShare = 0.9;

    /// <summary>Sum of deviations, above one each, from which the window's samples show an onset.</summary>
    private const double OnsetLimit = 8;

    /// <summary>Evidence of a whole entity.</summary>
    public EntityEvidence Read(EntityMonitorState state, DateTimeOffset since, DateTimeOffset until)
    {
        var evidence = ImmutableArray.CreateBuilder<SeriesEvidence>(state.Series.Count);
        foreach (var series in state.Series)
        {
            if (Read(series, since.UtcTicks, until.UtcTicks) is { } read)
            {
                evidence.Add(read);
            }
        }

        DateTimeOffset? newest =
            state.Arrivals.Newest == 0 ? null : new DateTimeOffset(state.Arrivals.Newest, TimeSpan.Zero);
        var score = state.Trust.ScoreAt(since.UtcTicks);
        return new EntityEvidence(state.Entity, since, until, newest, evidence.ToImmutable())
        {
            Quality = score,
            Recurring = RecurringReader.Read(state),
        };
    }

    /// <summary>One series with its band.</summary>
    public SeriesReading Reading(SeriesState series)
    {
        var recent = Recent(series.Ring);
        if (series.Baseline is not { } baseline || series.Track is not { } track)
        {
            return new SeriesReading(series.Metric, series.IsProbe && recent.Length > 0, series.IsProbe ? 1 : 0,
                series.IsProbe ? 0.5 : 0, series.IsProbe ? 1 : 0, recent);
        }

        var y = baseline.Level.Level + (double.IsNaN(baseline.Offset) ? 0 : baseline.Offset);
        var band = ExpectedBand.About(series, y, settings);
        return new SeriesReading(series.Metric, true, band.Center, band.Low, band.High, recent)
        {
            Band = Band(series, baseline, track),
            Coverage = series.Coverage.Share,
            IsAdrift = series.Coverage.IsAdrift,
        };
    }

    /// <summary>The band at every sample held, each by what was known before it; the newest by what is known
    /// now.</summary>
    private ImmutableArray<BandPoint> Band(SeriesState series, SeriesBaseline baseline, DeviationTrack track)
    {
        var noise = track.Spread.Value * track.SlowSpread.Value;
        var points = ImmutableArray.CreateBuilder<BandPoint>(series.Ring.Count);
        for (var i = 0; i < series.Ring.Count; i++)
        {
            var ticks = series.Ring.TicksAt(i);
            var band = ExpectedBand.About(series, baseline.CenterAt(ticks, ticks, noise), settings);
            points.Add(new BandPoint(new DateTimeOffset(ticks, TimeSpan.Zero), band.Low, band.Center, band.High));
        }

        return points.MoveToImmutable();
    }

    private SeriesEvidence? Read(SeriesState series, long since, long until)
    {
        var (first, end) = Window(series.Ring, since, until);
        if (first == end)
        {
            return null;
        }

        var centers = new double[series.Ring.Count];
        for (var i = 0; i < centers.Length; i++)
        {
            centers[i] = CenterAt(series, series.Ring.TicksAt(i), since);
        }

        var scale = ScaleOf(series, centers[first]);
        var sum = 0.0;
        var deviations = new double[end - first];
        for (var i = first; i < end; i++)
        {
            sum += series.Ring.ValueAt(i);
            deviations[i - first] = (series.Ring.ValueAt(i) - centers[i]) / scale;
        }

        var onset = OnsetOf(series, deviations, first, until);
        return new SeriesEvidence(
            series.Metric,
            centers[first],
            scale,
            sum / deviations.Length,
            DeviationOf(deviations, series.Descriptor.Bad),
            onset is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            series.IsWarm,
            Recent(series.Ring));
    }

    private static (int First, int End) Window(in SampleRing ring, long since, long until)
    {
        var first = 0;
        while (first < ring.Count && ring.TicksAt(first) < since)
        {
            first++;
        }

        var end = first;
        while (end < ring.Count && ring.TicksAt(end) <= until)
        {
            end++;
        }

        return (first, end);
    }

    private static double CenterAt(SeriesState series, long ticks, long since)
    {
        if (series.Baseline is not { } baseline)
        {
            return series.IsProbe ? 1 : MedianOf(series.Ring);
        }

        var noise = series.Track!.Spread.Value * series.Track.SlowSpread.Value;
        return baseline.Transform.Invert(baseline.CenterAt(ticks, since, noise));
    }

    private double ScaleOf(SeriesState series, double center)
    {
        var metric = series.Descriptor;
        var isRelative = metric.Family is MetricFamily.Latency or MetricFamily.Cpu or MetricFamily.Traffic
            or MetricFamily.Network or MetricFamily.Other;
        var floor = Math.Max(isRelative ? settings.EvidenceScaleFloor * Math.Abs(center) : 0, metric.ScaleFloor);
        return series.Baseline is { } baseline
            ? Math.Max(floor, series.Track!.Spread.Value * baseline.Transform.Slope(center))
            : floor;
    }

    private static double DeviationOf(double[] deviations, BadDirection bad)
    {
        var sorted = (double[])deviations.Clone();
        var up = RobustStatistics.Quantile(sorted, DeviationShare);
        var down = RobustStatistics.Quantile(sorted, 1 - DeviationShare);
        return bad switch
        {
            BadDirection.Up => up,
            BadDirection.Down => down,
            _ => Math.Abs(down) > Math.Abs(up) ? down : up,
        };
    }

    /// <summary>The onset the monitor found, when it lies in or before the window and did not end before it; else
    /// what the window's own samples show.</summary>
    private static long? OnsetOf(SeriesState series, double[] deviations, int first, long until)
    {
        var episode = series.Episode;
        var started = episode.StartsAt > 0 && episode.StartsAt <= until;
        if (started && (episode.IsFiring || episode.RecoveredSince >= series.Ring.TicksAt(first)))
        {
            return episode.StartsAt;
        }

        var rise = default(OnsetTracker);
        var fall = default(OnsetTracker);
        for (var i = 0; i < deviations.Length; i++)
        {
            var ticks = series.Ring[first + i].Ticks;
            rise.Hear(ticks, DeviationScorer.Badness(series.Descriptor.Bad, deviations[i]) * Math.Sign(deviations[i]));
            fall.Hear(ticks, DeviationScorer.Badness(series.Descriptor.Bad, deviations[i]) * -Math.Sign(deviations[i]));
            if (Math.Max(rise.Sum, fall.Sum) >= OnsetLimit)
            {
                return rise.Sum >= fall.Sum ? rise.Onset : fall.Onset;
            }
        }

        return null;
    }

    private static double MedianOf(in SampleRing ring)
    {
        Span<double> values = stackalloc double[ring.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ring.ValueAt(i);
        }

        return RobustStatistics.Median(values);
    }

    private static ImmutableArray<TimedValue> Recent(in SampleRing ring)
    {
        var recent = ImmutableArray.CreateBuilder<TimedValue>(ring.Count);
        for (var i = 0; i < ring.Count; i++)
        {
            recent.Add(new TimedValue(new DateTimeOffset(ring[i].Ticks, TimeSpan.Zero), ring.ValueAt(i)));
        }

        return recent.MoveToImmutable();
    }
}
