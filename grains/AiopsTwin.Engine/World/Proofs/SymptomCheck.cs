using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>A symptom of the incident that a world of requests can show.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Number">Its number; -1 for a place.</param>
/// <param name="Kind">What.</param>
/// <param name="Usual">Learned before the onset.</param>
/// <param name="Change">Observed, less what is usual; 1 for silence.</param>
internal sealed record ObservedSymptom(EntityId Entity, int Number, EffectKind Kind, double Usual, double Change);

/// <summary>
/// Holds what was simulated against what was observed. A symptom is shown by a simulation that has at least half of its
/// change, in its direction; half, because an effect nearer to all than to nothing is the same effect, and everything
/// finer would be judged within the error of the fit.
/// </summary>
internal sealed class SymptomCheck
{
    private const double Half = 0.5;

    // A change of work below this is what a day brings anyway.
    private const double LeastWorkShare = 0.15;

    private readonly WorldFit _fit;

    private SymptomCheck(WorldFit fit)
    {
        _fit = fit;
        Symptoms = [.. fit.Observed.Entities.Values.Where(one => one.IsAlerting).SelectMany(Of)];
        Outside = fit.Observed.Entities.Values.Count(one => one.IsAlerting)
            - Symptoms.Select(symptom => symptom.Entity).Distinct().Count();
    }

    /// <summary>The symptoms, by entity then kind.</summary>
    public ImmutableArray<ObservedSymptom> Symptoms { get; }

    /// <summary>Alerting entities without any such symptom.</summary>
    public int Outside { get; }

    /// <summary>Reads the symptoms of an incident.</summary>
    public static SymptomCheck Of(WorldFit fit) => new(fit);

    /// <summary>What a simulation shows of an effect: its change against what is usual in it.</summary>
    public double ChangeIn(SimulatedCourse course, Disturbances disturbances, int number, EffectKind kind)
    {
        var (sum, count) = (0.0, 0);
        var (one, pieces) = (_fit.Observed.Working[number], _fit.Observed.Window.Pieces);
        for (var k = 0; k < pieces; k++)
        {
            var cell = disturbances.Cell(k, number);
            var isCompared = kind == EffectKind.Silent ? one.Silent[k] : !one.Silent[k] && IsKnown(one, kind, k);
            if (isCompared)
            {
                count++;
                sum += kind switch
                {
                    EffectKind.Slow => course.Latency[cell] - course.UsualLatency[number],
                    EffectKind.Failing => Math.Exp(-course.UsualLoss[number]) - Math.Exp(-course.Loss[cell]),
                    EffectKind.Work => course.Rate[cell] - course.UsualRate[number],
                    _ => disturbances.IsGone[cell] ? 1 : 0,
                };
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>True when a change is at least half of another, in its direction.</summary>
    public static bool IsHalfOf(double change, double whole) =>
        Math.Sign(change) == Math.Sign(whole) && Math.Abs(change) >= Half * Math.Abs(whole);

    /// <summary>Entities on which a lonely suspect would be noticed although they are well, with the effect that would
    /// show most; by entity.</summary>
    public IEnumerable<ObservedSymptom> PredictedQuiet(SimulatedCourse course, Disturbances alone)
    {
        var shown = Symptoms.Select(symptom => symptom.Number).ToHashSet();
        for (var i = 0; i < _fit.Count; i++)
        {
            var one = _fit.Observed.Working[i];
            if (shown.Contains(i) || one.IsSilent || !one.TellsOfRequests)
            {
                continue;
            }

            var slow = ChangeIn(course, alone, i, EffectKind.Slow);
            var failing = ChangeIn(course, alone, i, EffectKind.Failing);
            if (Enumerable.Range(0, _fit.Observed.Window.Pieces).All(k => alone.IsGone[alone.Cell(k, i)]))
            {
                yield return new ObservedSymptom(one.Entity, i, EffectKind.Silent, 0, 1);
            }
            else if (one.Latency is { } latency && WouldShow(slow, latency))
            {
                yield return new ObservedSymptom(one.Entity, i, EffectKind.Slow, latency.Usual, slow);
            }
            else if (one.Errors is { } errors && WouldShow(failing, errors))
            {
                yield return new ObservedSymptom(one.Entity, i, EffectKind.Failing, errors.Usual, failing);
            }
        }
    }

    private static bool WouldShow(double change, ObservedCourse course) =>
        change >= ObservedEntity.Anomalous * course.Scale && course.Change < Half * change;

    private static bool IsKnown(ObservedEntity one, EffectKind kind, int piece) => kind switch
    {
        EffectKind.Slow => one.Latency is { } latency && !double.IsNaN(latency.Course[piece]),
        EffectKind.Failing => one.Errors is { } errors && !double.IsNaN(errors.Course[piece]),
        EffectKind.Work => one.Rate is { } rate && !double.IsNaN(rate.Course[piece]),
        _ => true,
    };

    private IEnumerable<ObservedSymptom> Of(ObservedEntity one)
    {
        var number = _fit.Number.GetValueOrDefault(one.Entity, -1);
        if (one.IsSilent && (number >= 0 || _fit.Observed.IsPlace(one.Entity)))
        {
            yield return new ObservedSymptom(one.Entity, number, EffectKind.Silent, 0, 1);
            yield break;
        }

        if (number < 0)
        {
            yield break;
        }

        if (one.Latency is { } latency && IsBad(one, latency, MetricFamily.Latency))
        {
            yield return new ObservedSymptom(one.Entity, number, EffectKind.Slow, latency.Usual, latency.Change);
        }

        if (one.Errors is { } errors && IsBad(one, errors, MetricFamily.Errors))
        {
            yield return new ObservedSymptom(one.Entity, number, EffectKind.Failing, errors.Usual, errors.Change);
        }

        if (one.Rate is { } rate && Math.Abs(rate.Change) >= rate.Scale && (HasAlert(one, MetricFamily.Traffic)
            || (rate.Deviation >= ObservedEntity.Anomalous && Math.Abs(rate.Change) >= LeastWorkShare * rate.Usual)))
        {
            yield return new ObservedSymptom(one.Entity, number, EffectKind.Work, rate.Usual, rate.Change);
        }
    }

    private bool IsBad(ObservedEntity one, ObservedCourse course, MetricFamily family) =>
        course.Change >= course.Scale && (course.Deviation >= ObservedEntity.Anomalous || HasAlert(one, family));

    private bool HasAlert(ObservedEntity one, MetricFamily family) => _fit.Observed.Source.Alerts.Any(
        alert => alert.Entity == one.Entity && AlertReading.FamilyOf(alert) == family);
}
