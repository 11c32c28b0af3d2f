using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Scoring.Impacts;

/// <summary>How likely an entity is hit, and from which sample on.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Chance">Share of the played courses in which it shifts, [0, 1].</param>
/// <param name="First">The sample in which it most often shifts first, from 0; null when it never does.</param>
public sealed record ForecastImpact(EntityId Entity, double Chance, int? First)
{
    /// <summary>Whether it is predicted to be hit: more likely than not.</summary>
    public bool IsPredicted => Chance >= 0.5;
}

/// <summary>
/// Who will be hit by a fault, judged by <see cref="ShiftRule"/> as reality is. A fitted world says what a fault adds;
/// what an entity shows besides is drawn from fault-free time: windows as long as the incident, of those whose first
/// samples are nearest to what the entity showed right before (analogues, Lorenz 1969). A run of some days knows other
/// noise than a busy hour with cold starts; the nearest windows of all runs know that of such hours. Failures are
/// counted among as many requests as there are. The window of the incident is never looked at.
/// </summary>
/// <param name="own">The normal run of the case.</param>
/// <param name="all">All fault-free times of the estate, where analogues may be found.</param>
public sealed class ImpactForecast(FaultFreeTime own, IReadOnlyList<FaultFreeTime> all)
{
    /// <summary>Courses drawn for every effect: the chance is known to five in a hundred.</summary>
    public const int Analogues = 100;

    // Below a nanosecond and below one failure in a billion there is nothing to compare.
    private const double Smallest = 1e-9;

    /// <summary>Predicts one entity.</summary>
    /// <param name="entity">The entity; it is in the normal run.</param>
    /// <param name="before">What it showed right before.</param>
    /// <param name="effects">What faults of several magnitudes, each as likely as the other, make of its work.</param>
    public ForecastImpact Predict(EntityId entity, WorkSeries before, IReadOnlyList<FaultEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(effects);
        var normal = own.Works[entity];
        var basis = ImpactBasis.Of(normal, before);
        var samples = effects[0].Delay.Length;
        var latency = Nearest(entity, work => work.Latency, basis.LatencyBefore, (before.Count, samples), Ratio);
        var loss = Nearest(entity, work => work.Loss, basis.LossBefore, (before.Count, samples), Difference);
        var requests = WorkSeries.MeanOf(normal.Rate.AsSpan()) * own.Interval.TotalSeconds;
        // The same draws for everybody: what an entity is called decides nothing.
        var random = new SeededRandom(1);
        var firsts = new int[samples];
        foreach (var effect in effects)
        {
            for (var draw = 0; draw < Analogues; draw++)
            {
                var course = new Course(
                    Pick(latency, ref random), Pick(loss, ref random), double.IsNaN(requests) ? 1 : requests);
                if (First(course, basis, effect, ref random) is { } first)
                {
                    firsts[first]++;
                }
            }
        }

        var hits = firsts.Sum();
        return new ForecastImpact(
            entity, (double)hits / (effects.Count * Analogues), hits == 0 ? null : Array.IndexOf(firsts, firsts.Max()));
    }

    private static int? First(in Course course, in ImpactBasis basis, FaultEffect effect, ref SeededRandom random)
    {
        for (var sample = 0; sample < effect.Delay.Length; sample++)
        {
            var latency = double.NaN;
            if (course.Latency is { } slow)
            {
                var level = double.IsNaN(basis.LatencyBefore) ? slow.Before : basis.LatencyBefore;
                latency = (level * slow.After[sample] / Math.Max(Smallest, slow.Before)) + effect.Delay[sample];
            }

            var loss = double.NaN;
            if (course.Loss is { } failing)
            {
                var level = double.IsNaN(basis.LossBefore) ? failing.Before : basis.LossBefore;
                var usual = Math.Clamp(level + failing.After[sample] - failing.Before, 0, 1);
                loss = 1 - ((1 - usual) * (1 - Counted(course.Requests, effect, sample, ref random)));
            }

            if (basis.HasShifted(latency, loss))
            {
                return sample;
            }
        }

        return null;
    }

    private static double Counted(double requests, FaultEffect effect, int sample, ref SeededRandom random)
    {
        if (effect.Failing[sample] < Smallest)
        {
            return 0;
        }

        var count = Math.Max(1, Math.Round(requests * effect.Traffic[sample]));
        return SamplingNoise.Binomial(ref random, count, Math.Min(1, effect.Failing[sample])) / count;
    }

    private static Analogue? Pick(List<Analogue> analogues, ref SeededRandom random) =>
        analogues.Count == 0 ? null : analogues[random.NextInt(analogues.Count)];

    private static double Ratio(double a, double b) => Math.Abs(Math.Log((a + Smallest) / (b + Smallest)));

    private static double Difference(double a, double b) => Math.Abs(a - b);

    private List<Analogue> Nearest(
        EntityId entity, Func<WorkSeries, ImmutableArray<double>> column, double before, (int Before, int After) length,
        Func<double, double, double> distance)
    {
        // Without a level of its own there is nothing to be near to: the normal run stands for it.
        var isKnown = !double.IsNaN(before);
        var found = (isKnown ? all : [own])
            .Where(time => time.Works.ContainsKey(entity))
            .SelectMany(time => Windows(column(time.Works[entity]), length)).ToList();
        return isKnown ? [.. found.OrderBy(one => distance(one.Before, before)).Take(Analogues)] : found;
    }

    private static IEnumerable<Analogue> Windows(ImmutableArray<double> values, (int Before, int After) length)
    {
        for (var start = 0; start + length.Before + length.After <= values.Length; start++)
        {
            var before = WorkSeries.MeanOf(values.AsSpan(start, length.Before));
            var after = values.AsSpan(start + length.Before, length.After).ToArray();
            if (!double.IsNaN(before) && !double.IsNaN(WorkSeries.MeanOf(after)))
            {
                yield return new Analogue(before, after);
            }
        }
    }

    private sealed record Analogue(double Before, double[] After);

    private readonly record struct Course(Analogue? Latency, Analogue? Loss, double Requests);
}
