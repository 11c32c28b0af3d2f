using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts.Twins;

/// <summary>What became of spans and log lines handed in.</summary>
/// <param name="Tally">How many were taken, known already, late or beyond a limit.</param>
/// <param name="Unresolved">Those among them whose entity the topology does not have.</param>
/// <param name="Unknown">Such entities, sorted, at most 20.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestReceipt")]
public sealed record RequestReceipt(
    [property: Id(0)] JoinTally Tally,
    [property: Id(1)] int Unresolved,
    [property: Id(2)] ImmutableArray<EntityId> Unknown);
