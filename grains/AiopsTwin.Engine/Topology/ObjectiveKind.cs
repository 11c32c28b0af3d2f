namespace AiopsTwin.Engine.Topology;

/// <summary>What a service objective promises.</summary>
public enum ObjectiveKind
{
    /// <summary>That requests succeed.</summary>
    Availability,

    /// <summary>That requests are answered within a limit.</summary>
    Latency,
}
