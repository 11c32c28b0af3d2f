using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output;

/// <summary>Figures as they stand in results.</summary>
internal static class Figures
{
    private const int Digits = 6;

    /// <summary>A score, rounded so that platforms agree.</summary>
    public static JsonNode Score(double value) => Math.Round(value, Digits);

    /// <summary>Ours beside a peer's.</summary>
    public static JsonObject Versus(double ours, double theirs) => new()
    {
        ["ours"] = Score(ours),
        ["theirs"] = Score(theirs),
        ["ratio"] = theirs > 0 ? Score(ours / theirs) : null,
    };

    /// <summary>Median, 95 % quantile and maximum in milliseconds.</summary>
    public static (double P50, double P95, double Max) Milliseconds(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0
            ? default
            : (sorted[sorted.Length / 2], sorted[(int)((sorted.Length - 1) * 0.95)], sorted[^1]);
    }

    /// <summary>The same as an object.</summary>
    public static JsonObject ToJson((double P50, double P95, double Max) times) => new()
    {
        ["p50"] = Math.Round(times.P50, 2),
        ["p95"] = Math.Round(times.P95, 2),
        ["max"] = Math.Round(times.Max, 2),
    };
}
