using AiopsTwin.Contracts;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Requests;

/// <summary>A join and nothing else. What waits here is in memory alone: see ADR 0016.</summary>
[CollectionAgeLimit(Hours = 1)]
internal sealed class RequestJoinGrain(TwinSettings settings) : Grain, IRequestJoinGrain
{
    private readonly RequestJoin _join = new(settings.Requests);
    private ITwinUpkeepGrain _twin = null!;
    private int _index;
    private bool _isExpected;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (twin, index) = GrainKeys.Split(this.GetPrimaryKeyString());
        _twin = GrainFactory.GetGrain<ITwinUpkeepGrain>(twin);
        _index = int.Parse(index, System.Globalization.CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<JoinTally> Take(RequestSignals signals)
    {
        var tally = _join.Take(signals);
        if (!_isExpected)
        {
            await _twin.Expect(_index);
            _isExpected = true;
        }

        return tally;
    }

    /// <inheritdoc />
    public Task<ClosedRequests> Close(DateTimeOffset now)
    {
        // Told anew with every step: a twin that lost its silo knows nothing of its joins.
        _isExpected = false;
        return Task.FromResult(new ClosedRequests(_join.Close(now), _join.Waiting == 0));
    }

    /// <inheritdoc />
    public Task Forget()
    {
        _join.Forget();
        return Task.CompletedTask;
    }
}
