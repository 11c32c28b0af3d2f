using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Grains.Incidents;

/// <summary>
/// Keeps the newest record of one incident. The twin shows and applies a record after its log holds what it follows
/// from, so a repeat after a failure brings the same record again and changes nothing. An incident that grows is shown
/// again and again, and written once it calms down: in a storm its rows would hold up the alerts themselves.
/// </summary>
internal sealed class IncidentGrain(
    [PersistentState("incident", StorageNames.Twin)] IPersistentState<IncidentState> record) : Grain, IIncidentGrain
{
    private Incident? _shown;

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _shown is { } newest ? Apply(newest) : Task.CompletedTask;

    /// <inheritdoc />
    public Task Show(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        _shown = incident;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task Apply(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        _shown = null;
        var previous = record.State.Incident;
        if (previous is not null && previous == incident)
        {
            return;
        }

        record.State.Incident = incident;
        var isStored = false;
        try
        {
            await record.WriteStateAsync();
            isStored = true;
        }
        finally
        {
            if (!isStored)
            {
                // What was not stored was not applied: the next read must not show it.
                record.State.Incident = previous;
                DeactivateOnIdle();
            }
        }
    }

    /// <inheritdoc />
    public async Task Forget()
    {
        _shown = null;
        if (record.RecordExists)
        {
            await record.ClearStateAsync();
        }

        record.State.Incident = null;
    }

    /// <inheritdoc />
    public Task<Incident?> Get() => Task.FromResult(_shown ?? record.State.Incident);
}
