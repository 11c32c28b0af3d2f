using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Monitoring;

/// <summary>
/// The estate's own alerting, as Prometheus does it: rules are evaluated once in every telemetry interval on the
/// reports that arrived, never on what the world knows. A rule that holds is pending, then firing; one that does not
/// hold any more, or whose series nobody reports any more, is resolved. A series is seen for five minutes after its
/// newest sample (Prometheus' lookback); <c>up</c> is 0 as soon as a report stays away. Rules about an entity whose
/// collectors are all down are not evaluated, and what fires is taken for resolved when nobody renews it.
/// </summary>
internal sealed class RuleEvaluation
{
    /// <summary>Who claims.</summary>
    public const string Source = "alertmanager";

    private static readonly TimeSpan Lookback = TimeSpan.FromMinutes(5);

    /// <summary>What Prometheus tells Alertmanager to wait for a renewal: four times the resend delay of a
    /// minute.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(4);

    private readonly WorldState _state;
    private readonly Collectors _collectors;
    private readonly Claim[] _claims;

    [Unchanging]
    private readonly int[][] _claimsOfNode;

    private readonly DateTimeOffset?[] _heardAt;

    public RuleEvaluation(WorldState state, Collectors collectors)
    {
        (_state, _collectors) = (state, collectors);
        var map = state.Map;
        var rules = map.Estate.World.AlertRules;
        _claims =
        [
            .. (rules.IsDefault ? [] : rules).SelectMany(rule => rule.Entities.Select(
                entity => new Claim(rule, map.NodeOf(entity, $"the alert rule {rule.Name}")))),
        ];
        _claimsOfNode = new int[map.Entities.Length][];
        Array.Fill(_claimsOfNode, []);
        foreach (var group in Enumerable.Range(0, _claims.Length).GroupBy(number => _claims[number].Node))
        {
            _claimsOfNode[group.Key] = [.. group];
        }

        _heardAt = new DateTimeOffset?[map.Entities.Length];
    }

    /// <summary>Alerts that began to fire, or were resolved, at an instant; in order of the rules, then of the
    /// entities.</summary>
    /// <param name="heard">Reports that arrived since the last evaluation.</param>
    /// <param name="now">The instant.</param>
    public ImmutableArray<Alert> Evaluate(ImmutableArray<ObserveBatch> heard, DateTimeOffset now)
    {
        if (_claims.Length == 0)
        {
            return [];
        }

        foreach (var batch in heard)
        {
            Hear(batch, now);
        }

        var alerts = ImmutableArray.CreateBuilder<Alert>();
        foreach (var claim in _claims)
        {
            if (Judge(claim, now) is { } alert)
            {
                alerts.Add(alert);
            }
        }

        return alerts.ToImmutable();
    }

    private void Hear(ObserveBatch batch, DateTimeOffset now)
    {
        var node = _state.Map.TryNodeOf(batch.Entity);
        _heardAt[node] = now;
        foreach (var number in _claimsOfNode[node])
        {
            var claim = _claims[number];
            foreach (var sample in batch.Samples)
            {
                if (sample.Metric == claim.Rule.Metric && !(sample.At < claim.SampledAt))
                {
                    (claim.SampledAt, claim.Sampled) = (sample.At, sample.Value);
                }
            }
        }
    }

    /// <summary>What the monitoring sees of a claim's series; null when there is no such series (any more).</summary>
    private double? Seen(Claim claim, DateTimeOffset now)
    {
        var age = now - claim.SampledAt;
        if (claim.Rule.Metric != MetricCatalog.Up)
        {
            return age < Lookback ? claim.Sampled : null;
        }

        return _heardAt[claim.Node] switch
        {
            null => null,
            var at when at < now => 0,
            _ => age < Lookback ? claim.Sampled : 1,
        };
    }

    /// <summary>Moves a claim to an instant.</summary>
    /// <returns>The alert when it began to fire or was resolved; else null.</returns>
    private Alert? Judge(Claim claim, DateTimeOffset now)
    {
        var rule = claim.Rule;
        if (_collectors.IsBlind(claim.Node))
        {
            return claim.JudgedAt <= now - Renewal ? Resolve(claim, now) : null;
        }

        claim.JudgedAt = now;
        if (Seen(claim, now) is { } value && rule.Comparison.Holds(value, rule.Threshold))
        {
            claim.Since ??= now;
            claim.LostAt = null;
            if (claim.Firing is not null || now - claim.Since < rule.For)
            {
                return null;
            }

            return claim.Firing = Tell(claim, value, now);
        }

        claim.Since = null;
        if (claim.Firing is null)
        {
            return null;
        }

        claim.LostAt ??= now;
        return now - claim.LostAt < rule.KeepFiringFor ? null : Resolve(claim, now);
    }

    private static Alert? Resolve(Claim claim, DateTimeOffset now)
    {
        var firing = claim.Firing;
        claim.Firing = null;
        return firing is null ? null : firing with { Status = AlertStatus.Resolved, EndsAt = now };
    }

    // As with Prometheus, the start that is told is the moment it fired, not the one at which the rule first held.
    private Alert Tell(Claim claim, double value, DateTimeOffset now)
    {
        var (rule, entity) = (claim.Rule, _state.Map.Entities[claim.Node]);
        return new Alert(
            $"{Source}/{entity}/{rule.Name}", entity, rule.Name, rule.Severity, AlertStatus.Firing, now, now, null,
            Source, null, 0, null, null, Summary(rule, entity, value));
    }

    private static string Summary(AlertRule rule, EntityId entity, double value)
    {
        var number = value.ToString("0.####", CultureInfo.InvariantCulture);
        var text = new StringBuilder((rule.Summary ?? $"{rule.Expression} on {{entity}}: {{value}}")
            .Replace("{entity}", entity.Text, StringComparison.Ordinal)
            .Replace("{value}", number, StringComparison.Ordinal));
        if (!rule.Labels.IsEmpty)
        {
            var labels = rule.Labels.Select(label => $"{label.Key}=\"{label.Value}\"");
            text.Append(" {").AppendJoin(", ", labels).Append('}');
        }

        return text.ToString();
    }

    /// <summary>One rule on one entity.</summary>
    private sealed class Claim(AlertRule rule, int node)
    {
        public AlertRule Rule { get; } = rule;

        public int Node { get; } = node;

        /// <summary>Instant of the newest sample heard; null before the first.</summary>
        public DateTimeOffset? SampledAt { get; set; }

        public double Sampled { get; set; }

        /// <summary>Since when the rule holds; null while it does not.</summary>
        public DateTimeOffset? Since { get; set; }

        /// <summary>When a firing rule stopped holding; null while it holds.</summary>
        public DateTimeOffset? LostAt { get; set; }

        /// <summary>When the rule was evaluated last.</summary>
        public DateTimeOffset JudgedAt { get; set; }

        public Alert? Firing { get; set; }
    }
}
