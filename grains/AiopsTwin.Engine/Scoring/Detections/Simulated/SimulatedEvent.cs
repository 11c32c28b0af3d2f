namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>Something done to one region of a simulated service.</summary>
/// <param name="Kind">What.</param>
/// <param name="Region">Which region, from 0.</param>
/// <param name="Start">First minute, from the start of the simulation.</param>
/// <param name="End">The minute after the last.</param>
public readonly record struct SimulatedEvent(SimulatedKind Kind, int Region, int Start, int End);
