using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// The edge rule and the limits of floods. The factors are the working values of the project's diagnosis study
/// (probability that a dependent shows a symptom, by kind of edge: synchronous call 0.9, asynchronous 0.3, host 0.7),
/// rounded, not fitted; <c>docs/methods/propagation.md</c> says what they mean and what would change them.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodSettings")]
public sealed record FloodSettings
{
    /// <summary>The settings used when none are given.</summary>
    public static FloodSettings Default { get; } = new();

    /// <summary>Rounds after which a flood stops, default 16. Call chains of real estates are rarely deeper than ten,
    /// and host, rack, zone and power add four.</summary>
    [Id(0)]
    public int MaxHops { get; init; } = 16;

    /// <summary>Values below this are not carried further, default 0.05: about one chance in twenty, the rate at which
    /// an unrelated entity shows a symptom anyway.</summary>
    [Id(1)]
    public double Floor { get; init; } = 0.05;

    /// <summary>What an optional link keeps of an expectation, default 0.3: the fallback works, but is
    /// lesser.</summary>
    [Id(2)]
    public double OptionalExpectation { get; init; } = 0.3;

    /// <summary>What an optional link keeps of a suspicion, default 0.5: an optional dependency that times out slowly
    /// is a common cause in spite of its fallback.</summary>
    [Id(3)]
    public double OptionalSuspicion { get; init; } = 0.5;

    /// <summary>Sources of one flood, default 1024; of more, the strongest are kept.</summary>
    [Id(4)]
    public int MaxSources { get; init; } = 1024;

    /// <summary>Values carried over links in one flood, default 8 000 000: sixteen whole floods of half a million
    /// links. It bounds time and memory; a flood stops before the round that would pass it.</summary>
    [Id(5)]
    public long MaxCarries { get; init; } = FloodRequest.DefaultMaxCarries;

    /// <summary>One rule for each kind of link; a kind without a rule carries nothing.</summary>
    [Id(6)]
    public ImmutableArray<LinkRule> Links { get; init; } =
    [
        // A caller waits for its callee: slowness and errors arrive with the next request, damped by caches and
        // retries.
        new(DependencyKind.CallsSync, 0.9, 0.9, 2),

        // A sender does not wait; it feels a dead queue only when its buffer is full, typically after a minute.
        new(DependencyKind.CallsAsync, 0.3, 0.3, 60),

        // A sick host hurts what runs on it, but a busy one may hurt one neighbour and spare another.
        new(DependencyKind.RunsOn, 0.7, 0.7, 1),

        // What stands in a failing rack or zone is nearly always hit; but most sick hosts are sick alone.
        new(DependencyKind.InRack, 0.9, 0.5, 1),

        // Loss of the only feed stops the load at once; few faults are power faults.
        new(DependencyKind.PoweredBy, 0.95, 0.5, 0),

        // A bad switch shows as loss and delay behind it within seconds.
        new(DependencyKind.ConnectsThrough, 0.9, 0.6, 2),
    ];

    /// <summary>Share of a value that a link carries, coupling included, redundancy not.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="link">The link.</param>
    /// <returns>In [0, 1].</returns>
    public double FactorOf(FloodDirection direction, Dependency link)
    {
        ArgumentNullException.ThrowIfNull(link);
        var rule = RuleOf(link.Kind);
        var (kind, optional) = direction is FloodDirection.TowardDependents
            ? (rule.Expectation, OptionalExpectation)
            : (rule.Suspicion, OptionalSuspicion);
        return link.Coupling * (link.Criticality is Criticality.Optional ? kind * optional : kind);
    }

    /// <summary>Time a link adds, in seconds.</summary>
    /// <param name="kind">The kind of link.</param>
    public double DelaySecondsOf(DependencyKind kind) => RuleOf(kind).DelaySeconds;

    /// <summary>Puts a request together: sources sorted by origin, of repeats the strongest, at most
    /// <see cref="MaxSources"/> (the strongest; of equals the first by id).</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="sources">The sources, in any order; none is allowed.</param>
    /// <exception cref="ArgumentException">A strength is not in (0, 1] or an origin is missing.</exception>
    public FloodRequest Request(FloodDirection direction, IEnumerable<FloodSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var kept = sources
            .GroupBy(source => source.Origin, (_, repeats) => repeats.MaxBy(source => source.Strength))
            .OrderByDescending(source => source.Strength).ThenBy(source => source.Origin)
            .Take(MaxSources)
            .OrderBy(source => source.Origin)
            .ToImmutableArray();
        var request = new FloodRequest(direction, kept, MaxHops, Floor) { MaxCarries = MaxCarries };
        request.Validate();
        return request;
    }

    private LinkRule RuleOf(DependencyKind kind)
    {
        foreach (var rule in Links)
        {
            if (rule.Kind == kind)
            {
                return rule;
            }
        }

        return new LinkRule(kind, 0, 0, 0);
    }
}
