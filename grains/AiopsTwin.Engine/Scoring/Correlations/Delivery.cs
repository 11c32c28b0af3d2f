using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>What reaches the twin at an instant: an alert, or a change.</summary>
/// <param name="At">When it arrives, seconds since the start of the script.</param>
/// <param name="Alert">The alert, or null.</param>
/// <param name="Change">The change, or null.</param>
/// <param name="Causes">True causes of the alert, by number; more than one when several faults would each bring it
/// about.</param>
public sealed record Delivery(double At, Alert? Alert, ChangeEvent? Change, params IReadOnlyList<int> Causes);
