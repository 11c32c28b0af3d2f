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
    private readonly double[] _timing;
    private readonly int[] _explained;
    private readonly double[] _vain;
    private readonly double[][] _seen;
    private int _extent;

    /// <summary>Holds a prediction against what is seen.</summary>
    /// <param name="answer">The prediction.</param>
    /// <param name="symptoms">Symptoms, sorted by entity.</param>
    /// <param name="known">What is known of the others.</param>
    /// <param name="now">The instant.</param>
    /// <param name="carried">Follows the prediction over the map: what the cause cannot have reached does not count for
    /// it, and a common time does. Null to take the prediction as it is, without times.</param>
    public CandidateFit(
        FloodAnswer answer, Symptom[] symptoms, IObservation known, DateTimeOffset now, CarriedReach? carried = null)
    {
        _answer = answer;
        _strengths = new double[symptoms.Length];
        _timing = new double[symptoms.Length];
        var (hit, quiet) = Sort(answer, symptoms);
        if (carried is not null && hit.Count > 0)
        {
            var silent = quiet.Where(reach => !known.WasHarmed(reach.Entity) && known.Reports(reach.Entity))
                .Select(reach => reach.Entity).ToHashSet();
            carried.Follow(answer, silent.Contains);
            Cut = [.. hit.Select(one => one.Reach.Entity).Where(entity => !carried.Has(entity))];
            hit.RemoveAll(one => !carried.Has(one.Reach.Entity));
            quiet.RemoveAll(reach => !carried.Has(reach.Entity));
            Time(
                [.. hit.Select(one => (symptoms[one.Symptom].Onset - now).TotalSeconds - one.Reach.DelaySeconds)],
                hit.ConvertAll(one => one.Symptom));
        }

        hit.ForEach(one => _strengths[one.Symptom] = one.Reach.Strength);
        _explained = [.. hit.Select(one => one.Symptom)];
        Explained = [.. hit.Select(one => one.Reach.Entity)];
        _vain = hit.Count == 0
            ? []
            : Vain(quiet, known, (now - hit.Min(one => symptoms[one.Symptom].Onset)).TotalSeconds);

        // Asked for once for every cause that is chosen: worked out once.
        _seen = Array.ConvertAll(SymptomLikelihood.Extents, extent => Array.ConvertAll(
            _explained,
            symptom => Math.Log(SymptomLikelihood.Chance(_strengths[symptom], extent.Share)) + _timing[symptom]));
    }

    public EntityId Root => _answer.Source.Origin;

    /// <summary>Symptoms it predicts and can have brought about, sorted.</summary>
    public ImmutableArray<EntityId> Explained { get; }

    /// <summary>Symptoms it predicts by the map alone: what lies between is known to be well. Sorted.</summary>
    public ImmutableArray<EntityId> Cut { get; } = [];

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
    public double Gain(Residual residual)
    {
        if (_explained.Length == 0)
        {
            return double.NegativeInfinity;
        }

        var best = double.NegativeInfinity;
        for (var extent = 0; extent < SymptomLikelihood.Extents.Length; extent++)
        {
            var gain = _vain[extent] - SymptomLikelihood.Extents[extent].Cost - SymptomLikelihood.CauseCost;
            var (seen, together) = (_seen[extent], 0.0);
            for (var i = 0; i < seen.Length; i++)
            {
                var symptom = _explained[i];
                var saved = seen[i] - residual.NatsOf(symptom);
                gain += Math.Max(0, saved);
                together += saved > 0 && !residual.IsTimed(symptom) ? _timing[symptom] : 0;
            }

            gain -= Math.Min(together, SymptomLikelihood.Together);
            if (gain > best)
            {
                (best, _extent) = (gain, extent);
            }
        }

        return best;
    }

    /// <summary>Lowers what is left to explain by what this cause explains, at the extent its last gain was
    /// best.</summary>
    public void Apply(Residual residual)
    {
        for (var i = 0; i < _explained.Length; i++)
        {
            residual.Explain(_explained[i], _seen[_extent][i], _timing[_explained[i]] > 0);
        }
    }

    /// <summary>Symptoms the prediction names, and what else it names, both sorted by entity.</summary>
    private static (List<(int Symptom, FloodReach Reach)> Hit, List<FloodReach> Quiet) Sort(
        FloodAnswer answer, Symptom[] symptoms)
    {
        var (hit, quiet) = (new List<(int Symptom, FloodReach Reach)>(), new List<FloodReach>());
        foreach (var reach in answer.Reached)
        {
            var at = IndexOf(symptoms, reach.Entity);
            if (at >= 0)
            {
                hit.Add((at, reach));
            }
            else
            {
                quiet.Add(reach);
            }
        }

        return (hit, quiet);
    }

    /// <summary>Notes which symptoms began when the cause would have had them begin, counted from the middle
    /// one.</summary>
    private void Time(double[] begun, List<int> hits)
    {
        if (begun.Length == 0)
        {
            return;
        }

        var middle = begun.Order().ElementAt(begun.Length / 2);
        for (var i = 0; i < begun.Length; i++)
        {
            if (Math.Abs(begun[i] - middle) <= SymptomLikelihood.TogetherSeconds)
            {
                _timing[hits[i]] = SymptomLikelihood.Together;
            }
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
