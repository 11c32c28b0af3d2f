using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>Spans and log lines in a run: the counterpart of the cluster's joins and of what entities keep.</summary>
public sealed partial class LocalTwin
{
    private readonly RequestSettings _requestSettings;
    private readonly RequestJoin _join;
    private readonly EntityRequests?[] _requests;

    /// <summary>Takes spans and log lines, in any order; they count once their trace is complete. Those of entities the
    /// graph does not know tell only who called whom.</summary>
    public JoinTally Receive(RequestSignals signals) => _join.Take(signals);

    /// <summary>What an entity keeps of its requests; null when it never had any.</summary>
    public EntityRequests? RequestsOf(EntityId entity) => Graph.TryIndex(entity, out var node) ? _requests[node] : null;

    private void CloseRequests(DateTimeOffset now)
    {
        if (_join.Waiting == 0)
        {
            return;
        }

        foreach (var batch in JoinedRequests.ByEntity([_join.Close(now)], now))
        {
            if (Graph.TryIndex(batch.Entity, out var node))
            {
                (_requests[node] ??= new EntityRequests(batch.Entity, _requestSettings)).Take(batch);
            }
        }
    }

    private ImmutableArray<RequestFinding> Answer(RequestQuestion question) =>
    [
        .. question.Entities.Select(RequestsOf).OfType<EntityRequests>()
            .Select(requests => requests.Find(question.Since, question.Until)).Where(finding => !finding.IsEmpty),
    ];
}
