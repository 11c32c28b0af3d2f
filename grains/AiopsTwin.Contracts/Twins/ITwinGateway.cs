using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts.Twins;

/// <summary>
/// The way samples take into a twin: groups batches by partition and hands each partition its share in one call. One
/// per process; knows the partition map of every twin it serves and renews it when the topology moved on.
/// </summary>
public interface ITwinGateway
{
    /// <summary>Hands batches to the twin. Batches of entities the topology does not know are counted as
    /// unresolved.</summary>
    /// <param name="twin">The twin's id.</param>
    /// <param name="batches">At most one batch per entity.</param>
    /// <param name="cancellationToken">Gives up waiting; what was handed over stays handed over.</param>
    Task<ObserveReceipt> Observe(
        string twin, ImmutableArray<ObserveBatch> batches, CancellationToken cancellationToken = default);

    /// <summary>Hands spans and log lines to the twin. They count once their trace is complete; those of entities the
    /// topology does not know are counted as unresolved and tell only who called whom.</summary>
    /// <param name="twin">The twin's id.</param>
    /// <param name="signals">Of any entities and traces, in any order.</param>
    /// <param name="cancellationToken">Gives up waiting; what was handed over stays handed over.</param>
    Task<RequestReceipt> Receive(
        string twin, RequestSignals signals, CancellationToken cancellationToken = default);
}

/// <summary>What became of samples handed in.</summary>
/// <param name="Accepted">Used.</param>
/// <param name="Duplicates">Dropped: the instant was already observed.</param>
/// <param name="Late">Dropped: too late.</param>
/// <param name="Unresolved">Dropped: the topology has no such entity.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ObserveReceipt")]
public readonly record struct ObserveReceipt(
    [property: Id(0)] int Accepted,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] int Late,
    [property: Id(3)] int Unresolved);
