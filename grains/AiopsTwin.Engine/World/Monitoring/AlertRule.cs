using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.World.Monitoring;

/// <summary>
/// An alerting rule of the estate's own monitoring, in the words of Prometheus' rule files ("Alerting rules"): it looks
/// at one metric of each of its entities, and fires for each of them by itself.
/// </summary>
/// <param name="Name">Name of the alert, for example <c>HighErrorRatio</c>.</param>
/// <param name="Entities">Whose metric it looks at, sorted.</param>
/// <param name="Metric">Name of the metric. <c>up</c> is made by the scrape itself: 0 for an entity that was heard of
/// and of which no report came this time.</param>
/// <param name="Comparison">How a value compares with the threshold when the rule holds.</param>
/// <param name="Threshold">What a value is compared with, in the metric's unit.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.AlertRule")]
public sealed record AlertRule(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<EntityId> Entities,
    [property: Id(2)] string Metric,
    [property: Id(3)] AlertComparison Comparison,
    [property: Id(4)] double Threshold)
{
    /// <summary>How long it must hold before it fires; until then it is pending, and nobody hears of it.</summary>
    [Id(5)]
    public TimeSpan For { get; init; }

    /// <summary>How long it goes on firing after it held last.</summary>
    [Id(6)]
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>What its alerts say of how bad it is.</summary>
    [Id(7)]
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>Labels its alerts carry beside the name and the severity; told at the end of their summary.</summary>
    [Id(8)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What its alerts say to people, with {entity} and {value}; null for the expression and the
    /// value.</summary>
    [Id(9)]
    public string? Summary { get; init; }

    /// <summary>The condition as it is written: metric, comparison, threshold.</summary>
    public string Expression => string.Create(
        CultureInfo.InvariantCulture, $"{Metric} {Comparison.Sign()} {Threshold:R}");
}
