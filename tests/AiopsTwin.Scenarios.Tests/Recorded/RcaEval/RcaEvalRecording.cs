using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AiopsTwin.Scenarios.Tests.Recorded.RcaEval;

/// <summary>
/// Writes one case in the layouts of RCAEval: requests go from a front over a shop to a stock and a till, and the shop
/// keeps its orders in a database. Twelve minutes before the fault and eleven after it are recorded. What is at fault
/// shows in its own processor, network or log lines; those who wait for it become slow, the front most of all.
/// </summary>
internal sealed class RcaEvalRecording
{
    private const int StepSeconds = 5;

    private static readonly string[] Services = ["front", "shop", "shop-db", "stock", "till"];
    private static readonly DateTimeOffset Injected = new(2026, 3, 1, 12, 0, 20, TimeSpan.Zero);

    private readonly List<string> _spans = [];

    /// <summary>Service at fault.</summary>
    public required string Root { get; init; }

    /// <summary><c>cpu</c>, <c>delay</c> or <c>f1</c>: an error in code, seen in log lines alone.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the file of metrics.</summary>
    public string MetricsFile { get; init; } = "simple_metrics.csv";

    /// <summary>True to write spans.</summary>
    public bool HasSpans { get; init; } = true;

    /// <summary>True to write log lines.</summary>
    public bool HasLines { get; init; } = true;

    /// <summary>What the file of the instant says; the right one by default.</summary>
    public string Instant { get; init; } = Injected.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>How services are called in the files.</summary>
    public Func<string, string> Rename { get; init; } = name => name;

    /// <summary>True to write columns and rows in the opposite order.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Minutes recorded since the fault.</summary>
    public int MinutesAfter { get; init; } = 11;

    /// <summary>Writes the case and returns its folder.</summary>
    public string WriteTo(string set, string run = "1")
    {
        var folder = Path.Combine(set, $"{Rename(Root)}_{Kind}", run);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "inject_time.txt"), Instant + "\n");
        WriteMetrics(Path.Combine(folder, MetricsFile));
        if (HasSpans)
        {
            WriteSpans(Path.Combine(folder, "traces.csv.gz"));
        }

        if (HasLines)
        {
            WriteLines(Path.Combine(folder, "logs.csv"));
        }

        return folder;
    }

    private void WriteMetrics(string path)
    {
        var columns = Services.SelectMany(service => new[] { "cpu", "mem", "latency-90", "workload", "mystery" }
            .Select(metric => (service, metric))).ToList();
        columns = IsReversed ? [.. columns.AsEnumerable().Reverse()] : columns;
        var rows = Instants().Select((at, step) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ","
            + string.Join(',', columns.Select(one => Value(one.service, one.metric, at, step))));
        Write(path, "time," + string.Join(',', columns.Select(one => $"{Rename(one.service)}_{one.metric}")), rows);
    }

    private IEnumerable<DateTimeOffset> Instants()
    {
        for (var at = Injected.AddMinutes(-12); at < Injected.AddMinutes(MinutesAfter); at = at.AddSeconds(StepSeconds))
        {
            yield return at;
        }
    }

    private string Value(string service, string metric, DateTimeOffset at, int step)
    {
        var noise = 1 + (0.02 * (((step * 37) + (service.Length * 5) + metric.Length) % 11 - 5) / 5);
        var isTrouble = at >= Injected && Kind != "f1";
        var value = metric switch
        {
            "cpu" => isTrouble && service == Root && Kind == "cpu" ? 0.95 : 0.2 * noise,
            "mem" => 4e8 * noise,
            "latency-90" => (0.05 * noise) + (isTrouble ? Waited(service) : 0),
            "workload" => 30 * noise,
            _ => noise,
        };
        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private double Waited(string service) => service == Root ? 0.2 : service switch
    {
        "front" => 0.35,
        "shop" => 0.25,
        _ => 0,
    };

    private void WriteSpans(string path)
    {
        _spans.Clear();
        var number = 0;
        foreach (var at in Instants().Where((_, step) => step % 2 == 0))
        {
            var trace = string.Create(CultureInfo.InvariantCulture, $"{number++:x16}");
            var own = at >= Injected && Kind == "cpu" ? 300 : 30;
            var gap = at >= Injected && Kind == "delay" ? 300 : 2;
            AddSpan((trace, "1", ""), ("front", "GET /"), at, 900);
            AddSpan((trace, "2", "1"), ("front", "call"), at, 890);
            AddSpan((trace, "3", "2"), ("shop", "order"), at, 880);
            AddSpan((trace, "4", "3"), ("shop", "call"), at, 2 + Work("stock", own) + Way("stock", gap));
            AddSpan(
                (trace, "5", "4"), ("stock", "reserve"), at, Work("stock", own),
                isFailure: at >= Injected && Kind == "f1" && Root == "stock");
            AddSpan((trace, "6", "3"), ("shop", "call"), at, 2 + Work("till", own) + Way("till", gap));
            AddSpan((trace, "7", "6"), ("till", "pay"), at, Work("till", own));
        }

        Write(
            path, "traceID,spanID,serviceName,methodName,operationName,startTime,duration,statusCode,parentSpanID",
            _spans);
    }

    private int Work(string service, int own) => service == Root ? own : 30;

    private int Way(string service, int gap) => service == Root ? gap : 2;

    private void AddSpan(
        (string Trace, string Id, string Parent) id, (string Service, string Operation) what, DateTimeOffset at,
        int milliseconds, bool isFailure = false) => _spans.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{id.Trace},{id.Id},{Rename(what.Service)},,{what.Operation},{at.ToUnixTimeMilliseconds() * 1000},"
            + $"{milliseconds * 1000},{(isFailure ? 500 : 0)},{id.Parent}"));

    private void WriteLines(string path)
    {
        var rows = Instants().SelectMany((at, step) => Services.Select(service =>
        {
            var isBroken = Kind == "f1" && service == Root && at >= Injected;
            var text = isBroken
                ? "\"ERROR cannot read \"\"order\"\", giving up\nat line 9\"" : $"INFO  took request {step}";
            return string.Create(
                CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds() * 1_000_000},{Rename(service)},{text}");
        }));
        Write(path, "timestamp,container_name,message", rows);
    }

    private void Write(string path, string header, IEnumerable<string> rows)
    {
        using var file = File.Create(path);
        using var packed = path.EndsWith(".gz", StringComparison.Ordinal)
            ? (Stream)new GZipStream(file, CompressionLevel.Fastest)
            : file;
        using var writer = new StreamWriter(packed, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(header);
        foreach (var row in IsReversed ? rows.Reverse() : rows)
        {
            writer.WriteLine(row);
        }
    }
}
