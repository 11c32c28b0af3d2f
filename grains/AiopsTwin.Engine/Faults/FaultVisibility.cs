namespace AiopsTwin.Engine.Faults;

/// <summary>Where a kind of fault shows first to somebody who has every kind of telemetry (simulation reference
/// 3.2).</summary>
public enum FaultVisibility
{
    /// <summary>Nowhere by itself: it bears on what else happens.</summary>
    None,

    /// <summary>In a metric of the entity struck.</summary>
    Metric,

    /// <summary>In lines that are logged, by the entity or by who calls it.</summary>
    Log,

    /// <summary>In traces: calls take longer, go elsewhere or get no answer, and no entity says why.</summary>
    Trace,

    /// <summary>In a change event, before anything goes wrong.</summary>
    Change,

    /// <summary>In an alert of silence: who is struck does not report any more.</summary>
    Alert,
}
