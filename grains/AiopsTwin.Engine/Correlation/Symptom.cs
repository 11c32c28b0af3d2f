using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>An entity with at least one active alert.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Onset">Earliest onset among its active alerts.</param>
/// <param name="RaisedAt">When the first of its alerts was raised: known exactly, where the onset of a mild
/// deviation is an estimate.</param>
internal readonly record struct Symptom(EntityId Entity, DateTimeOffset Onset, DateTimeOffset RaisedAt)
{
    public Symptom(EntityId entity, DateTimeOffset onset)
        : this(entity, onset, onset)
    {
    }
}

/// <summary>A cause the search settled on.</summary>
/// <param name="Root">The entity held to be the cause; it need not have alerted.</param>
/// <param name="Explained">Symptomatic entities it explains better than any other cause found, sorted.</param>
/// <param name="Gain">How many nats it saves over every symptom being its own cause.</param>
/// <param name="Expected">What it is expected to impair, sorted by id.</param>
internal sealed record Cause(
    EntityId Root, ImmutableArray<EntityId> Explained, double Gain, ImmutableArray<FloodReach> Expected);
