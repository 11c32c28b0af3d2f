using AiopsTwin.Engine.Correlation;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Incidents;

/// <summary>The life of one incident (key: <c>twin/INC-n</c>): keeps the newest record durably and notes of
/// people.</summary>
[Alias("aiopstwin.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>Shows the newest record to readers. It follows from what the twin's log holds; its row is written by a
    /// later <see cref="Apply"/>, or when the grain is put to rest.</summary>
    [Alias("Show")]
    Task Show(Incident incident);

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
