using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Grains.Incidents;

/// <summary>
/// Keeps the newest record of one incident. The twin applies a record after its log holds it, so a repeat after a
/// failure brings the same record again and changes nothing.
/// </summary>
internal sealed class IncidentGrain(
    [PersistentState("incident", StorageNames.Twin)] IPersistentState<IncidentState> record) : Grain, IIncidentGrain
{
    /// <inheritdoc />
    public async Task Apply(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
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
        if (record.RecordExists)
        {
            await record.ClearStateAsync();
        }

        record.State.Incident = null;
    }

    /// <inheritdoc />
    public Task<Incident?> Get() => Task.FromResult(record.State.Incident);
}
