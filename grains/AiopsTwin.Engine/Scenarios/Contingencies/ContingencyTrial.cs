using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
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

    // The world divides longer ticks anyway.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    // Queues and copies come to rest, pools fill; far less than a day's tide.
    private const int WarmUpMinutes = 10;

    // What alone takes half of all requests needs no second loss to be told of; pairs are to show what catches what.
    private const double Half = 0.5;

    /// <summary>Kinds of loss, the first that fits an entity counts.</summary>
    private static readonly string[] Kinds = ["host-down", "switch-down", "power-loss", "replica-loss"];

    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly SimulatedWorld _world;
    private readonly Estate _estate;
    private readonly int _minutes;
    private readonly (double Requests, double Lost, double Ratio) _usual;
    private readonly int[] _entries;
    private readonly double[] _success;
    private readonly double[] _response;

    /// <summary>Warms up a world and plays it once without a loss.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the load's noise; all forks have the same.</param>
    /// <param name="minutes">Simulated minutes after a loss, at least 1.</param>
    /// <exception cref="ArgumentException">The estate and its model do not fit.</exception>
    public ContingencyTrial(Estate estate, ImmutableArray<LoadSource> load, ulong seed, int minutes)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        (_estate, _minutes) = (estate, minutes);
        _world = new SimulatedWorld(estate, load, seed, new WorldSettings(Noon, Tick, TimeSpan.FromHours(1)));
        for (var tick = 0; tick < TimeSpan.FromMinutes(WarmUpMinutes) / Tick; tick++)
        {
            _world.Tick();
        }

        var columns = _world.State.Processes;
        _entries = [.. _world.State.Map.SourceProcess.Distinct().Order()];
        (_success, _response) = ([.. columns.Success], [.. columns.ResponseMean]);
        _usual = Play(_world.Fork(), null);
    }

    /// <summary>Everything that can be lost, sorted by id.</summary>
    public ImmutableArray<EntityId> Losses =>
        [.. _estate.Topology.Entities.Select(entity => entity.Id).Order().Where(id => LossOf(id) is not null)];

    /// <summary>Loses things at once.</summary>
    /// <param name="lost">What is lost; of <see cref="Losses"/>.</param>
    public ContingencyFinding Lose(params ImmutableArray<EntityId> lost)
    {
        var world = _world.Fork();
        foreach (var entity in lost)
        {
            world.Inject(LossOf(entity) ?? throw new ArgumentException($"{entity} cannot be lost.", nameof(lost)));
        }

        var felt = new Impact(this);
        var played = Play(world, felt);
        var more = Math.Max(0, played.Lost - _usual.Lost);
        return new ContingencyFinding(
            lost, more, _usual.Requests > 0 ? Math.Min(1, more / _usual.Requests) : 0, felt.AtUsers, felt.Found());
    }

    /// <summary>Loses everything in turn, then pairs of the most harmful.</summary>
    /// <param name="pairs">How many pairs, at most <see cref="MostPairs"/>.</param>
    /// <param name="tell">Hears of each loss that was played; null for nobody.</param>
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
            _usual.Requests, _usual.Lost, _minutes, ranked, Ranked(Pairs(ranked, pairs).Select(Together)));
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

    private FaultSpec? LossOf(EntityId entity)
    {
        foreach (var kind in Kinds)
        {
            var parameters = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
            foreach (var parameter in FaultCatalog.Find(kind)!.Parameters.Where(one => one.Name == "replicas"))
            {
                parameters = parameters.Add(parameter.Name, parameter.Maximum);
            }

            var fault = new FaultSpec("lost-" + entity.Text, kind, [entity], null, parameters, TimeSpan.Zero, null);
            if (FaultCatalog.Check(fault, _estate).IsEmpty)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Plays the minutes after a loss.</summary>
    private (double Requests, double Lost, double Ratio) Play(SimulatedWorld world, Impact? felt)
    {
        var (requests, lost, seconds) = (0.0, 0.0, Tick.TotalSeconds);
        for (var tick = 1; tick <= TimeSpan.FromMinutes(_minutes) / Tick; tick++)
        {
            world.Tick();
            var columns = world.State.Processes;
            var (asked, failed) = (0.0, 0.0);
            foreach (var entry in _entries)
            {
                asked += columns.External[entry];
                failed += columns.External[entry] * (1 - columns.Success[entry]);
            }

            requests += asked * seconds;
            lost += failed * seconds;
            felt?.Look(world, tick * Tick, asked > 0 ? failed / asked : 0);
        }

        return (requests, lost, requests > 0 ? lost / requests : 0);
    }

    /// <summary>Who felt a loss, and when first.</summary>
    private sealed class Impact(ContingencyTrial trial)
    {
        private readonly TimeSpan?[] _first = new TimeSpan?[trial._success.Length];

        public TimeSpan? AtUsers { get; private set; }

        public void Look(SimulatedWorld world, TimeSpan after, double ratio)
        {
            AtUsers ??= ratio > trial._usual.Ratio + ImpactRule.MoreErrors ? after : null;
            var columns = world.State.Processes;
            for (var p = 0; p < _first.Length; p++)
            {
                var now = new WorkQuality(columns.Success[p], columns.ResponseMean[p]);
                var usual = new WorkQuality(trial._success[p], trial._response[p]);
                _first[p] ??= ImpactRule.IsFelt(now, usual) ? after : null;
            }
        }

        public ImmutableArray<ContingencyImpact> Found()
        {
            var map = trial._world.State.Map;
            return
            [
                .. Enumerable.Range(0, _first.Length).Where(p => _first[p] is not null)
                    .Select(p => new ContingencyImpact(map.Processes[p].Entity, _first[p]!.Value))
                    .OrderBy(impact => impact.After).ThenBy(impact => impact.Entity),
            ];
        }
    }
}
