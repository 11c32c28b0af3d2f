using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>A pair of windows in both of which the budget must burn at least at a rate. The long window tells that it
/// matters, the short one that it still goes on.</summary>
/// <param name="Rate">Times the budget is spent faster than it lasts.</param>
/// <param name="Long">The long window.</param>
/// <param name="Short">The short window, a twelfth of it.</param>
/// <param name="Severity">Critical pages somebody, warning is a ticket.</param>
internal sealed record BurnRule(double Rate, TimeSpan Long, TimeSpan Short, AlertSeverity Severity)
{
    /// <summary>Time over which an objective promises.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    /// <summary>The rules of the Google SRE Workbook (Beyer et al. 2018), chapter 5, table 5-8: 2 % of the budget of
    /// thirty days in an hour, 5 % in six hours, 10 % in three days.</summary>
    public static readonly ImmutableArray<BurnRule> All =
    [
        new(14.4, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), AlertSeverity.Critical),
        new(6, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), AlertSeverity.Critical),
        new(1, TimeSpan.FromDays(3), TimeSpan.FromHours(6), AlertSeverity.Warning),
    ];
}
