using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// How well one candidate's expectation agrees with what is seen, by the arithmetic of <see cref="SymptomLikelihood"/>:
/// symptoms it predicts against symptoms on their own, less what it predicts in vain. The extent of the fault is
/// profiled: the best of a few shares counts, at its cost.
/// </summary>
internal sealed class CandidateFit
{
    private readonly FloodAnswer _answer;
    private readonly double[] _strengths;
    private readonly int[] _explained;
    private readonly double[] _vain;
    private readonly double[][] _seen;
    private int _extent;

    public CandidateFit(FloodAnswer answer, Symptom[] symptoms, IObservation known, DateTimeOffset now)
    {
        _answer = answer;
        _strengths = new double[symptoms.Length];
        var explained = new List<int>();
        var onset = DateTimeOffset.MaxValue;
        var quiet = new List<FloodReach>();
        foreach (var reach in answer.Reached)
        {
            var at = IndexOf(symptoms, reach.Entity);
            if (at < 0)
            {
                quiet.Add(reach);
                continue;
            }

            _strengths[at] = reach.Strength;
            explained.Add(at);
            onset = symptoms[at].Onset < onset ? symptoms[at].Onset : onset;
        }

        _explained = [.. explained];
        _vain = explained.Count == 0 ? [] : Vain(quiet, known, (now - onset).TotalSeconds);

        // Asked for once for every cause that is chosen: worked out once.
        _seen = Array.ConvertAll(SymptomLikelihood.Extents, extent => Array.ConvertAll(
            _explained, symptom => Math.Log(SymptomLikelihood.Chance(_strengths[symptom], extent.Share))));
    }

    public EntityId Root => _answer.Source.Origin;

    public int ReachCount => _answer.Reached.Length;

    /// <summary>Predicted strength at a symptom; 0 where the candidate predicts none.</summary>
    public double StrengthAt(int symptom) => _strengths[symptom];

    /// <summary>What it is expected to impair, strongest first up to the limit, then sorted by id.</summary>
    public ImmutableArray<FloodReach> Expected(CorrelationSettings settings) =>
    [
        .. _answer.Reached.Where(reach => reach.Strength >= settings.ExplainFloor)
            .OrderByDescending(reach => reach.Strength).ThenBy(reach => reach.Entity)
            .Take(settings.MaxExpected).OrderBy(reach => reach.Entity),
    ];

    /// <summary>Nats saved by adding this cause to those already chosen; minus infinity when it explains
    /// nothing.</summary>
    /// <param name="residual">Log-likelihood of each symptom under the causes chosen so far.</param>
    public double Gain(double[] residual)
    {
        if (_explained.Length == 0)
        {
            return double.NegativeInfinity;
        }

        var best = double.NegativeInfinity;
        for (var extent = 0; extent < SymptomLikelihood.Extents.Length; extent++)
        {
            var gain = _vain[extent] - SymptomLikelihood.Extents[extent].Cost - SymptomLikelihood.CauseCost;
            var seen = _seen[extent];
            for (var i = 0; i < seen.Length; i++)
            {
                gain += Math.Max(0, seen[i] - residual[_explained[i]]);
            }

            if (gain > best)
            {
                (best, _extent) = (gain, extent);
            }
        }

        return best;
    }

    /// <summary>Lowers what is left to explain by what this cause explains, at the extent its last gain was
    /// best.</summary>
    public void Apply(double[] residual)
    {
        var seen = _seen[_extent];
        for (var i = 0; i < seen.Length; i++)
        {
            residual[_explained[i]] = Math.Max(residual[_explained[i]], seen[i]);
        }
    }

    private static int IndexOf(Symptom[] symptoms, EntityId entity)
    {
        var low = 0;
        var high = symptoms.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = symptoms[middle].Entity.CompareTo(entity);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>Cost of what was predicted and not seen, per extent.</summary>
    private static double[] Vain(List<FloodReach> quiet, IObservation known, double age)
    {
        var cost = new double[SymptomLikelihood.Extents.Length];
        var unknown = 0;
        foreach (var reach in quiet)
        {
            if (known.WasHarmed(reach.Entity))
            {
                continue;
            }

            if (!known.Reports(reach.Entity))
            {
                unknown++;
                continue;
            }

            var weight = SymptomLikelihood.QuietWeight(age, reach.DelaySeconds);
            for (var extent = 0; extent < cost.Length; extent++)
            {
                var chance = SymptomLikelihood.Chance(reach.Strength, SymptomLikelihood.Extents[extent].Share);
                cost[extent] += weight * Math.Log((1 - chance) / (1 - SymptomLikelihood.Background));
            }
        }

        var scope = SymptomLikelihood.ScopeCost * Math.Log(1 + unknown);
        return Array.ConvertAll(cost, nats => nats - scope);
    }
}
