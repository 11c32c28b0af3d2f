using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A fault as the script has it: the true cause of signals.</summary>
/// <param name="Root">The entity at fault.</param>
/// <param name="Change">Id of the change at fault; null when none is.</param>
/// <param name="IsPaged">False for a fault of a planned kind, of which nobody is to be told.</param>
public sealed record FaultTruth(EntityId Root, string? Change = null, bool IsPaged = true);
