using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>What is known of entities that show no symptom now; a prediction is held against it.</summary>
internal interface IObservation
{
    /// <summary>True when the entity is known to report telemetry: only then is its quiet a fact.</summary>
    bool Reports(EntityId entity);

    /// <summary>True when the entity was symptomatic of late: it is not quiet then.</summary>
    bool WasHarmed(EntityId entity);
}
