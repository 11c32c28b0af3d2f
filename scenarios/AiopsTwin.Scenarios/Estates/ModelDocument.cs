using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>Lays out how entities work and calls travel. What has an ordinary value from of old is always said; what
/// most entities do without is said where it is there.</summary>
internal static class ModelDocument
{
    public static JsonObject Process(ProcessModel process)
    {
        var node = new JsonObject
        {
            [ProcessFields.Replicas.Name] = process.Replicas,
            [ProcessFields.Slots.Name] = process.SlotsPerReplica,
            [ProcessFields.ServiceTime.Name] = DurationText.Format(process.ServiceTime),
            [ProcessFields.Variability.Name] = process.ServiceVariability,
            [ProcessFields.ErrorRatio.Name] = process.ErrorRatio,
            [ProcessFields.CpuPerRequest.Name] = DurationText.Format(Rounded(process.CpuSecondsPerRequest)),
            [ProcessFields.QueueLimit.Name] = process.QueueLimit,
            [ProcessFields.CacheHitRatio.Name] = process.CacheHitRatio,
            [ProcessFields.ArrivalVariability.Name] = process.ArrivalVariability,
            [ProcessFields.Balance.Name] = ChoiceNames.Name(process.Balancing),
            [ProcessFields.StartUp.Name] = DurationText.Format(process.StartUp),
            [ProcessFields.CacheEntries.Name] = process.CacheEntries,
            [ProcessFields.HoldsSlots.Name] = process.HoldsSlots,
            [ProcessFields.Partitions.Name] = process.Partitions,
        };
        if (process.WriteRatio is { } writes)
        {
            node[ProcessFields.WriteRatio.Name] = writes;
        }

        AddGovernance(node, process);
        return node;
    }

    public static JsonObject Call(CallModel call)
    {
        var node = new JsonObject
        {
            [CallFields.Calls.Name] = call.CallsPerRequest,
            [CallFields.Stage.Name] = call.Stage,
            [CallFields.Timeout.Name] = DurationText.Format(call.Timeout),
            [CallFields.Retries.Name] = call.Retries,
            [CallFields.Backoff.Name] = DurationText.Format(call.Backoff),
            [CallFields.Pool.Name] = call.PoolSize,
            [CallFields.BackoffFactor.Name] = call.BackoffFactor,
            [CallFields.Jitter.Name] = call.Jitter,
            [CallFields.CancelsOnTimeout.Name] = call.CancelsOnTimeout,
            [CallFields.RequestBytes.Name] = call.RequestBytes,
            [CallFields.ResponseBytes.Name] = call.ResponseBytes,
        };
        Add(node, CallFields.LongestBackoff, call.LongestBackoff);
        Add(node, CallFields.RetryBudget, call.RetryBudget);
        Add(node, CallFields.Fallback, call.Fallback);
        Add(node, CallFields.ConnectTimeout, call.ConnectTimeout);
        Add(node, CallFields.AcquireTimeout, call.AcquireTimeout);
        Add(node, CallFields.TimeToLive, call.TimeToLive);
        if (call.Breaker is { } breaker)
        {
            node[CallFields.Breaker.Name] = new JsonObject
            {
                [CallFields.FailureRatio.Name] = breaker.FailureRatio,
                [CallFields.Window.Name] = DurationText.Format(breaker.Window),
                [CallFields.MinimumAttempts.Name] = breaker.MinimumAttempts,
                [CallFields.OpenFor.Name] = DurationText.Format(breaker.OpenFor),
                [CallFields.Probes.Name] = breaker.Probes,
            };
        }

        return node;
    }

    public static JsonObject ZoneLink(ZoneLinkModel link) => new()
    {
        [ZoneLinkFields.Between.Name] = Ids(link.One == link.Other ? [link.One] : [link.One, link.Other]),
        [ZoneLinkFields.RoundTrip.Name] = DurationText.Format(link.RoundTrip),
        [ZoneLinkFields.Deviation.Name] = DurationText.Format(link.Deviation),
        [ZoneLinkFields.Loss.Name] = link.Loss,
    };

    public static JsonObject Monitor(MonitorModel monitor) => new()
    {
        [MonitorFields.Collector.Name] = monitor.Collector.Text,
        [MonitorFields.Carries.Name] = Ids(monitor.Carries),
    };

    public static JsonObject Rule(AlertRule rule)
    {
        var node = new JsonObject
        {
            [AlertRuleFields.Alert.Name] = rule.Name,
            [AlertRuleFields.On.Name] = Ids(rule.Entities),
            [AlertRuleFields.Expression.Name] = rule.Expression,
            [AlertRuleFields.For.Name] = DurationText.Format(rule.For),
            [AlertRuleFields.KeepFiringFor.Name] = DurationText.Format(rule.KeepFiringFor),
            [AlertRuleFields.Severity.Name] = ChoiceNames.Name(rule.Severity),
        };
        if (!rule.Labels.IsEmpty)
        {
            node[AlertRuleFields.Labels.Name] = new JsonObject(
                rule.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        }

        if (rule.Summary is { } summary)
        {
            node[AlertRuleFields.Summary.Name] = summary;
        }

        return node;
    }

    private static JsonArray Ids(ImmutableArray<EntityId> entities) =>
        new([.. entities.Select(entity => (JsonNode)entity.Text)]);

    private static void AddGovernance(JsonObject node, ProcessModel process)
    {
        if (process.Contention is { } contention)
        {
            node[ProcessFields.Contention.Name] = new JsonObject
            {
                [ProcessFields.Serial.Name] = contention.Serial,
                [ProcessFields.Crosstalk.Name] = contention.Crosstalk,
            };
        }

        if (process.Autoscaler is { } scaler)
        {
            node[ProcessFields.Autoscaler.Name] = new JsonObject
            {
                [ProcessFields.Least.Name] = scaler.Least,
                [ProcessFields.Most.Name] = scaler.Most,
                [ProcessFields.TargetUse.Name] = scaler.TargetUse,
                [ProcessFields.ScaleEvery.Name] = DurationText.Format(scaler.Every),
                [ProcessFields.Stabilization.Name] = DurationText.Format(scaler.Stabilization),
            };
        }

        if (process.Ejection is { } ejection)
        {
            node[ProcessFields.Ejection.Name] = new JsonObject
            {
                [ProcessFields.Failures.Name] = ejection.Failures,
                [ProcessFields.OutFor.Name] = DurationText.Format(ejection.For),
                [ProcessFields.MostShare.Name] = ejection.MostShare,
            };
        }
    }

    private static void Add(JsonObject node, Field field, TimeSpan? value)
    {
        if (value is { } time)
        {
            node[field.Name] = DurationText.Format(time);
        }
    }

    private static void Add(JsonObject node, Field field, double? value)
    {
        if (value is { } number)
        {
            node[field.Name] = number;
        }
    }

    // TimeSpan.FromSeconds cuts off what a binary fraction lacks to the next tick: 0.0003 would become 299.9 us.
    private static TimeSpan Rounded(double seconds) =>
        TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
