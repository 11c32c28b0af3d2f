using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>
/// How far the last ten minutes of a series are from its last hours, the time of day taken out. The level a series is
/// judged by alone has a memory of half an hour: what is too weak to be seen at once it has learned before it can be
/// seen. This is measured against a mean of three hours, linear like the one siblings use, and by a spread and a tail
/// of its own. O(1) a sample.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.LeanTrack")]
internal sealed class LeanTrack
{
    private const double LeastSamples = 120;

    /// <summary>Share of what the ten minutes lean that the newest samples must still show: what is over is not
    /// told.</summary>
    private const double StillThere = 1 / 3.0;
    private const double SettledSamples = 30;

    /// <summary>Smallest deviation of the mean, as a share of that of a sample: about that of twelve which do not
    /// depend on each other. Of more it is no smaller: no service is the same for ten minutes to a hundredth.</summary>
    private const double MeanFloor = 0.25;
    private const double SpreadStep = 0.001;
    private const double TailStep = 1 / 6.0;
    private const double NewestGain = 1 / 3.0;

    /// <summary>Deviations of one sample that are noise beside a shift of about one deviation (Page 1954).</summary>
    private const double Allowance = 0.5;

    private static readonly TimeSpan ReferenceMemory = TimeSpan.FromHours(3);
    private static readonly TimeSpan MeanMemory = TimeSpan.FromMinutes(10);

    /// <summary>Mean of the last hours, on the judged scale, the time of day taken out.</summary>
    [Id(0)]
    internal double Reference;

    /// <summary>Mean of the last ten minutes, or twelve samples.</summary>
    [Id(1)]
    internal double Mean;

    /// <summary>Mean of about five samples.</summary>
    [Id(2)]
    internal double Newest;

    /// <summary>Samples taken, counted up to the memory of the reference.</summary>
    [Id(3)]
    internal double Samples;

    /// <summary>One deviation of the mean from the reference.</summary>
    [Id(4)]
    internal TrackedDeviation Spread;

    /// <summary>Its tail.</summary>
    [Id(5)]
    internal TailTracker Tail;

    /// <summary>Where a rise began, if it is one.</summary>
    [Id(6)]
    internal OnsetTracker Rise;

    /// <summary>Where a fall began.</summary>
    [Id(7)]
    internal OnsetTracker Fall;

    /// <summary>Ten minutes against hours, on the judged scale.</summary>
    internal double Effect => Mean - Reference;

    /// <summary>Samples its spread rests on.</summary>
    [Id(8)]
    internal int Judged;

    /// <summary>True for metrics that are read so: latency, errors, traffic.</summary>
    internal static bool IsRead(MetricDescriptor metric) =>
        metric.Family is MetricFamily.Latency or MetricFamily.Errors or MetricFamily.Traffic;

    /// <summary>Takes one sample.</summary>
    /// <param name="place">Its value on the judged scale, the time of day taken out.</param>
    /// <param name="step">When, how often, how noisy, and how fast to learn.</param>
    internal void Take(double place, in LeanStep step)
    {
        if (Samples == 0)
        {
            Reference = Mean = Newest = place;
        }

        Samples = Math.Min(Samples + 1, SeriesBaseline.MemoryFor(ReferenceMemory, step.Interval));
        var z = (place - Reference) / step.Deviation;
        Rise.Hear(step.Ticks, z, Allowance);
        Fall.Hear(step.Ticks, -z, Allowance);
        var bounded = Reference + Math.Clamp(place - Reference, -Reach(step), Reach(step));
        Mean += (bounded - Mean) / Math.Min(Samples, MeanSamples(step.Interval));
        Newest += NewestGain * (bounded - Newest);
        var effect = Effect;
        Reference += step.Share / Samples * (bounded - Reference);
        if (Samples < SettledSamples)
        {
            return;
        }

        var own = Own(step.Floor);
        var badness = DeviationScorer.Badness(step.Bad, effect / own);
        if (step.Share == 1)
        {
            Tail.Learn(badness, TailStep, Judged);
        }
        else
        {
            Tail.Drop();
        }

        Spread.Learn(effect, Math.Max(SpreadStep, 1.0 / (++Judged + 20)) * step.Share, own);
    }

    /// <summary>How far the ten minutes lean a way, in calibrated units; 0 before two hours by the minute.</summary>
    /// <param name="bad">The way.</param>
    /// <param name="floor">Smallest deviation of a sample assumed.</param>
    internal double Score(BadDirection bad, double floor)
    {
        if (Judged < LeastSamples || (Newest - Reference) * Math.Sign(Effect) < StillThere * Math.Abs(Effect))
        {
            return 0;
        }

        var badness = DeviationScorer.Badness(bad, Effect / Own(floor));
        return badness == 0 ? 0 : Math.Min(DeviationScorer.MaxScore, Tail.Calibrate(badness));
    }

    /// <summary>The time of day is measured from another middle now.</summary>
    internal void Shift(double by)
    {
        Reference += by;
        Mean += by;
        Newest += by;
    }

    /// <summary>What deviated is over: the ten minutes begin anew.</summary>
    internal void Calm()
    {
        Mean = Newest = Reference;
        Rise = default;
        Fall = default;
    }

    /// <summary>What is now is what is usual.</summary>
    internal void Accept()
    {
        Reference = Newest;
        Calm();
    }

    /// <summary>First sample of the leaning, UTC ticks.</summary>
    /// <param name="direction">+1 for a rise, -1 for a fall.</param>
    /// <param name="now">Instant of the newest sample; the answer when no onset is remembered.</param>
    internal long OnsetOf(int direction, long now)
    {
        var onset = direction > 0 ? Rise : Fall;
        return onset.Sum > 0 ? Math.Min(onset.Onset, now) : now;
    }

    private static double MeanSamples(long interval) => Math.Max(12, MeanMemory.Ticks / (double)Math.Max(1, interval));

    // One spike enters with as many deviations as it may elsewhere.
    private static double Reach(in LeanStep step) => 5 * step.Deviation;

    private double Own(double floor) => Math.Max(Spread.Value, MeanFloor * floor);
}
