using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// The learnt expectation of one series: transform, level with trend, time of day. The spread belongs to the scorer,
/// which measures it on the residuals. Exists only once warm.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SeriesBaseline")]
internal sealed class SeriesBaseline
{
    private const double MarkIntervals = 10;
    private const double SeasonReach = 5;
    private static readonly long MarkSpacing = TimeSpan.FromMinutes(5).Ticks;
    private static readonly double DoubtGap = TimeSpan.FromHours(1).Ticks;
    private static readonly double SeasonDoubtMemory = TimeSpan.FromHours(6).Ticks;

    [NonSerialized]
    private double _handedOver;

    [Id(0)]
    internal SeriesTransform Transform;

    [Id(1)]
    internal LevelTracker Level;

    [Id(2)]
    internal SeasonProfile Season = null!;

    [Id(3)]
    internal BaselineMarks Marks;

    /// <summary>The season's part of the present expectation; NaN when the time of day is not known.</summary>
    [Id(4)]
    internal double Offset;

    private SeriesBaseline()
    {
    }

    /// <summary>What the newest sample's instant moved between level and season: 0 nearly always.</summary>
    internal double HandedOver => _handedOver;

    /// <summary>Samples of level memory for an interval: at least 30, at most 2000.</summary>
    public static double MemoryFor(TimeSpan memory, long interval) =>
        Math.Clamp(memory.Ticks / (double)Math.Max(1, interval), 30, 2000);

    /// <summary>Starts from the samples held, robustly: nothing is learned sample by sample before.</summary>
    /// <param name="shape">Shape of the metric's numbers.</param>
    /// <param name="ring">At least 12 samples.</param>
    /// <param name="interval">Learned interval, ticks.</param>
    /// <param name="residuals">Receives the residuals of the samples, oldest first; as long as the ring.</param>
    public static SeriesBaseline Start(MetricShape shape, in SampleRing ring, long interval, Span<double> residuals)
    {
        Span<double> sorted = stackalloc double[ring.Count];
        for (var i = 0; i < ring.Count; i++)
        {
            sorted[i] = ring[i].Value;
        }

        var median = RobustStatistics.Median(sorted);
        var baseline = new SeriesBaseline
        {
            Transform = SeriesTransform.Choose(shape, median, sorted[0]),
            Offset = double.NaN,
        };
        var center = baseline.Transform.Apply(median);
        for (var i = 0; i < ring.Count; i++)
        {
            residuals[i] = baseline.Transform.Apply(ring[i].Value) - center;
        }

        baseline.Level = new LevelTracker { Level = center, Samples = ring.Count };
        baseline.Season = new SeasonProfile(ring[0].Ticks, interval, center);
        return baseline;
    }

    /// <summary>Moves to the next sample's instant and says what it should be.</summary>
    /// <param name="ticks">The instant, after all earlier ones.</param>
    /// <param name="gap">Time since the previous sample, ticks.</param>
    /// <param name="interval">Learned interval, ticks.</param>
    /// <param name="memory">Samples of level memory.</param>
    /// <param name="deviation">One deviation of a residual, and that of a twenty-sample mean as a share of it.</param>
    public Expectation Expect(
        long ticks, long gap, long interval, double memory, (double One, double SlowShare) deviation)
    {
        Level.Move(gap / (double)interval, memory);
        if (!Season.IsIn(ticks))
        {
            var visits = Math.Max(1, Season.SlotTicks / (double)interval);
            Season.Enter(ticks, deviation.One * Math.Max(deviation.SlowShare, 1 / Math.Sqrt(visits)));
        }

        var wasKnown = !double.IsNaN(Offset);
        var offset = Season.OffsetIn(ticks);
        _handedOver = 0;
        if (Season.IsKnown != wasKnown || Season.IsOtherKind)
        {
            // The level carried what the season did not know (or the other way round), or days are now measured from
            // another middle: hand it over without a step.
            _handedOver = (wasKnown ? Offset : 0) - offset;
            Level.Level += _handedOver;
            Level.Trend = 0;
        }

        Offset = Season.IsKnown ? offset : double.NaN;
        DoubtAfter(gap, interval, memory);
        var center = Level.Level + offset;
        if (!Season.IsKnown)
        {
            return new Expectation(center, center, center);
        }

        var (low, high) = Season.Envelope();
        return high - low > 3 * deviation.One
            ? new Expectation(center, Math.Min(center, Level.Level + low), Math.Max(center, Level.Level + high))
            : new Expectation(center, center, center);
    }

    /// <summary>Learns a sample.</summary>
    /// <param name="y">The sample on the judged scale.</param>
    /// <param name="residual">Its residual.</param>
    /// <param name="deviation">One deviation of the residual.</param>
    /// <param name="memory">Samples of level memory.</param>
    /// <param name="pace">How fast.</param>
    public void Learn(double y, double residual, double deviation, double memory, in LearningPace pace)
    {
        // A lone spike must not mark its time of day; a deviation that alerts is recorded as it is, but tainted.
        var bound = SeasonReach * deviation;
        Season.Learn(pace.IsAnomalous ? y : y - residual + Math.Clamp(residual, -bound, bound), pace.IsAnomalous);
        Level.Learn(residual, deviation, memory, pace);
    }

    /// <summary>Accepts a lasting deviation as the new level; the shape of the day stays.</summary>
    public void Accept(double shift)
    {
        Level.Level += shift;
        Level.Doubt(30);
        Season.Shift(shift);
    }

    /// <summary>Takes back what was learned while an alert fired, where the series is now says that it is what was
    /// before.</summary>
    /// <param name="onset">Onset of the deviation, UTC ticks.</param>
    /// <param name="value">The newest value, in the metric's unit.</param>
    public void Restore(long onset, double value)
    {
        if (Marks.Before(onset) is not { } mark || mark.Ticks > onset
            || double.IsNaN(mark.Season) != double.IsNaN(Offset))
        {
            return;
        }

        var before = double.IsNaN(mark.Season) ? mark.Center : (double)mark.Center - mark.Season;
        var now = Transform.Apply(value) - (double.IsNaN(Offset) ? 0 : Offset);
        Level.Level = Math.Abs(now - before) < Math.Abs(now - Level.Level) ? before : Level.Level;
    }

    /// <summary>Keeps a mark of the centre when one is due.</summary>
    public void Mark(long ticks, long interval)
    {
        if (ticks - Marks.NewestTicks >= Math.Max(MarkSpacing, MarkIntervals * interval))
        {
            var offset = double.IsNaN(Offset) ? 0 : Offset;
            Marks.Add(new BaselineMark(ticks, (float)(Level.Level + offset), (float)Offset));
        }
    }

    /// <summary>The centre at an instant, as it was expected by what was known before a window.</summary>
    /// <param name="ticks">The instant asked for.</param>
    /// <param name="since">Start of the window, UTC ticks.</param>
    /// <param name="noise">One deviation of a slot's mean.</param>
    public double CenterAt(long ticks, long since, double noise)
    {
        if (Marks.Before(since) is not { } mark)
        {
            return Level.Level + (double.IsNaN(Offset) ? 0 : Offset);
        }

        return !double.IsNaN(mark.Season) && Season.OffsetAt(ticks, noise) is { } offset
            ? (double)mark.Center - mark.Season + offset
            : mark.Center;
    }

    private void DoubtAfter(long gap, long interval, double memory)
    {
        if (gap <= 3 * interval)
        {
            return;
        }

        if (Season.IsKnown)
        {
            Level.Doubt(Math.Min(Level.Samples, 2 * memory) * Math.Exp(-gap / SeasonDoubtMemory));
        }
        else if (gap > Math.Max(DoubtGap, 10.0 * interval))
        {
            Level.Doubt(1);
        }
    }
}
