using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>The fields of an alerting rule, in the words of Prometheus' rule files.</summary>
internal static partial class AlertRuleFields
{
    private const string ExpressionPattern =
        @"^\s*([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\s*(>=|<=|==|!=|>|<)\s*([+-]?[0-9][0-9.eE+-]*)\s*$";

    public static readonly Field<string> Alert = new(
        "alert", Types.Line, "Name of the alert, once in an estate.", isRequired: true);

    public static readonly Field<ImmutableArray<string>> On = new(
        "on", new ListType<string>(Types.Line, least: 1),
        "Entities whose metric it looks at, by id or with '*'; it fires for each by itself.", isRequired: true);

    public static readonly Field<AlertExpression> Expression = new(
        "expr",
        new TextType<AlertExpression>(
            Read, new JsonObject { ["type"] = "string", ["pattern"] = ExpressionPattern }),
        "When it holds: a metric, one of > >= < <= == !=, and a threshold. up is 0 when a report stays away.",
        isRequired: true);

    public static readonly Field<TimeSpan> For = new(
        "for", Types.Duration, "How long it must hold before it fires; until then it is pending. Default 0s.");

    public static readonly Field<TimeSpan> KeepFiringFor = new(
        "keepFiringFor", Types.Duration, "How long it goes on firing after it held last. Default 0s.");

    public static readonly Field<AlertSeverity> Severity = new(
        "severity", Types.Choice<AlertSeverity>(), "What the alerts say of how bad it is. Default warning.");

    public static readonly Field<ImmutableSortedDictionary<string, string>> Labels = new(
        "labels", new MapType<string>(Types.Label), "Labels of the alerts, beside name and severity.");

    public static readonly Field<string> Summary = new(
        "summary", Types.Line, "What the alerts say, with {entity} and {value}. Default the expression and the value.");

    public static readonly RecordType<AlertRuleDraft> Rule = new(
        new FieldTable(
            "alertRule", "An alerting rule of the estate's own monitoring.",
            Alert, On, Expression, For, KeepFiringFor, Severity, Labels, Summary),
        fields => new AlertRuleDraft(
            fields.Place,
            fields.Get(On, []),
            fields.Get(Expression) is { } expression
                ? new AlertRule(
                    fields.Get(Alert) ?? "", [], expression.Metric, expression.Comparison, expression.Threshold)
                {
                    For = fields.Get(For),
                    KeepFiringFor = fields.Get(KeepFiringFor),
                    Severity = fields.Get(Severity, AlertSeverity.Warning),
                    Labels = fields.Get(
                        Labels, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)),
                    Summary = fields.Get(Summary),
                }
                : null)
        { IsSound = fields.IsSound });

    private static string? Read(string text, out AlertExpression value)
    {
        value = null!;
        var match = ExpressionForm().Match(text);
        if (!match.Success || !double.TryParse(
            match.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold))
        {
            return $"'{Types.Short(text)}' is not an expression; write for example request.error_ratio > 0.05";
        }

        var metric = match.Groups[1].Value;
        if (!MetricCatalog.Names.Contains(metric))
        {
            return $"'{Types.Short(metric)}' is not a metric; known are {string.Join(", ", MetricCatalog.Names)}";
        }

        var comparison = Enum.GetValues<AlertComparison>().First(one => one.Sign() == match.Groups[2].Value);
        value = new AlertExpression(metric, comparison, threshold);
        return null;
    }

    [GeneratedRegex(ExpressionPattern)]
    private static partial Regex ExpressionForm();
}
