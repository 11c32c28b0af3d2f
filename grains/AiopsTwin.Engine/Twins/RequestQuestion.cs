using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>Asks entities what changed in their requests since an onset.</summary>
/// <param name="entities">Whom to ask, sorted.</param>
/// <param name="since">The onset.</param>
/// <param name="until">Now.</param>
public sealed class RequestQuestion(ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    : TwinQuestion
{
    /// <summary>Whom to ask, sorted.</summary>
    public ImmutableArray<EntityId> Entities { get; } = entities;

    /// <summary>The onset.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>Now.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>Set by the driver: one of each entity that has anything to say, sorted by id.</summary>
    public ImmutableArray<RequestFinding> Answer { get; set; } = [];
}
