using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>What a series measures, as far as its name tells.</summary>
/// <param name="Metric">The twin's metric of that sort.</param>
/// <param name="IsLeft">True when it measures what is left rather than what is used.</param>
internal readonly record struct KpiMeaning(string Metric, bool IsLeft);

/// <summary>
/// Reads the sort of a series off its name, where a recording has names of its own: names of exporters and agents are
/// put together of a few words. Units differ from recording to recording; deviations are counted in the series' own
/// spread, so they do not matter. Nothing is guessed of a name without such a word.
/// </summary>
internal static class KpiName
{
    // From this length on what only begins like a word is taken for it: "connections", "received", "errored".
    private const int LongWord = 4;

    private static readonly string[] Lost = ["drop", "retrans", "loss", "lost", "corrupt"];
    private static readonly string[] Wire = ["net", "network", "packet", "pkt", "tcp", "udp", "bandwidth", "receive",
        "transmit", "sent", "recv", "rx", "tx", "bytes", "istio"];
    private static readonly string[] Wrong = ["error", "err", "fail", "exception"];
    private static readonly string[] Left = ["idle", "free", "available", "avail"];
    private static readonly string[] Right = ["sr", "rr", "success", "succee", "availability"];
    private static readonly string[] Processor = ["cpu"];
    private static readonly string[] Memory = ["mem", "memory", "heap", "rss", "swap"];
    private static readonly string[] Disk = ["disk", "dsk", "diskio", "fs", "iowait", "io", "inode", "filesystem"];
    private static readonly string[] Slow = ["latency", "duration", "mrt", "rt", "avg", "response"];
    private static readonly string[] Held = ["conn", "connection", "socket", "session", "thread", "queue", "pool",
        "connected"];
    private static readonly string[] Work = ["workload", "load", "request", "qps", "rps", "count", "cnt", "num"];

    /// <summary>What a name means; null when none of its words is known.</summary>
    public static KpiMeaning? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = WordsOf(name);
        var metric =
            Has(words, Lost) ? MetricCatalog.NetworkLoss
            : Has(words, Wrong) ? (Has(words, Wire) ? MetricCatalog.NetworkLoss : MetricCatalog.ErrorRatio)
            : words.Contains("iowait") ? MetricCatalog.DiskUtilization
            : Has(words, Processor) ? MetricCatalog.CpuUtilization
            : Has(words, Memory) ? MetricCatalog.MemoryUtilization
            : Has(words, Disk) ? MetricCatalog.DiskUtilization
            : Has(words, Right) ? MetricCatalog.Availability
            : Has(words, Slow) ? MetricCatalog.RequestDuration
            : Has(words, Held) ? MetricCatalog.Connections
            : Has(words, Wire) ? MetricCatalog.NetworkReceive
            : Has(words, Work) ? MetricCatalog.RequestRate
            : null;
        return metric is null ? null : new KpiMeaning(metric, Has(words, Left));
    }

    /// <summary>The words of a name, in lower case: parted by anything but letters, and where a capital begins
    /// one.</summary>
    internal static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsAsciiLetter(name[i]);
            if (isEnd || (i > start && IsBeginning(name, i)))
            {
                if (i > start)
                {
                    words.Add(name[start..i].ToLowerInvariant());
                }

                start = isEnd ? i + 1 : i;
            }
        }

        return words;
    }

    private static bool IsBeginning(string name, int at) => char.IsAsciiLetterUpper(name[at])
        && (!char.IsAsciiLetterUpper(name[at - 1])
            || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));

    /// <summary>True when a word is one of them, in singular or plural, or begins with a long one.</summary>
    private static bool Has(List<string> words, string[] known) => words.Exists(word => Array.Exists(known, one =>
        word.StartsWith(one, StringComparison.Ordinal)
        && (word.Length == one.Length || one.Length >= LongWord
            || (word.Length == one.Length + 1 && word[^1] == 's'))));
}
