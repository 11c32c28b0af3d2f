using System.Globalization;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model;

/// <summary>How an objective stands, in words.</summary>
public static class ObjectiveWords
{
    /// <summary>What is promised: <c>99.9 % of requests succeed</c>.</summary>
    public static string Title(ObjectiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Objective.ToString();
    }

    /// <summary>What of it is urgent, in one or two words.</summary>
    public static string State(ObjectiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status switch
        {
            { Severity: AlertSeverity.Critical } => "burns fast",
            { Severity: not null } => "burns slowly",
            { BudgetLeft: null } => "not counted yet",
            { BudgetLeft: <= 0 } => "spent",
            _ => "kept",
        };
    }

    /// <summary>The budget that is left, and when it is spent at the rate of the last hour.</summary>
    public static string Budget(ObjectiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status switch
        {
            { BudgetLeft: null } => "Nothing is counted yet.",
            { BudgetLeft: <= 0 and var left } =>
                $"The budget of thirty days is spent: {Units.Share(1 - left)} of it.",
            { BudgetLeft: { } left, ExhaustedAt: { } at } =>
                $"{Units.Share(left)} of the budget of thirty days is left; at the rate of the last hour it is spent "
                    + $"in {Units.Span(at - status.At)}.",
            { BudgetLeft: { } left } => $"{Units.Share(left)} of the budget of thirty days is left.",
        };
    }

    /// <summary>The share of the budget that a bar shows, in [0, 1].</summary>
    public static double Shown(ObjectiveStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return Math.Clamp(status.BudgetLeft ?? 0, 0, 1);
    }

    /// <summary>A window's length: <c>5 min</c>, <c>30 d</c>.</summary>
    public static string Length(BurnWindow window) => Units.Span(window.Length);

    /// <summary>How many times faster than it lasts the budget is spent in a window.</summary>
    public static string Burn(BurnWindow window) => window.BurnRate is { } rate
        ? rate.ToString(rate >= 10 ? "0" : "0.##", CultureInfo.InvariantCulture) + " ×"
        : Units.None;

    /// <summary>What to do to have objectives, for an entity that serves requests; null for one that serves
    /// none.</summary>
    public static string? Hint(EntityId entity) => ServiceObjective.WhyNot(entity) is null
        ? "Nothing is promised. An objective is a label in the topology:"
        : null;

}
