using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Scores residuals on three horizons: the sample itself, and means over about 5 and 20 samples. Each horizon is
/// divided by its own tracked deviation, so correlated noise is absorbed by measuring it instead of assuming the
/// square root of n, and then calibrated by its own tail. No state of its own; O(1) a
/// sample, nothing allocated. Nothing here is NaN, so the processor's own maximum will do, which takes a third of the
/// time.
/// </summary>
internal static class DeviationScorer
{
    /// <summary>Largest score reported; beyond it sizes mean nothing.</summary>
    public const double MaxScore = 50;

    private const double FastGain = 1 / 3.0;
    private const double SlowGain = 2 / 21.0;

    /// <summary>Neighbouring means repeat each other, so their tails are learned in smaller steps: 1 / (1 + length /
    /// 4).</summary>
    private const double NowStep = 0.8;
    private const double FastStep = 4 / 9.0;
    private const double SlowStep = 1 / 6.0;

    /// <summary>Sum of leaning residuals at which learning has halved.</summary>
    private const double LeaningScale = 10;
    private const double LeastCaution = 0.25;

    /// <summary>A single residual enters the means with at most this many deviations: one spike is not a
    /// trend.</summary>
    private const double Reach = 5;

    /// <summary>Smallest deviation of a mean as a share of the scale floor: about that of independent
    /// residuals.</summary>
    private const double FastFloor = 0.4;
    private const double SlowFloor = 0.25;

    /// <summary>How much the deviations are widened while the level rests on few samples: by 60 over their
    /// number.</summary>
    private const double DoubtSamples = 60;

    /// <summary>What the scores of the two means count on a coarse series. Chosen on 94 web indicators by the minute,
    /// by what they gave on the second halves (docs/methods/detection.md): recall at a quarter of a false alarm a week
    /// 0.56 with full weights.</summary>
    private const double CoarseFast = 0.6;
    private const double CoarseSlow = 0.4;

    private const double FiringRate = 0.1;

    /// <summary>Starts from the residuals of the warm-up.</summary>
    /// <param name="residuals">Oldest first, at least 12; overwritten.</param>
    public static DeviationTrack Start(Span<double> residuals)
    {
        // A short stretch hides its correlation; the widening by 0.2 makes up for the bias of about (1 + 4r) / n
        // (Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 1954).
        var correlation = Math.Clamp(RobustStatistics.NeighbourCorrelation(residuals, 0) + 0.2, 0, 0.95);
        var spread = RobustStatistics.Spread(residuals, 0);
        return Start(spread, correlation, residuals.Length);
    }

    /// <summary>Starts from a known spread.</summary>
    /// <param name="spread">One deviation of a residual, at least 0.</param>
    /// <param name="correlation">Correlation of neighbouring residuals, in [0, 1).</param>
    /// <param name="samples">Residuals it was estimated from.</param>
    public static DeviationTrack Start(double spread, double correlation, long samples)
    {
        var track = new DeviationTrack { Judged = samples };
        track.Spread.Value = spread;
        track.FastSpread.Value = ShareOf(FastGain, correlation);
        track.SlowSpread.Value = ShareOf(SlowGain, correlation);
        return track;
    }

    /// <summary>Scores one residual and moves the means.</summary>
    /// <param name="track">What is remembered.</param>
    /// <param name="ticks">Instant of the sample.</param>
    /// <param name="residual">Value minus expectation, on the judged scale.</param>
    /// <param name="bounds">What is too small to matter, and how uncertain the level is.</param>
    /// <param name="bad">Which way is bad.</param>
    public static DeviationScore Score(
        DeviationTrack track, long ticks, double residual, in ScoreBounds bounds, BadDirection bad)
    {
        var deviation = double.MaxNative(track.Spread.Value, bounds.ScaleFloor);
        var z = residual / deviation;
        var clipped = double.ClampNative(z, -Reach, Reach);
        track.Fast += FastGain * (clipped - track.Fast);
        track.Slow += SlowGain * (clipped - track.Slow);
        track.Rise.Hear(ticks, z);
        track.Fall.Hear(ticks, -z);
        track.SharpRise.Hear(ticks, z, OnsetTracker.Sharp);
        track.SharpFall.Hear(ticks, -z, OnsetTracker.Sharp);

        var best = new DeviationScore(0, 0);
        var doubt = 1 + (DoubtSamples / bounds.LevelSamples);
        best = Better(
            best, Calibrated(new DeviationScore(z / doubt, residual), track.NowTail, bad, 1), bounds.MinEffect);
        var (fastWeight, slowWeight) = bounds.IsCoarse ? (CoarseFast, CoarseSlow) : (1, 1);
        var fast = new DeviationScore(
            track.Fast / (FastDeviation(track, bounds, deviation) * doubt), track.Fast * deviation);
        best = Better(best, Calibrated(fast, track.FastTail, bad, fastWeight), bounds.MinEffect);
        var slow = new DeviationScore(
            track.Slow / (SlowDeviation(track, bounds, deviation) * doubt), track.Slow * deviation);
        return Better(best, Calibrated(slow, track.SlowTail, bad, slowWeight), bounds.MinEffect);
    }

    /// <summary>One deviation of the mean of about five samples, as a share of one of a sample's.</summary>
    public static double FastShare(DeviationTrack track) =>
        FastDeviation(track, new ScoreBounds(track.Floor, 0, 1), Math.Max(track.Spread.Value, track.Floor));

    /// <summary>
    /// How cautiously to learn from the sample just scored: the longer the residuals lean the bad way, the more
    /// likely they are the beginning of an anomaly and not a new normal. 1 for noise, 0.25 at least; a lone spike
    /// hardly counts.
    /// </summary>
    public static double Caution(DeviationTrack track, BadDirection bad)
    {
        var leaning = double.MaxNative(
            bad == BadDirection.Down ? 0 : track.Rise.Sum, bad == BadDirection.Up ? 0 : track.Fall.Sum) / LeaningScale;
        return double.MaxNative(LeastCaution, 1 / (1 + (leaning * leaning)));
    }

    /// <summary>Learns the residual just scored: spreads always, tails only while nothing fires. A coarse series,
    /// which alerts on one sample, learns its tail even then: frozen, it would never be told from its noise.</summary>
    /// <param name="track">What is remembered.</param>
    /// <param name="residual">The residual.</param>
    /// <param name="bounds">What is too small to matter.</param>
    /// <param name="bad">Which way is bad.</param>
    /// <param name="pace">How fast.</param>
    public static void Learn(
        DeviationTrack track, double residual, in ScoreBounds bounds, BadDirection bad, in LearningPace pace)
    {
        var deviation = double.MaxNative(track.Spread.Value, bounds.ScaleFloor);
        var fastDeviation = FastDeviation(track, bounds, deviation);
        var slowDeviation = SlowDeviation(track, bounds, deviation);
        if (!pace.IsAnomalous || bounds.IsCoarse)
        {
            track.NowTail.Learn(Badness(bad, residual / deviation), NowStep * pace.Share, track.Judged);
            track.FastTail.Learn(Badness(bad, track.Fast / fastDeviation), FastStep * pace.Share, track.Judged);
            track.SlowTail.Learn(Badness(bad, track.Slow / slowDeviation), SlowStep * pace.Share, track.Judged);
        }
        else
        {
            track.NowTail.Drop();
            track.FastTail.Drop();
            track.SlowTail.Drop();
        }

        var judged = ++track.Judged;
        var speed = pace.IsAnomalous ? FiringRate : pace.Share;
        track.Spread.Learn(residual, speed * double.MaxNative(0.003, 1.0 / (judged + 10)), bounds.ScaleFloor);
        track.FastSpread.Learn(track.Fast, speed * double.MaxNative(0.002, 1.0 / (judged + 20)), fastDeviation);
        track.SlowSpread.Learn(track.Slow, speed * double.MaxNative(0.001, 1.0 / (judged + 60)), slowDeviation);
    }

    /// <summary>
    /// The size to tell people: that of the horizon that won, unless the sample itself lies so far out the same way
    /// that the means saw only a clipped part of it.
    /// </summary>
    public static double TrueEffect(in DeviationScore score, double residual, double deviation) =>
        score.Effect == 0 || (Math.Abs(residual) > Reach * deviation && Math.Sign(residual) == Math.Sign(score.Effect))
            ? residual
            : score.Effect;

    /// <summary>Value in the bad direction, at least 0.</summary>
    public static double Badness(BadDirection bad, double value) => bad switch
    {
        BadDirection.Up => double.MaxNative(0, value),
        BadDirection.Down => double.MaxNative(0, -value),
        _ => Math.Abs(value),
    };

    private static double FastDeviation(DeviationTrack track, in ScoreBounds bounds, double deviation) =>
        double.MaxNative(track.FastSpread.Value, FastFloor * bounds.ScaleFloor / deviation);

    private static double SlowDeviation(DeviationTrack track, in ScoreBounds bounds, double deviation) =>
        double.MaxNative(track.SlowSpread.Value, SlowFloor * bounds.ScaleFloor / deviation);

    /// <summary>One horizon's score against its own tail, and what it counts.</summary>
    private static DeviationScore Calibrated(
        in DeviationScore raw, in TailTracker tail, BadDirection bad, double weight)
    {
        var badness = Badness(bad, raw.Score);
        return raw with
        {
            Score = Math.CopySign(double.MinNative(MaxScore, weight * tail.Calibrate(badness)), raw.Score),
        };
    }

    /// <summary>The better of the best so far and one horizon.</summary>
    private static DeviationScore Better(in DeviationScore best, in DeviationScore other, double minEffect) =>
        Math.Abs(other.Score) > Math.Abs(best.Score) && Math.Abs(other.Effect) >= minEffect ? other : best;

    /// <summary>
    /// Deviation of an exponentially weighted mean of first-order autoregressive noise, as a share of the noise's own:
    /// sqrt(g / (2 - g) * (1 + r(1 - g)) / (1 - r(1 - g))).
    /// </summary>
    private static double ShareOf(double gain, double correlation)
    {
        var carried = correlation * (1 - gain);
        return Math.Sqrt(gain / (2 - gain) * (1 + carried) / (1 - carried));
    }
}
