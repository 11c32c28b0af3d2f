using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Tests.Estates;

/// <summary>Alerting rules of an estate's file, as <see cref="AlertRuleFields"/> reads them.</summary>
public sealed class AlertRuleFieldsTests
{
    private const string Entities = """
        format: 1
        name: ruled
        entities:
          - { id: "service:web", process: { serviceTime: 5ms } }
          - { id: "service:api", process: { serviceTime: 5ms } }
          - { id: "datastore:db", process: { serviceTime: 5ms } }
        alertRules:

        """;

    [Fact]
    public void Read_WholeRule_HasItsPartsAndItsEntities()
    {
        var rule = Assert.Single(Read(
            """
              - { alert: HighErrorRatio, on: [ "service:*" ], expr: request.error_ratio > 5e-2, for: 2m,
                  keepFiringFor: 1m, severity: critical, labels: { team: web }, summary: "{entity} fails" }
            """));

        Assert.Equal(["service:api", "service:web"], rule.Entities.Select(entity => entity.Text));
        Assert.Equal(
            (MetricCatalog.ErrorRatio, AlertComparison.Above, 0.05), (rule.Metric, rule.Comparison, rule.Threshold));
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)), (rule.For, rule.KeepFiringFor));
        Assert.Equal((AlertSeverity.Critical, "web", "{entity} fails"),
            (rule.Severity, rule.Labels["team"], rule.Summary));
    }

    [Theory]
    [InlineData(">", AlertComparison.Above)]
    [InlineData(">=", AlertComparison.AtLeast)]
    [InlineData("<", AlertComparison.Below)]
    [InlineData("<=", AlertComparison.AtMost)]
    [InlineData("==", AlertComparison.Equal)]
    [InlineData("!=", AlertComparison.Unequal)]
    public void Read_AnyOperator_IsKnown(string sign, AlertComparison comparison)
    {
        var rule = Assert.Single(Read($"  - {{ alert: A, on: [ \"service:web\" ], expr: 'up{sign}0' }}"));

        Assert.Equal((MetricCatalog.Up, comparison, 0), (rule.Metric, rule.Comparison, rule.Threshold));
        Assert.Equal((TimeSpan.Zero, AlertSeverity.Warning), (rule.For, rule.Severity));
    }

    [Theory]
    [InlineData("on: [ \"service:web\" ], expr: up", "alertRules[0].expr", "'up' is not an expression")]
    [InlineData("on: [ \"service:web\" ], expr: up > one", "alertRules[0].expr", "is not an expression")]
    [InlineData("on: [ \"service:web\" ], expr: heat > 1", "alertRules[0].expr", "'heat' is not a metric; known are")]
    [InlineData("on: [ \"host:*\" ], expr: up > 1", "alertRules[0].on[0]", "'host:*' matches no entity")]
    [InlineData("expr: up > 1", "alertRules[0].on", "is missing")]
    [InlineData("on: [ \"service:web\" ]", "alertRules[0].expr", "is missing")]
    [InlineData(
        "on: [ \"service:web\" ], expr: up > 1 }\n  - { alert: A, on: [ \"service:api\" ], expr: up > 1",
        "alertRules[1].alert", "'A' is already defined on line 8")]
    public void Read_WhatIsWrong_IsReportedAtItsPlace(string rest, string path, string reason)
    {
        var parsed = EstateFormat.Parse(Entities + "  - { alert: A, " + rest + " }\n", "ruled.yaml");

        var problem = Assert.Single(parsed.Problems);
        Assert.Null(parsed.Value);
        Assert.Equal(path, problem.Field);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    private static AlertRule[] Read(string rules)
    {
        var parsed = EstateFormat.Parse(Entities + rules + "\n", "ruled.yaml");
        Assert.Empty(parsed.Problems);
        return [.. parsed.Value!.World.AlertRules];
    }
}
