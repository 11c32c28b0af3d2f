using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Recorded.Nezha;

/// <summary>
/// Writes a small day in the layout of the Nezha data set: requests go from a front over a shop to a stock and a till.
/// In the first fault the till's network is slow, in the second the stock logs an error and is done, in the third the
/// shop's processor is starved. One minute before each fault and two after it are recorded, and one fault-free minute.
/// </summary>
internal sealed class NezhaRecording
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (int Minute, string Service, string Kind)[] Faults =
        [(20, "till", "network_delay"), (40, "stock", "return"), (60, "shop", "cpu_contention")];

    private readonly StringBuilder _spans = new();
    private readonly StringBuilder _lines = new();
    private int _count;

    /// <summary>How services are called in the files.</summary>
    public Func<string, string> Rename { get; init; } = name => name;

    /// <summary>True to write the rows of each file in the opposite order.</summary>
    public bool IsReversed { get; init; }

    /// <summary>False to leave out what was injected.</summary>
    public bool HasFaults { get; init; } = true;

    /// <summary>True to write edge metrics too.</summary>
    public bool HasEdges { get; init; }

    /// <summary>The service at fault, as it is called in the files, in the order of the faults.</summary>
    public IEnumerable<string> Roots => Faults.Select(fault => Rename(fault.Service));

    public void WriteTo(string root)
    {
        var day = Path.Combine(root, Midnight.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteMinute(Path.Combine(day, "construct"), 10, null);
        foreach (var (minute, service, kind) in Faults)
        {
            WriteMinute(Path.Combine(day, "fault"), minute - 1, null);
            WriteMinute(Path.Combine(day, "fault"), minute, (service, kind));
            WriteMinute(Path.Combine(day, "fault"), minute + 1, (service, kind));
        }

        WriteMetrics(Path.Combine(day, "fault", "metric"));
        if (HasFaults)
        {
            File.WriteAllText(Path.Combine(day, "fault_list.json"), JsonSerializer.Serialize(
                new Dictionary<string, object[]>
                {
                    ["00"] = [.. Faults.Select(fault => (object)new
                    {
                        inject_time = Text(Midnight.AddMinutes(fault.Minute)),
                        inject_timestamp = "1",
                        inject_pod = Pod(fault.Service),
                        inject_type = fault.Kind,
                    })],
                }));
        }
    }

    private void WriteMinute(string folder, int minute, (string Service, string Kind)? fault)
    {
        _spans.Clear();
        _lines.Clear();
        for (var second = 0; second < 60; second++)
        {
            AddRequest(Midnight.AddMinutes(minute).AddSeconds(second), fault);
        }

        // Collected a minute later, which is what the name says.
        var name = Midnight.AddMinutes(minute + 1).ToString("HH_mm", CultureInfo.InvariantCulture);
        Write(
            Path.Combine(folder, "trace", $"{name}_trace.csv.gz"),
            "TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration", _spans);
        Write(
            Path.Combine(folder, "log", $"{name}_log.csv.gz"),
            "Timestamp,TimeUnixNano,Node,PodName,Container,TraceID,SpanID,Log", _lines);
    }

    private void AddRequest(DateTimeOffset at, (string Service, string Kind)? fault)
    {
        var trace = string.Create(CultureInfo.InvariantCulture, $"{_count++:x32}");
        var delay = fault?.Kind == "network_delay" ? 400 : 2;
        var isBroken = fault?.Kind == "return";
        AddSpan(trace, ("1", "root", "front"), "GET /", at, 900);
        AddSpan(trace, ("2", "1", "front"), "call", at, 890);
        AddSpan(trace, ("3", "2", "shop"), "/orders/{id}", at, 880);
        AddSpan(trace, ("4", "3", "shop"), "call", at, 32);
        AddSpan(trace, ("5", "4", "stock"), "/reserve, soon", at, 30);
        AddSpan(trace, ("6", "3", "shop"), "call", at, 30 + delay);
        AddSpan(trace, ("7", "6", "till"), "/pay", at, 30);
        AddLine(trace, ("5", "stock"), at, isBroken ? "ERROR s.Stock#9 refused" : "INFO  s.Stock#12 reserved");
        AddLine(trace, ("3", "shop"), at, "INFO  s.Shop#4 order taken");
    }

    private void AddSpan(
        string trace, (string Id, string Parent, string Service) span, string operation, DateTimeOffset at, int ms) =>
        _spans.Append(CultureInfo.InvariantCulture, $"{trace},{Id(trace, span.Id)},")
            .Append(span.Parent == "root" ? "root" : Id(trace, span.Parent))
            .Append(CultureInfo.InvariantCulture, $",{Pod(span.Service)},{operation},{Nanoseconds(at)},")
            .Append(CultureInfo.InvariantCulture, $"{Nanoseconds(at.AddMilliseconds(ms))},{ms}\n");

    private void AddLine(string trace, (string Span, string Service) where, DateTimeOffset at, string text) =>
        _lines.Append(CultureInfo.InvariantCulture, $"{at:O},{Nanoseconds(at)},node,{Pod(where.Service)},")
            .Append(CultureInfo.InvariantCulture, $"server,{trace},")
            .Append(CultureInfo.InvariantCulture, $"{Id(trace, where.Span)},\"{{\"\"log\"\":\"\"12:00:00 {text} ")
            .Append(CultureInfo.InvariantCulture, $"TraceID: {trace} SpanID: {Id(trace, where.Span)} [x]\\n\"\"}}\"\n");

    private void WriteMetrics(string folder)
    {
        foreach (var service in new[] { "front", "shop", "stock", "till" })
        {
            var rows = new StringBuilder();
            for (var minute = 0; minute < 70; minute++)
            {
                var isStarved = service == "shop" && minute is >= 61 and <= 63;
                var time = Text(Midnight.AddMinutes(minute));
                rows.Append(CultureInfo.InvariantCulture, $"{time}.123 +0000 UTC m=+1,1,")
                    .Append(CultureInfo.InvariantCulture, $"{Pod(service)},{(isStarved ? 95 : 10 + (minute % 3))},")
                    .Append("40\n");
            }

            Write(
                Path.Combine(folder, Pod(service) + "_metric.csv.gz"),
                "Time,TimeStamp,PodName,CpuUsageRate(%),MemoryUsageRate(%)", rows);
        }

        if (HasEdges)
        {
            var edge = Rename("shop") + "_" + Rename("till");
            Write(Path.Combine(folder, "source_50.csv"), $"time,timestamp,{edge}", new StringBuilder());
            Write(Path.Combine(folder, "destination_50.csv"), $"time,timestamp,{edge}", new StringBuilder());
        }
    }

    private void Write(string path, string header, StringBuilder rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var lines = rows.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var file = File.Create(path);
        using var packed = path.EndsWith(".gz", StringComparison.Ordinal)
            ? (Stream)new GZipStream(file, CompressionLevel.Fastest)
            : file;
        using var writer = new StreamWriter(packed) { NewLine = "\n" };
        writer.WriteLine(header);
        foreach (var line in IsReversed ? lines.Reverse() : lines)
        {
            writer.WriteLine(line);
        }
    }

    private string Pod(string service) => $"{Rename(service)}-579f59597d-wc2lz";

    private static string Id(string trace, string span) => $"{trace[16..]}{span}";

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
