using AiopsTwin.Engine.Correlation;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Incidents;

/// <summary>The life of one incident (key: <c>twin/INC-n</c>): keeps the newest record durably and notes of
/// people.</summary>
[Alias("aiopstwin.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>Takes the newest record from correlation. Completes when it is stored.</summary>
    [Alias("Apply")]
    Task Apply(Incident incident);

    /// <summary>The newest record; null when there never was such an incident.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Incident?> Get();

    /// <summary>Forgets the record: the twin begins anew and will give the id to another incident.</summary>
    [Alias("Forget")]
    Task Forget();
}
