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

    // Of each symptom explained: its place among the symptoms, in order, how strongly it is predicted, and what its
    // time gains.
    private readonly int[] _explained;
    private readonly double[] _strengths;
    private readonly double[] _timing;
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
        var states = new Told[answer.Reached.Length];
        var hit = Sort(answer, symptoms, states);
        if (hit.Count > 0)
        {
            Ask(answer, states, known);
        }

        if (carried is not null && hit.Count > 0)
        {
            carried.Follow(answer, place => states[place] == Told.Silent);
            Cut = [.. hit.Where(one => !carried.Has(one.Place)).Select(one => answer.Reached[one.Place].Entity)];
            hit.RemoveAll(one => !carried.Has(one.Place));
            for (var place = 0; place < states.Length; place++)
            {
                states[place] = carried.Has(place) ? states[place] : Told.NotCarried;
            }
        }

        _timing = carried is null
            ? new double[hit.Count]
            : Time(hit.ConvertAll(one =>
                (symptoms[one.Symptom].Onset - now).TotalSeconds - answer.Reached[one.Place].DelaySeconds));
        _strengths = [.. hit.Select(one => answer.Reached[one.Place].Strength)];
        _explained = [.. hit.Select(one => one.Symptom)];
        Explained = [.. hit.Select(one => answer.Reached[one.Place].Entity)];
        _vain = hit.Count == 0
            ? []
            : Vain(states, (now - hit.Min(one => symptoms[one.Symptom].Onset)).TotalSeconds);

        // Asked for once for every cause that is chosen: worked out once.
        _seen = Array.ConvertAll(SymptomLikelihood.Extents, extent => _strengths.Select((strength, i) =>
            Math.Log(SymptomLikelihood.Chance(strength, extent.Share)) + _timing[i]).ToArray());
    }

    /// <summary>What is known of one that is predicted to suffer.</summary>
    private enum Told : byte
    {
        /// <summary>Nothing: it may suffer unseen.</summary>
        Nothing,

        /// <summary>It is a symptom.</summary>
        Symptom,

        /// <summary>It reports, and is well.</summary>
        Silent,

        /// <summary>It was symptomatic of late.</summary>
        Harmed,

        /// <summary>The cause cannot have reached it.</summary>
        NotCarried,
    }

    public EntityId Root => _answer.Source.Origin;

    /// <summary>Symptoms it predicts and can have brought about, sorted.</summary>
    public ImmutableArray<EntityId> Explained { get; }

    /// <summary>Symptoms it predicts by the map alone: what lies between is known to be well. Sorted.</summary>
    public ImmutableArray<EntityId> Cut { get; } = [];

    public int ReachCount => _answer.Reached.Length;

    /// <summary>Claims symptoms that it predicts more strongly than those who claimed them before; an earlier claim as
    /// strong stands.</summary>
    /// <param name="cause">Who claims.</param>
    /// <param name="best">Of each symptom who claimed it and how strongly; who is negative, and how strongly the least
    /// that counts, where nobody did.</param>
    public void Claim(int cause, (int Cause, double Strength)[] best)
    {
        for (var i = 0; i < _explained.Length; i++)
        {
            var (who, strength) = best[_explained[i]];
            if (_strengths[i] > strength || (_strengths[i] >= strength && who < 0))
            {
                best[_explained[i]] = (cause, _strengths[i]);
            }
        }
    }

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
                together += saved > 0 && !residual.IsTimed(symptom) ? _timing[i] : 0;
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
            residual.Explain(_explained[i], _seen[_extent][i], _timing[i] > 0);
        }
    }

    /// <summary>Symptoms the prediction names with their places in it, in order: both lists are sorted by entity, and
    /// are gone through together.</summary>
    private static List<(int Symptom, int Place)> Sort(FloodAnswer answer, Symptom[] symptoms, Told[] states)
    {
        var hit = new List<(int Symptom, int Place)>();
        var reached = answer.Reached.AsSpan();
        var at = 0;
        for (var place = 0; place < reached.Length; place++)
        {
            at = AtOrAfter(symptoms, reached[place].Entity, at);
            if (at < symptoms.Length && symptoms[at].Entity == reached[place].Entity)
            {
                hit.Add((at, place));
                states[place] = Told.Symptom;
            }
        }

        return hit;
    }

    /// <summary>The first symptom from a place on whose entity is not before another: strides that double, then
    /// halving.</summary>
    private static int AtOrAfter(Symptom[] symptoms, EntityId entity, int from)
    {
        var (low, high) = (from, from);
        for (var stride = 1; high < symptoms.Length && symptoms[high].Entity < entity; stride *= 2)
        {
            (low, high) = (high + 1, high + stride);
        }

        high = Math.Min(high, symptoms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = symptoms[middle].Entity < entity ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static void Ask(FloodAnswer answer, Told[] states, IObservation known)
    {
        var reached = answer.Reached.AsSpan();
        for (var place = 0; place < reached.Length; place++)
        {
            if (states[place] != Told.Symptom)
            {
                states[place] = known.WasHarmed(reached[place].Entity) ? Told.Harmed
                    : known.Reports(reached[place].Entity) ? Told.Silent
                    : Told.Nothing;
            }
        }
    }

    /// <summary>What the times of symptoms gain: those that began when the cause would have had them begin, counted
    /// from the middle one.</summary>
    private static double[] Time(List<double> begun)
    {
        if (begun.Count == 0)
        {
            return [];
        }

        var middle = begun.Order().ElementAt(begun.Count / 2);
        return
        [
            .. begun.Select(one => Math.Abs(one - middle) <= SymptomLikelihood.TogetherSeconds
                ? SymptomLikelihood.Together : 0),
        ];
    }

    /// <summary>Cost of what was predicted and not seen, per extent.</summary>
    private double[] Vain(Told[] states, double age)
    {
        var cost = new double[SymptomLikelihood.Extents.Length];
        for (var place = 0; place < states.Length; place++)
        {
            if (states[place] != Told.Silent)
            {
                continue;
            }

            var reach = _answer.Reached[place];
            var weight = SymptomLikelihood.QuietWeight(age, reach.DelaySeconds);
            for (var extent = 0; extent < cost.Length; extent++)
            {
                var chance = SymptomLikelihood.Chance(reach.Strength, SymptomLikelihood.Extents[extent].Share);
                cost[extent] += weight * Math.Log((1 - chance) / (1 - SymptomLikelihood.Background));
            }
        }

        var scope = SymptomLikelihood.ScopeCost * Math.Log(1 + states.Count(state => state == Told.Nothing));
        return Array.ConvertAll(cost, nats => nats - scope);
    }
}
