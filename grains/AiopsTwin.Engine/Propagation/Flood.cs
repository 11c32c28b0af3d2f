using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>Which way a flood runs.</summary>
public enum FloodDirection
{
    /// <summary>Expectation: from a suspect against the links, to everything that relies on it (the blast
    /// radius).</summary>
    TowardDependents,

    /// <summary>Suspicion: from an alerting entity along the links, to everything it relies on.</summary>
    TowardDependencies,
}

/// <summary>One origin of a flood.</summary>
/// <param name="Origin">Where it starts.</param>
/// <param name="Strength">Severity or suspicion at the origin, in (0, 1].</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodSource")]
public readonly record struct FloodSource([property: Id(0)] EntityId Origin, [property: Id(1)] double Strength);

/// <summary>
/// A question to the graph. Every source floods on its own label; labels never mix. The answer is the least fixpoint of
/// a monotone rule, reached in synchronous rounds, so it does not depend on how the graph is partitioned or on the
/// order in which messages arrive.
/// </summary>
/// <param name="Direction">Which way.</param>
/// <param name="Sources">The sources; sorted by origin, unique, at most the configured limit.</param>
/// <param name="MaxHops">Rounds after which the flood stops, at least 1.</param>
/// <param name="Floor">Values below this are not carried further, in (0, 1).</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodRequest")]
public sealed record FloodRequest(
    [property: Id(0)] FloodDirection Direction,
    [property: Id(1)] ImmutableArray<FloodSource> Sources,
    [property: Id(2)] int MaxHops,
    [property: Id(3)] double Floor)
{
    /// <summary>Carries allowed when nothing else is said.</summary>
    public const long DefaultMaxCarries = 8_000_000;

    /// <summary>Values that may be carried over links in the whole flood, at least 1; the flood stops before the round
    /// that would pass it. Bounds time and memory, and does so alike for every partitioning.</summary>
    [Id(4)]
    public long MaxCarries { get; init; } = DefaultMaxCarries;

    /// <summary>Checks the ranges stated above.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or sources are not sorted and
    /// unique.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHops, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCarries, 1);
        if (!(Floor > 0 && Floor < 1))
        {
            throw new ArgumentException($"The floor {Floor} is not in (0, 1).", nameof(Floor));
        }

        for (var i = 0; i < Sources.Length; i++)
        {
            if (Sources[i].Origin.IsNone || !(Sources[i].Strength > 0 && Sources[i].Strength <= 1))
            {
                throw new ArgumentException(
                    $"Source '{Sources[i].Origin}' has no origin or a strength outside (0, 1].", nameof(Sources));
            }

            if (i > 0 && Sources[i - 1].Origin.CompareTo(Sources[i].Origin) >= 0)
            {
                throw new ArgumentException(
                    $"Sources are not sorted and unique at {Sources[i].Origin}.", nameof(Sources));
            }
        }
    }
}

/// <summary>One entity reached by one source.</summary>
/// <param name="Entity">The entity reached; the origin itself is included with 0 hops.</param>
/// <param name="Strength">Severity or suspicion there, in [floor, 1].</param>
/// <param name="Hops">Round in which it was first reached.</param>
/// <param name="DelaySeconds">Expected delay from the origin's impairment to this one, in seconds: the least over the
/// ways that arrived in the round in which it was first reached.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodReach")]
public readonly record struct FloodReach(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] double Strength,
    [property: Id(2)] int Hops,
    [property: Id(3)] double DelaySeconds);

/// <summary>Everything one source reached.</summary>
/// <param name="Source">The source.</param>
/// <param name="Reached">Entities reached, sorted by id.</param>
/// <param name="IsTruncated">True when the hop limit or the limit of carries stopped the flood while this source still
/// had something to carry on.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodAnswer")]
public sealed record FloodAnswer(
    [property: Id(0)] FloodSource Source,
    [property: Id(1)] ImmutableArray<FloodReach> Reached,
    [property: Id(2)] bool IsTruncated);

/// <summary>The answers to a <see cref="FloodRequest"/>, one per source, in its order.</summary>
/// <param name="Answers">The answers.</param>
/// <param name="Rounds">The last round in which anything was reached or grew; 0 when no source is in the graph or none
/// carried anything.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodResult")]
public sealed record FloodResult(
    [property: Id(0)] ImmutableArray<FloodAnswer> Answers,
    [property: Id(1)] int Rounds);
