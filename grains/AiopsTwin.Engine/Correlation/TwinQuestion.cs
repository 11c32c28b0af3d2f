using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Something the brain must know before it can go on. The brain asks, the driver answers: a run answers at once from
/// its own arrays, a grain awaits the partitions and entities. The brain itself never waits, so both drive the same
/// code.
/// </summary>
public abstract class TwinQuestion
{
    private protected TwinQuestion()
    {
    }
}

/// <summary>Asks the graph for a flood.</summary>
/// <param name="request">What to flood.</param>
public sealed class FloodQuestion(FloodRequest request) : TwinQuestion
{
    /// <summary>What to flood.</summary>
    public FloodRequest Request { get; } = request;

    /// <summary>Set by the driver before it asks for the next question.</summary>
    public FloodResult? Answer { get; set; }
}

/// <summary>Asks entities what their own series say of a window.</summary>
/// <param name="entities">Whom to ask, sorted.</param>
/// <param name="since">Start of the window, inclusive.</param>
/// <param name="until">End of the window, inclusive.</param>
public sealed class EvidenceQuestion(ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    : TwinQuestion
{
    /// <summary>Whom to ask, sorted.</summary>
    public ImmutableArray<EntityId> Entities { get; } = entities;

    /// <summary>Start of the window, inclusive.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>End of the window, inclusive.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>Set by the driver: one record per entity that exists, sorted by id.</summary>
    public ImmutableArray<EntityEvidence> Answer { get; set; } = [];
}

/// <summary>Asks whoever has a world what the suspects would have brought about. A driver without one leaves the answer
/// empty.</summary>
/// <param name="source">What was observed, and who is suspected.</param>
public sealed class CounterfactualQuestion(CounterfactualCase source) : TwinQuestion
{
    /// <summary>What was observed, and who is suspected.</summary>
    public CounterfactualCase Case { get; } = source;

    /// <summary>Set by the driver: one for each suspect of the case, in their order; empty for none.</summary>
    public ImmutableArray<Counterfactual> Answer { get; set; } = [];
}
