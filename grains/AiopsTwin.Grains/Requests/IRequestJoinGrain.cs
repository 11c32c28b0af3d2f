using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Requests;

/// <summary>
/// Where spans of a twin wait for the rest of their trace (key: <c>twin/index</c>). All spans of a trace come to the
/// same one. It calls its twin alone, by a call that interleaves.
/// </summary>
[Alias("aiopstwin.grains.IRequestJoinGrain")]
internal interface IRequestJoinGrain : IGrainWithStringKey
{
    /// <summary>Takes spans and lines. Completes when its twin knows that it has some.</summary>
    [Alias("Take")]
    Task<JoinTally> Take(RequestSignals signals);

    /// <summary>Closes the traces whose time has come.</summary>
    /// <param name="now">The twin's clock.</param>
    [Alias("Close")]
    Task<ClosedRequests> Close(DateTimeOffset now);

    /// <summary>Forgets what waits: the twin begins anew.</summary>
    [Alias("Forget")]
    Task Forget();
}

/// <summary>What a join closed, and whether more waits.</summary>
/// <param name="Joined">Visits and lines.</param>
/// <param name="IsIdle">True when nothing waits any more: it will tell its twin when something does.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.ClosedRequests")]
internal sealed record ClosedRequests([property: Id(0)] JoinedRequests Joined, [property: Id(1)] bool IsIdle);
