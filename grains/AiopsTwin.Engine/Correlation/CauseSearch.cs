using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Finds the few causes that best explain the symptoms of an instant. Suspicion floods from the symptoms toward what
/// they rely on and nominates candidates, silent ones included; expectation floods from the candidates toward their
/// dependents; causes are then chosen while they save nats (diagnosis reference 4.7 and 4.8.2: k symptoms
/// as k causes cost k times as much as one cause that predicts them). What is left after one round is searched again
/// without what was explained. The result depends on the set of symptoms alone, not on their order.
/// Cost: two floods of at most <c>MaxLabels</c> sources and one question to entities per round, and
/// O(candidates * (symptoms + reach)) arithmetic per cause chosen.
/// </summary>
/// <param name="settings">Limits.</param>
/// <param name="flood">Hops and floor of floods.</param>
/// <param name="now">The instant.</param>
/// <param name="graph">The map.</param>
internal sealed class CauseSearch(
    CorrelationSettings settings, FloodSettings flood, DateTimeOffset now, TopologyGraph graph)
{
    private readonly CarriedReach _carried = new(graph);
    private readonly List<Cause> _causes = [];
    private readonly Dictionary<EntityId, CandidateFit> _weighed = [];

    /// <summary>The causes chosen, largest gain of each round first. Symptoms no cause explains are in none.</summary>
    public IReadOnlyList<Cause> Causes => _causes;

    /// <summary>Runs the search; every question must be answered before the next is asked for.</summary>
    /// <param name="symptoms">Symptoms, in any order, unique by entity.</param>
    /// <param name="known">What is known of entities beside their alerts.</param>
    public IEnumerable<TwinQuestion> Run(IReadOnlyCollection<Symptom> symptoms, KnownEntities known)
    {
        var all = symptoms.OrderBy(symptom => symptom.Entity).ToImmutableArray();
        var open = all.ToDictionary(symptom => symptom.Entity, symptom => symptom.Onset);
        for (var round = 0; round < settings.MaxSearchRounds && open.Count > 1; round++)
        {
            var suspicion = new FloodQuestion(flood.Request(FloodDirection.TowardDependencies, Sources(open.Keys)));
            yield return suspicion;

            var candidates = Nominate(suspicion.Answer!);
            if (candidates.IsEmpty)
            {
                yield break;
            }

            var expectation = new FloodQuestion(flood.Request(FloodDirection.TowardDependents, candidates));
            yield return expectation;

            var strange = known.Strange(expectation.Answer!, open.ContainsKey, settings.MaxAsked);
            if (!strange.IsEmpty)
            {
                var asked = new EvidenceQuestion(strange, open.Values.Min(), now);
                yield return asked;
                foreach (var stopped in known.Learn(asked.Answer, strange))
                {
                    open.TryAdd(stopped.Entity, stopped.Onset);
                }
            }

            if (!Choose(expectation.Answer!, open, known))
            {
                yield break;
            }
        }
    }

    /// <summary>Symptoms that a candidate was expected to bring about and cannot have reached, sorted.</summary>
    public ImmutableArray<EntityId> CutFrom(EntityId root) => _weighed.GetValueOrDefault(root)?.Cut ?? [];

    /// <summary>Symptoms that a candidate can have brought about, sorted.</summary>
    public ImmutableArray<EntityId> ReachedFrom(EntityId root) => _weighed.GetValueOrDefault(root)?.Explained ?? [];

    /// <summary>At most the configured number of sources: all of them, or a sample spread by hash, so that a storm
    /// in one place does not hide the rest and the choice does not depend on names.</summary>
    private ImmutableArray<FloodSource> Sources(IEnumerable<EntityId> entities) =>
    [
        .. entities.OrderBy(entity => StableHash.Of(entity.Text)).ThenBy(entity => entity)
            .Take(settings.MaxLabels).Order().Select(entity => new FloodSource(entity, 1)),
    ];

    private ImmutableArray<FloodSource> Nominate(FloodResult suspicion)
    {
        var blame = new Dictionary<EntityId, (double Sum, int Count)>();
        foreach (var answer in suspicion.Answers)
        {
            foreach (var reach in answer.Reached)
            {
                var (sum, count) = blame.GetValueOrDefault(reach.Entity);
                blame[reach.Entity] = (sum + reach.Strength, count + 1);
            }
        }

        return
        [
            .. blame.Where(pair => pair.Value.Count > 1)
                .OrderByDescending(pair => Math.Round(pair.Value.Sum, 9)).ThenBy(pair => pair.Key)
                .Take(settings.MaxLabels).Select(pair => pair.Key).Order().Select(entity => new FloodSource(entity, 1)),
        ];
    }

    private bool Choose(FloodResult expectation, Dictionary<EntityId, DateTimeOffset> open, KnownEntities known)
    {
        var symptoms = open.OrderBy(pair => pair.Key).Select(pair => new Symptom(pair.Key, pair.Value)).ToArray();
        var candidates = expectation.Answers
            .Select(answer => new CandidateFit(answer, symptoms, known, now, _carried)).ToArray();
        foreach (var candidate in candidates)
        {
            _weighed.TryAdd(candidate.Root, candidate);
        }

        var chosen = CauseChoice.Of(candidates, symptoms.Length);
        Conclude(chosen, symptoms, open);
        return chosen.Count > 0;
    }

    /// <summary>Gives each symptom to the chosen cause that predicts it most strongly.</summary>
    private void Conclude(
        List<(CandidateFit Fit, double Gain)> chosen, Symptom[] symptoms, Dictionary<EntityId, DateTimeOffset> open)
    {
        var explained = chosen.Select(_ => new List<EntityId>()).ToArray();
        var best = new (int Cause, double Strength)[symptoms.Length];
        Array.Fill(best, (-1, settings.ExplainFloor));
        for (var cause = 0; cause < chosen.Count; cause++)
        {
            chosen[cause].Fit.Claim(cause, best);
        }

        for (var symptom = 0; symptom < symptoms.Length; symptom++)
        {
            if (best[symptom].Cause >= 0)
            {
                explained[best[symptom].Cause].Add(symptoms[symptom].Entity);
                open.Remove(symptoms[symptom].Entity);
            }
        }

        for (var cause = 0; cause < chosen.Count; cause++)
        {
            if (explained[cause].Count > 0)
            {
                var fit = chosen[cause].Fit;
                _causes.Add(new Cause(fit.Root, [.. explained[cause]], chosen[cause].Gain, fit.Expected(settings)));
            }
        }
    }
}
