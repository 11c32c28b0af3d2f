using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Contingencies;

/// <summary>
/// "What if this one went?", for everything in turn (N-1, as power grids are judged), and for pairs of the most harmful
/// (N-2): forks of one warmed-up simulated world, each with one loss, played for some minutes beside a fork without.
/// Hosts, switches, racks, zones and feeds are lost with all that stands on them; what works is lost with all its
/// copies. Queues, retries, pools and shared places say what follows, not reachability. O((entities + pairs) x minutes
/// x (entities + calls)); the test <c>ContingencyTrialTests</c> holds it to estates whose answer is known.
/// </summary>
public sealed class ContingencyTrial
{
    /// <summary>Most pairs that are tried.</summary>
    public const int MostPairs = 100;

    // Sooner than that nothing is told apart; the world divides longer ticks anyway.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    // What alone takes half of all requests needs no second loss to be told of; pairs are to show what catches what.
    private const double Half = 0.5;

    private readonly Estate _estate;
    private readonly int _minutes;
    private readonly ImpactStage _stage;

    /// <summary>Warms up a world and plays it once without a loss.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the load's noise; all forks have the same.</param>
    /// <param name="minutes">Simulated minutes after a loss, at least 1.</param>
    /// <exception cref="ArgumentException">The estate and its model do not fit.</exception>
    /// <param name="cancellation">Ends the trial, now and whenever it is asked.</param>
    /// <exception cref="OperationCanceledException">The trial was ended.</exception>
    public ContingencyTrial(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, int minutes,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        (_estate, _minutes) = (estate, minutes);
        _stage = new ImpactStage(estate, load, seed, (Tick, minutes), cancellation);
    }

    /// <summary>Everything that can be lost, sorted by id.</summary>
    public ImmutableArray<EntityId> Losses =>
    [
        .. _estate.Topology.Entities.Select(entity => entity.Id).Order()
            .Where(id => Loss.Of(id, _estate) is not null),
    ];

    /// <summary>Loses things at once.</summary>
    /// <param name="lost">What is lost; of <see cref="Losses"/>.</param>
    public ContingencyFinding Lose(params ImmutableArray<EntityId> lost)
    {
        var played = _stage.Play(lost.Select(entity => Loss.Of(entity, _estate)
            ?? throw new ArgumentException($"{entity} cannot be lost.", nameof(lost))));
        return new ContingencyFinding(lost, played.MoreLost, played.MoreLostShare, played.AtUsers, Felt(played))
        {
            WorstBurn = HarmReading.Promises(_stage, played).FirstOrDefault(),
        };
    }

    /// <summary>Loses everything in turn, then pairs of the most harmful.</summary>
    /// <param name="pairs">How many pairs, at most <see cref="MostPairs"/>.</param>
    /// <param name="tell">Hears of each loss that was played; null for nobody.</param>
    /// <exception cref="OperationCanceledException">The trial was ended.</exception>
    public ContingencyAnswer Ask(int pairs, Action<int, int>? tell = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pairs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pairs, MostPairs);
        var losses = Losses;
        var single = new List<ContingencyFinding>(losses.Length);
        foreach (var loss in losses)
        {
            single.Add(Lose(loss));
            tell?.Invoke(single.Count, losses.Length);
        }

        var ranked = Ranked(single);
        return new ContingencyAnswer(
            _stage.Usual.Requests, _stage.Usual.Lost, _minutes, ranked, Ranked(Pairs(ranked, pairs).Select(Together)));
    }

    private ContingencyFinding Together((ContingencyFinding One, ContingencyFinding Other) pair)
    {
        var found = Lose(pair.One.Lost[0], pair.Other.Lost[0]);
        var independent = 1 - ((1 - pair.One.LostShare) * (1 - pair.Other.LostShare));
        return found with { LostTogether = found.LostShare - independent };
    }

    /// <summary>The pairs in the order of the worse rank of the two.</summary>
    private static IEnumerable<(ContingencyFinding One, ContingencyFinding Other)> Pairs(
        ImmutableArray<ContingencyFinding> ranked, int count)
    {
        var open = ranked.Where(finding => finding.LostShare < Half).ToArray();
        return Enumerable.Range(1, Math.Max(0, open.Length - 1))
            .SelectMany(other => Enumerable.Range(0, other).Select(one => (open[one], open[other])))
            .Take(count);
    }

    private static ImmutableArray<ContingencyFinding> Ranked(IEnumerable<ContingencyFinding> findings) =>
    [
        .. findings.OrderByDescending(finding => finding.LostRequests)
            .ThenByDescending(finding => finding.Felt.Length)
            .ThenBy(finding => string.Join(' ', finding.Lost), StringComparer.Ordinal),
    ];

    private ImmutableArray<ContingencyImpact> Felt(ImpactPlay played) =>
    [
        .. Enumerable.Range(0, _stage.Map.Processes.Length).Where(p => played.FeltAt(p) is not null)
            .Select(p => new ContingencyImpact(_stage.Map.Processes[p].Entity, played.FeltAt(p)!.Value))
            .OrderBy(impact => impact.After).ThenBy(impact => impact.Entity),
    ];
}
