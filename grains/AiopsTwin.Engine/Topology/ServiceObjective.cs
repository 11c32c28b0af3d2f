using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// What an entity promises over thirty days: a share of its requests that succeed, or are answered within a limit.
/// Stated as a label of the entity: <c>slo.availability: 99.9%</c>, <c>slo.latency: 95% below 300ms</c>.
/// </summary>
/// <param name="Kind">What is promised.</param>
/// <param name="Target">Share of requests for which the promise is to hold, in [0.5, 1).</param>
/// <param name="Limit">Of latency: the time within which a request is to be answered; else null.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ServiceObjective")]
public sealed record ServiceObjective(
    [property: Id(0)] ObjectiveKind Kind,
    [property: Id(1)] double Target,
    [property: Id(2)] TimeSpan? Limit)
{
    /// <summary>What names of labels that state objectives begin with.</summary>
    public const string LabelPrefix = "slo.";

    /// <summary>Label of an availability objective.</summary>
    public const string AvailabilityLabel = "slo.availability";

    /// <summary>Label of a latency objective.</summary>
    public const string LatencyLabel = "slo.latency";

    private const double LeastTarget = 0.5;
    private const double LargestTarget = 0.99999;
    private const string Below = " below ";

    private static readonly TimeSpan LongestLimit = TimeSpan.FromMinutes(10);

    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1)];

    /// <summary>Share of requests for which the promise need not hold.</summary>
    public double Allowed => 1 - Target;

    /// <summary>The objectives an entity's labels state, by kind; what cannot be read is left out, for it was told when
    /// the topology was checked.</summary>
    public static ImmutableArray<ServiceObjective> Of(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var objectives = ImmutableArray.CreateBuilder<ServiceObjective>();
        foreach (var (label, value) in entity.Labels)
        {
            if (IsStatedBy(label) && WhyNot(entity.Id) is null && TryRead(label, value, out var objective, out _))
            {
                objectives.Add(objective);
            }
        }

        return objectives.ToImmutable();
    }

    /// <summary>True for a label that is to state an objective.</summary>
    public static bool IsStatedBy(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label.StartsWith(LabelPrefix, StringComparison.Ordinal);
    }

    /// <summary>Why an entity can have no objective; null when it can.</summary>
    public static string? WhyNot(EntityId entity) =>
        entity.Kind is EntityKind.Host or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone
            ? $"{entity} serves no requests, so it can have no objective for them"
            : null;

    /// <summary>Reads the objective a label states.</summary>
    /// <param name="label">The label's name; begins with <see cref="LabelPrefix"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="objective">The objective, when it could be read.</param>
    /// <param name="reason">Why it could not be read, else empty.</param>
    public static bool TryRead(string label, string? value, out ServiceObjective objective, out string reason)
    {
        objective = new ServiceObjective(ObjectiveKind.Availability, LeastTarget, null);
        reason = label switch
        {
            AvailabilityLabel => ReadAvailability(value ?? "", ref objective),
            LatencyLabel => ReadLatency(value ?? "", ref objective),
            _ => $"'{label}' is not an objective; use {AvailabilityLabel} or {LatencyLabel}",
        };
        return reason.Length == 0;
    }

    /// <summary>The promise in words: <c>99.9 % of requests succeed</c>.</summary>
    public override string ToString() => Limit is { } limit
        ? $"{Percent(Target)} of requests are answered within {Milliseconds(limit)}"
        : $"{Percent(Target)} of requests succeed";

    private static string Percent(double share) =>
        (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) + " ms";

    private static string ReadAvailability(string text, ref ServiceObjective objective)
    {
        if (ReadShare(text.Trim(), out var target) is { } reason)
        {
            return $"{reason}; write for example 99.9%";
        }

        objective = new ServiceObjective(ObjectiveKind.Availability, target, null);
        return "";
    }

    private static string ReadLatency(string text, ref ServiceObjective objective)
    {
        const string example = "; write for example 95% below 300ms";
        var at = text.IndexOf(Below, StringComparison.Ordinal);
        if (at < 0)
        {
            return $"'{Short(text)}' does not say below what{example}";
        }

        if (ReadShare(text[..at].Trim(), out var target) is { } reason)
        {
            return reason + example;
        }

        var limit = ReadTime(text[(at + Below.Length)..].Trim());
        if (limit is not { } time || time <= TimeSpan.Zero || time > LongestLimit)
        {
            return $"'{Short(text[(at + Below.Length)..])}' is not a time in ms or s, above 0 and at most 600s"
                + example;
        }

        objective = new ServiceObjective(ObjectiveKind.Latency, target, time);
        return "";
    }

    private static string? ReadShare(string text, out double share)
    {
        share = 0;
        if (!text.EndsWith('%') || !TryNumber(text[..^1], out var percent))
        {
            return $"'{Short(text)}' is not a percentage";
        }

        share = percent / 100;
        return share is >= LeastTarget and <= LargestTarget
            ? null
            : $"'{Short(text)}' is out of range: 50% to 99.999%, for a promise of all leaves nothing to spend";
    }

    private static TimeSpan? ReadTime(string text)
    {
        foreach (var (suffix, seconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && TryNumber(text[..^suffix.Length], out var number)
                && number <= LongestLimit.TotalMilliseconds)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        return null;
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(
        text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
