using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Thresholds;

/// <summary>
/// A fixed limit somebody set: exactly one of <see cref="Above"/> and <see cref="Below"/> holds. It stands beside the
/// learned baselines and knows nothing of them; it needs no warm-up.
/// </summary>
/// <param name="Metric">Name of the metric, or a pattern with <c>*</c> for any part of it.</param>
/// <param name="Kind">Kind of entity it is for; null for every kind.</param>
/// <param name="Above">Limit above which a value is bad, in the metric's unit (of a counter, a second); null for
/// none.</param>
/// <param name="Below">Limit below which a value is bad; null for none.</param>
/// <param name="For">How long values must be bad without a break; zero for a single one.</param>
/// <param name="Severity">How bad it is.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ThresholdRule")]
public sealed record ThresholdRule(
    [property: Id(0)] string Metric,
    [property: Id(1)] EntityKind? Kind,
    [property: Id(2)] double? Above,
    [property: Id(3)] double? Below,
    [property: Id(4)] TimeSpan For,
    [property: Id(5)] AlertSeverity Severity)
{
    /// <summary>Most rules at a time.</summary>
    public const int MaxRules = 64;

    /// <summary>True when the rule is for a metric of an entity.</summary>
    public bool Matches(EntityId entity, string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return (Kind is null || Kind == entity.Kind) && Matches(Metric, metric);
    }

    /// <summary>True when a value is bad.</summary>
    public bool IsBroken(double value) => value > Above || value < Below;

    // Greedy with one step back: each star takes as little as lets the rest match. O(pattern x text) at worst.
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
