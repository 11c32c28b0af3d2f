using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output;

/// <summary>Figures as they stand in results.</summary>
internal static class Figures
{
    private const int Digits = 6;
    private const double SmallestP = 0.0001;

    /// <summary>A score, rounded so that platforms agree.</summary>
    public static JsonNode Score(double value) => Math.Round(value, Digits);

    /// <summary>A chance that may be very small, in six digits that count.</summary>
    public static JsonNode Chance(double value) => double.Parse(
        value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>How likely it is by chance, as people write it: never as nothing.</summary>
    public static string P(double value) => value < SmallestP
        ? string.Create(CultureInfo.InvariantCulture, $"p < {SmallestP}")
        : string.Create(CultureInfo.InvariantCulture, $"p = {value:0.####}");

    /// <summary>Ours beside a peer's.</summary>
    public static JsonObject Versus(double ours, double theirs) => new()
    {
        ["ours"] = Score(ours),
        ["theirs"] = Score(theirs),
        ["ratio"] = theirs > 0 ? Score(ours / theirs) : null,
    };

    /// <summary>The most memory the process held so far, in mebibytes.</summary>
    public static long PeakMebibytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64 >> 20;
        }
    }

    /// <summary>Median, 95 % quantile and maximum in milliseconds.</summary>
    public static (double P50, double P95, double Max) Milliseconds(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0
            ? default
            : (sorted[sorted.Length / 2], sorted[(int)((sorted.Length - 1) * 0.95)], sorted[^1]);
    }

    /// <summary>The same as an object.</summary>
    /// <param name="times">What each piece of work took.</param>
    /// <param name="digits">Digits behind the point.</param>
    public static JsonObject MillisecondsOf(IEnumerable<TimeSpan> times, int digits = 2)
    {
        var (p50, p95, max) = Milliseconds(times);
        return new JsonObject
        {
            ["p50"] = Math.Round(p50, digits),
            ["p95"] = Math.Round(p95, digits),
            ["max"] = Math.Round(max, digits),
        };
    }

    /// <summary>An object with one member for each thing, in their order.</summary>
    public static JsonObject Each<T>(IEnumerable<T> things, Func<T, string> name, Func<T, JsonNode?> value) =>
        new(things.Select(thing => KeyValuePair.Create(name(thing), value(thing))));

    /// <summary>Words as an array.</summary>
    public static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
