using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>What holds of a thing others stand on, run on, draw from or reach the network through.</summary>
/// <param name="Affected">Direct dependents of the place that are affected, ascending.</param>
/// <param name="Total">Direct dependents of the place in all.</param>
/// <param name="Silent">How many of the affected fell silent.</param>
/// <param name="Chance">Chance of so many affected ones here if trouble struck at random (Fisher's exact test,
/// one-sided). </param>
/// <param name="IsWidened">True when the trouble is better blamed on the place than on each of them.</param>
internal sealed record PlaceFinding(List<int> Affected, int Total, int Silent, double Chance, bool IsWidened);

/// <summary>
/// Widening over the containment tree beside the call graph (diagnosis reference 4.8): from instances to their host,
/// from hosts to their rack, and so on up. A place is blamed when at least two things in it that do not call each
/// other are affected, and either their share clearly exceeds the share elsewhere or the place's own samples are
/// anomalous. Where all of several hosts, switches or racks went dark, no count of others is asked for: that each of
/// them failed by itself in the same minute costs a cause each, and one place below them costs one. O(candidates +
/// links of the places above them).
/// </summary>
internal sealed class Containment
{
    // Reference 4.8.2.
    private const double FisherLevel = 0.01;
    private const int MaxDepth = 8;

    // A handful of things never reaches that level; when nearly all of them are affected at once, less will do.
    private const double WholeLevel = 0.1;
    private const double WholeShare = 0.8;

    // Reference 4.8.3: from this share of a host's rise on, one on it is the cause of it.
    private const double MostOfRise = 0.6;

    // Samples by which the last sign of a thing may lie before the onset that others put on the trouble.
    private const int SilenceSlack = 4;

    private static readonly MetricFamily[] Resources =
        [MetricFamily.Cpu, MetricFamily.Memory, MetricFamily.Disk, MetricFamily.Network];

    private readonly CaseView _view;
    private readonly Dictionary<int, PlaceFinding> _places = [];
    private readonly Dictionary<EntityKind, (int All, int Affected, int Silent)> _byKind = [];

    public Containment(CaseView view)
    {
        _view = view;
        foreach (var kinds in view.Graph.Entities.GroupBy(entity => entity.Id.Kind))
        {
            _byKind[kinds.Key] = (kinds.Count(), 0, 0);
        }

        foreach (var node in view.Readings.Keys.Where(IsStruck))
        {
            var kind = view.Graph.IdOf(node).Kind;
            var (all, affected, silent) = _byKind[kind];
            _byKind[kind] = (all, affected + 1, silent + (view.At(node)!.IsSilent ? 1 : 0));
        }

        foreach (var node in view.Readings.Keys)
        {
            Judge(node, MaxDepth);
        }
    }

    /// <summary>What was found of a place; null when nothing in it is affected.</summary>
    public PlaceFinding? At(int node) => _places.GetValueOrDefault(node);

    /// <summary>The blamed places a node stands on, directly, ascending. A place of which nothing is affected but the
    /// node and what stands on the node has no evidence of its own: a switch and its rack are told apart by others in
    /// the rack, and a dark one by others that are dark. A dark place explains that what stands on it is dark, be it a
    /// single thing: a service silences no host.</summary>
    public IEnumerable<int> BlamedAbove(int node) => PlacesOf(node).Where(place =>
        (At(place) is { IsWidened: true } found
            && (_view.At(place) is { IsImpaired: true }
                || found.Affected.Exists(other => other != node && !Contains(node, other)
                    && (!IsDark(node) || IsDark(other)))))
        || (_view.At(node) is { IsSilent: true } && _view.At(place) is { IsSilent: true } above
            && FellSilent(above)));

    /// <summary>The one thing on a place whose use of a resource explains that the place is short of it (reference
    /// 4.8.3); null when there is none or more than one.</summary>
    public int? LoneUser(int place)
    {
        if (_view.At(place) is not { } own)
        {
            return null;
        }

        foreach (var resource in Resources.Where(own.IsAnomalousIn))
        {
            var users = Inside(place)
                .Where(node => _view.At(node) is { } reading && reading.IsAnomalousIn(resource)).ToList();
            var most = users.Count == 1 ? users : users.FindAll(user => IsMost(_view.At(user)!, own, resource));
            if (most.Count == 1 && TrafficSurge.Ratio(_view.At(most[0])!) < TrafficSurge.SmallestRatio)
            {
                return most[0];
            }
        }

        return null;
    }

    /// <summary>The place of which a node is a victim: it is short of what the node needs, and the node neither uses
    /// more of it than it did nor has more work (reference 4.8.3); null when there is none.</summary>
    public int? VictimOf(int node)
    {
        if (_view.At(node) is not { IsSilent: false } reading || reading.IsAnomalousIn(MetricFamily.Cpu)
            || TrafficSurge.Ratio(reading) >= TrafficSurge.SmallestRatio)
        {
            return null;
        }

        foreach (var place in PlacesOf(node))
        {
            if (_view.At(place) is { } own && own.IsAnomalousIn(MetricFamily.Cpu)
                && own.Worst(MetricFamily.Cpu)?.Observed > AlertReading.RoomyUse)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>True when the place's own trouble is that what works on it has more to do: calls move over, or come
    /// again, when something else fails.</summary>
    private bool IsPressed(EntityReading place, List<int> inside) => !place.IsSilent
        && place.Worst(MetricFamily.Cpu) is { } whole && place.IsAnomalousIn(MetricFamily.Cpu)
        && inside.Select(_view.At).OfType<EntityReading>()
            .Where(user => TrafficSurge.Ratio(user) >= TrafficSurge.SmallestRatio)
            .Select(user => user.Worst(MetricFamily.Cpu)).OfType<SeriesEvidence>()
            .Sum(used => used.Observed - used.Baseline) >= MostOfRise * (whole.Observed - whole.Baseline);

    /// <summary>Victims of a place, ascending.</summary>
    public IEnumerable<int> VictimsOf(int place) => Inside(place).Where(node => VictimOf(node) == place);

    /// <summary>True when a user's rise is most of the place's: both are shares of what there is.</summary>
    private static bool IsMost(EntityReading user, EntityReading place, MetricFamily resource) =>
        user.Worst(resource) is { } used && place.Worst(resource) is { } whole
        && used.Observed - used.Baseline >= MostOfRise * (whole.Observed - whole.Baseline);

    /// <summary>The place of which a node is the lone user; null when it is of none.</summary>
    public int? Uses(int node)
    {
        foreach (var place in PlacesOf(node))
        {
            if (LoneUser(place) == node)
            {
                return place;
            }
        }

        return null;
    }

    private IEnumerable<int> PlacesOf(int node)
    {
        foreach (var place in _view.Graph.DependenciesOf(node))
        {
            if (Contains(place, node))
            {
                yield return place;
            }
        }
    }

    private bool Contains(int place, int node)
    {
        foreach (var link in _view.Graph.LinksToDependencies(node))
        {
            if (_view.Graph.DependencyOf(link) == place && PlaceLinks.Holds(_view.Graph.Dependencies[link].Kind))
            {
                return true;
            }
        }

        return false;
    }

    private PlaceFinding? Judge(int place, int depth)
    {
        if (_places.TryGetValue(place, out var known))
        {
            return known;
        }

        var inside = Inside(place);
        if (inside.Count == 0 || depth == 0)
        {
            return null;
        }

        var affected = inside.Where(node => IsAffected(node, depth)).ToList();
        if (affected.Count == 0)
        {
            return null;
        }

        var silent = affected.Count(IsDark);
        var chance = Chance(inside, affected.Count, silent);
        var own = _view.At(place);
        var isWidened = Independent(affected) >= 2 && !IsOneCulprit(affected) && LoneUser(place) is null
            && (chance < FisherLevel || (own is { IsImpaired: true } && !IsPressed(own, inside))
                || (chance < WholeLevel && affected.Count >= WholeShare * inside.Count)
                || (silent == inside.Count && affected.TrueForAll(IsPlace)));
        var finding = new PlaceFinding(affected, inside.Count, silent, chance, isWidened);
        _places[place] = finding;
        return finding;
    }

    private List<int> Inside(int place)
    {
        var inside = new List<int>();
        foreach (var link in _view.Graph.LinksToDependents(place))
        {
            var node = _view.Graph.DependentOf(link);
            if (PlaceLinks.Holds(_view.Graph.Dependencies[link].Kind) && (inside.Count == 0 || inside[^1] != node))
            {
                inside.Add(node);
            }
        }

        return inside;
    }

    /// <summary>Symptomatic itself, or a place blamed for what stands in it.</summary>
    private bool IsAffected(int node, int depth) =>
        IsStruck(node) || Judge(node, depth - 1) is { IsWidened: true };

    /// <summary>Silent itself, or a place blamed for the silence in it.</summary>
    public bool IsDark(int node) => _view.At(node) is { IsSilent: true }
        || _places.GetValueOrDefault(node) is { IsWidened: true } found && found.Silent * 2 >= found.Affected.Count;

    private bool IsPlace(int node) => _view.Graph.IdOf(node).Kind
        is EntityKind.Host or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone;

    /// <summary>A symptom that is more than a change of traffic; or silence since about the onset, whoever has the
    /// alert of it: what is dark is dark for everybody who stands there.</summary>
    private bool IsStruck(int node) => _view.At(node) is { IsImpaired: true } reading
        && (_view.Symptoms.Contains(node) || FellSilent(reading));

    private bool FellSilent(EntityReading reading) => reading.IsSilent
        && reading.LastSeenAt >= _view.Source.Onset - (SilenceSlack * _view.Interval);

    /// <summary>How many of the affected neither call nor are called by another of them: a caller and its callee on one
    /// host are one trouble, not two.</summary>
    private int Independent(List<int> affected)
    {
        if (affected.Count > 64)
        {
            return affected.Count;
        }

        var set = affected.ToHashSet();
        var related = affected.Count(node => _view.Graph.DependenciesOf(node).Exists(set.Contains));
        return affected.Count - related;
    }

    /// <summary>True when exactly one of several uses more of a shared resource than it ever did: it is the noisy
    /// neighbour, and the place only its victim (reference 4.8.3).</summary>
    private bool IsOneCulprit(List<int> affected)
    {
        return affected.Count > 1 && affected.Count(node => _view.At(node) is { } reading
            && Array.Exists(Resources, reading.IsAnomalousIn)) == 1;
    }

    /// <summary>
    /// One-sided Fisher test (hypergeometric tail): the place has n dependents, of which a are affected; the estate
    /// has N entities of their kinds, of which A are.
    /// </summary>
    private double Chance(List<int> inside, int affected, int silent)
    {
        // Where most fell silent, silence is what is compared: mild victims elsewhere must not hide an outage.
        var isOutage = silent * 2 >= affected;
        var hits = isOutage ? silent : affected;
        var kinds = inside.Select(node => _view.Graph.IdOf(node).Kind).Distinct().ToList();
        var all = kinds.Sum(kind => _byKind[kind].All);
        var struck = Math.Max(hits, kinds.Sum(kind => isOutage ? _byKind[kind].Silent : _byKind[kind].Affected));
        return Hypergeometric.Tail(all, struck, inside.Count, hits);
    }
}
