using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>How a suspect would bring trouble about.</summary>
internal enum HypothesisMode
{
    /// <summary>It works, and what is wrong with it is known by itself.</summary>
    Itself,

    /// <summary>It is a place; those that stand on it are gone or slow together.</summary>
    Ground,

    /// <summary>It is called and tells nothing of requests; its callers feel it together.</summary>
    Callee,
}

/// <summary>
/// A suspect as something that can be taken out of the fitted world, or left alone in it. What a place or a mute callee
/// does is not observed; it is the one number that, multiplied by how much each entity depends on it, comes nearest to
/// what is wrong with these (least squares), so those that are well speak against it.
/// </summary>
internal sealed class Hypothesis
{
    // An entity with other copies elsewhere is slower, but there.
    private const double WholeShare = 0.99;

    private readonly WorldFit _fit;

    private Hypothesis(EntityId suspect, HypothesisMode mode, WorldFit fit, double[] shares)
    {
        (Suspect, Mode, _fit, Shares) = (suspect, mode, fit, shares);
        Covered = mode == HypothesisMode.Ground ? Fallen(suspect, fit).Places : [];
    }

    public EntityId Suspect { get; }

    public HypothesisMode Mode { get; }

    /// <summary>By number: which share of an entity depends on the suspect, in [0, 1].</summary>
    public double[] Shares { get; }

    /// <summary>Places that would be gone with the suspect, itself included, by id.</summary>
    public SortedSet<EntityId> Covered { get; }

    /// <summary>Makes a suspect a hypothesis; null when nothing that was observed depends on it.</summary>
    public static Hypothesis? Of(EntityId suspect, WorldFit fit)
    {
        if (fit.Number.TryGetValue(suspect, out var number))
        {
            var itself = new double[fit.Count];
            itself[number] = 1;
            return new Hypothesis(suspect, HypothesisMode.Itself, fit, itself);
        }

        var isGround = fit.Observed.IsPlace(suspect);
        var shares = isGround ? Fallen(suspect, fit).Shares : Callers(suspect, fit);
        return isGround || shares.Any(share => share > 0)
            ? new Hypothesis(suspect, isGround ? HypothesisMode.Ground : HypothesisMode.Callee, fit, shares)
            : null;
    }

    /// <summary>The disturbances without those of the suspect.</summary>
    public Disturbances Without(Disturbances found)
    {
        var rest = found.Copy();
        for (var i = 0; i < _fit.Count && IsPlausible(found); i++)
        {
            for (var k = 0; k < _fit.Observed.Window.Pieces && Shares[i] > 0; k++)
            {
                var cell = rest.Cell(k, i);
                rest.Delay[cell] = rest.Loss[cell] = 0;
                rest.IsGone[cell] &= Mode == HypothesisMode.Callee || Shares[i] < WholeShare;
                rest.Outside[cell] = Mode == HypothesisMode.Itself ? _fit.Outside[i] : rest.Outside[cell];
                foreach (var call in _fit.CallsOf[i])
                {
                    rest.Calling[rest.CallCell(k, call.Number)] = 1;
                }
            }
        }

        return rest;
    }

    /// <summary>True when something could be wrong with the suspect: a place that is there must show it itself, or at
    /// least two things on it must be ill, for one ill thing needs no common ground.</summary>
    public bool IsPlausible(Disturbances found)
    {
        if (Mode != HypothesisMode.Ground || IsGone(found, _fit.Observed.Window.Pieces - 1))
        {
            return true;
        }

        return (_fit.Observed.Entities.TryGetValue(Suspect, out var one) && (one.IsDeviating || one.IsAlerting))
            || Enumerable.Range(0, _fit.Count).Count(i => Shares[i] > 0 && found.HasAny(i)) > 1;
    }

    /// <summary>Nothing but the suspect's disturbances.</summary>
    public Disturbances Alone(Disturbances found)
    {
        var alone = Disturbances.None(_fit);
        for (var k = 0; k < _fit.Observed.Window.Pieces && IsPlausible(found); k++)
        {
            if (Mode == HypothesisMode.Itself)
            {
                CopyOwn(alone, found, k);
            }
            else
            {
                Press(alone, found, k);
            }
        }

        return alone;
    }

    /// <summary>True when the suspect is a place that is gone in a piece: it says so, or most of what stands wholly on
    /// it and could be heard says nothing.</summary>
    public bool IsGone(Disturbances found, int piece)
    {
        if (Mode != HypothesisMode.Ground)
        {
            return false;
        }

        if (_fit.Observed.Entities.TryGetValue(Suspect, out var one) && one.Silent[piece])
        {
            return true;
        }

        var silent = Enumerable.Range(0, _fit.Count).Where(i => Shares[i] >= WholeShare)
            .Select(i => found.IsGone[found.Cell(piece, i)])
            .Concat(Covered.Where(_fit.Observed.Entities.ContainsKey)
                .Select(place => _fit.Observed.Entities[place].Silent[piece])).ToArray();
        return silent.Count(one => one) * 2 > silent.Length;
    }

    private void CopyOwn(Disturbances alone, Disturbances found, int piece)
    {
        var number = Array.IndexOf(Shares, 1);
        var cell = found.Cell(piece, number);
        alone.Delay[cell] = found.Delay[cell];
        alone.Loss[cell] = found.Loss[cell];
        alone.IsGone[cell] = found.IsGone[cell];
        alone.Outside[cell] = found.Outside[cell];
        foreach (var call in _fit.CallsOf[number])
        {
            alone.Calling[alone.CallCell(piece, call.Number)] = found.Calling[found.CallCell(piece, call.Number)];
        }
    }

    private void Press(Disturbances alone, Disturbances found, int piece)
    {
        var isGone = IsGone(found, piece);
        var (delay, delayNorm, loss, lossNorm) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < _fit.Count; i++)
        {
            var (weight, cell) = (DelayWeight(i), found.Cell(piece, i));
            if (Shares[i] > 0 && !found.IsGone[cell])
            {
                delay += weight * found.Delay[cell];
                delayNorm += weight * weight;
                loss += Shares[i] * found.Loss[cell];
                lossNorm += Shares[i] * Shares[i];
            }
        }

        for (var i = 0; i < _fit.Count; i++)
        {
            var cell = alone.Cell(piece, i);
            alone.IsGone[cell] = isGone && Shares[i] >= WholeShare;
            alone.Delay[cell] = delayNorm > 0 ? DelayWeight(i) * delay / delayNorm : 0;
            alone.Loss[cell] = lossNorm > 0 ? Shares[i] * loss / lossNorm : 0;
        }
    }

    /// <summary>A starved machine makes all work on it longer in proportion; a slow callee adds the same to every
    /// call.</summary>
    private double DelayWeight(int i) => Mode == HypothesisMode.Ground ? Shares[i] * _fit.OwnTimes[i] : Shares[i];

    /// <summary>Which share of every entity's copies falls with a place, and which places.</summary>
    private static (double[] Shares, SortedSet<EntityId> Places) Fallen(EntityId place, WorldFit fit)
    {
        var state = new WorldState(fit.Map, fit.Tables);
        var capacity = new CapacityStep(state, new CopyStarts(state), null);
        state.Impairments.IsDown[fit.Map.TryNodeOf(place)] = true;
        capacity.Refresh();
        var shares = new double[fit.Count];
        for (var i = 0; i < fit.Count; i++)
        {
            var p = fit.Process[i];
            shares[i] = 1 - ((double)state.Processes.Copies[p] / fit.Map.Processes[p].Replicas);
        }

        return (shares, [.. fit.Observed.Places.Where(one => !state.IsPresent(fit.Map.TryNodeOf(one)))]);
    }

    private static double[] Callers(EntityId callee, WorldFit fit)
    {
        var shares = new double[fit.Count];
        var graph = fit.Observed.Source.Graph;
        if (graph.TryIndex(callee, out var node))
        {
            foreach (var link in graph.LinksToDependents(node))
            {
                var found = graph.Dependencies[link];
                if (found.Kind == DependencyKind.CallsSync && fit.Number.TryGetValue(found.Dependent, out var number))
                {
                    shares[number] = 1;
                }
            }
        }

        return shares;
    }
}
