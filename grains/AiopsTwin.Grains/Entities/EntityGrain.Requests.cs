using AiopsTwin.Engine.Diagnosis.Traces;

namespace AiopsTwin.Grains.Entities;

/// <summary>What happens to its requests.</summary>
internal sealed partial class EntityGrain
{
    private EntityRequests _requests = null!;
    private bool _isVisited;

    /// <inheritdoc />
    public Task Visit(RequestBatch batch)
    {
        var before = _requests.Tally;
        _requests.Take(batch);
        var after = _requests.Tally;
        _isVisited = true;
        GrainInstruments.RequestDropped("minute_over", after.Late - before.Late);
        GrainInstruments.RequestDropped("future", after.Future - before.Future);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<RequestFinding> Requests(DateTimeOffset since, DateTimeOffset until) =>
        Task.FromResult(_requests.Find(since, until));

    /// <inheritdoc />
    public Task<EntityRequestState?> CaptureRequests() =>
        Task.FromResult(_requests.IsEmpty ? null : _requests.Snapshot());
}
