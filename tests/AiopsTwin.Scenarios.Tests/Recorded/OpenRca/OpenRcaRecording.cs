using System.Globalization;
using System.Text;

namespace AiopsTwin.Scenarios.Tests.Recorded.OpenRca;

/// <summary>The tables of the three systems of the benchmark.</summary>
internal enum OpenRcaSystem
{
    /// <summary>Virtual machines, services of tests, spans without operations.</summary>
    Bank,

    /// <summary>Copies on nodes, services over them, spans in microseconds.</summary>
    Market,

    /// <summary>Containers, stores named in spans, everything in milliseconds.</summary>
    Telecom,
}

/// <summary>
/// Writes a day of one system in the layouts of OpenRCA: requests go from a front over a shop to a stock and a till. At
/// each failure a component's processor is starved and it becomes slow, and its callers wait.
/// </summary>
internal sealed class OpenRcaRecording
{
    private const int StepSeconds = 30;

    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly string[] Parts = ["front", "shop", "stock", "till"];

    private readonly Dictionary<string, StringBuilder> _files = new(StringComparer.Ordinal);

    /// <summary>Whose tables.</summary>
    public required OpenRcaSystem System { get; init; }

    /// <summary>What fails when, in minutes of the day. A name without a number is all copies of it; one that begins
    /// with node the machine of that number and all on it.</summary>
    public (int Minute, string Component)[] Failures { get; init; } = [(615, "stock-0"), (735, "till-0")];

    /// <summary>True to write the rows of each table in the opposite order.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Writes the system into a folder.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (minute, _) in Failures)
        {
            for (var at = Midnight.AddMinutes(minute - 50); at < Midnight.AddMinutes(minute + 45);
                at = at.AddSeconds(StepSeconds))
            {
                AddMoment(at);
            }
        }

        Directory.CreateDirectory(Path.Combine(folder, "telemetry"));
        foreach (var (name, rows) in _files)
        {
            var path = Path.Combine(
                folder, "telemetry", Midnight.ToString("yyyy_MM_dd", CultureInfo.InvariantCulture), name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var lines = rows.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            File.WriteAllLines(path, [Header(name), .. IsReversed ? lines.Reverse() : lines]);
        }

        File.WriteAllLines(
            Path.Combine(folder, "record.csv"),
            [
                "level,component,timestamp,datetime,reason",
                .. Failures.Select(one => string.Create(
                    CultureInfo.InvariantCulture,
                    $"pod,{Written(one.Component)},{Midnight.AddMinutes(one.Minute).ToUnixTimeSeconds()}.0,"
                        + $"{Midnight.AddMinutes(one.Minute):yyyy-MM-dd HH:mm:ss},high CPU usage")),
            ]);
    }

    /// <summary>A component as the system calls it.</summary>
    public string Written(string component) =>
        System == OpenRcaSystem.Market ? component : component.Replace("-0", "_001", StringComparison.Ordinal);

    private void AddMoment(DateTimeOffset at)
    {
        foreach (var part in Parts)
        {
            for (var copy = 0; copy < (System == OpenRcaSystem.Market ? 2 : 1); copy++)
            {
                AddSeries(at, part, copy);
            }
        }

        AddSpans(at);
        AddServices(at);
    }

    private void AddSeries(DateTimeOffset at, string part, int copy)
    {
        var name = $"{part}-{copy}";
        var step = (int)(at - Midnight).TotalSeconds / StepSeconds;
        var noise = ((step * 37) + (part.Length * 5) + copy) % 11;
        var busy = IsAtFault(part, copy, at) ? 97 : 20 + noise;
        switch (System)
        {
            case OpenRcaSystem.Bank:
                Kpi("metric/metric_container.csv", $"{S(at)},{Written(name)},OSLinux-CPU_CPU_CPUCpuUtil,{busy}");
                Kpi("metric/metric_container.csv", $"{S(at)},{Written(name)},OSLinux-X_Y_Oddity,{noise}");
                Kpi("log/log_service.csv", $"{step}{name},{S(at)},{Written(name)},gc,\"done, in {noise} ms\"");
                break;
            case OpenRcaSystem.Market:
                Kpi("metric/metric_container.csv", $"{S(at)},node-{copy}.{name},container_cpu_usage_seconds,{busy}");
                Kpi("metric/metric_node.csv", $"{S(at)},node-{copy},system.cpu.pct_usage,{NodeUse(copy, at, noise)}");
                Kpi("log/log_service.csv", $"{step}{name},{S(at)},{name},log_service,\"severity: info, fine\"");
                break;
            default:
                Kpi("metric/metric_container.csv", $"1,container_cpu_used,X,{Ms(at)},{busy},{Written(name)}");
                break;
        }
    }

    private int NodeUse(int copy, DateTimeOffset at, int noise) =>
        Failures.Any(one => one.Component == $"node-{copy}" && IsDuring(one.Minute, at)) ? 98 : 30 + noise;

    private void AddServices(DateTimeOffset at)
    {
        foreach (var part in Parts)
        {
            // One slow copy of a service hardly shows in what all of them take.
            var slow = IsAtFault(part, 0, at) && (System != OpenRcaSystem.Market || IsAtFault(part, 1, at)) ? 350 : 50;
            switch (System)
            {
                case OpenRcaSystem.Bank when part == "front":
                    Kpi("metric/metric_app.csv", $"{S(at)},100.0,100.0,30,{slow},ServiceTest1");
                    break;
                case OpenRcaSystem.Market:
                    Kpi("metric/metric_service.csv", $"{part}-grpc,{S(at)},100.0,100.0,{slow},30");
                    break;
                case OpenRcaSystem.Telecom when part == "front":
                    Kpi("metric/metric_app.csv", $"osb_001,{Ms(at)},{slow},30,30,1.0");
                    break;
            }
        }
    }

    private void AddSpans(DateTimeOffset at)
    {
        var step = (int)(at - Midnight).TotalSeconds / StepSeconds;
        for (var request = 0; request < 4; request++)
        {
            var trace = string.Create(CultureInfo.InvariantCulture, $"t{step:x8}{request}");
            var copy = System == OpenRcaSystem.Market ? request % 2 : 0;
            var (stock, till) = (IsAtFault("stock", copy, at) ? 350 : 30, IsAtFault("till", copy, at) ? 350 : 30);
            AddSpan((trace, "1", ""), ("front", copy), at, stock + till + 60);
            AddSpan((trace, "2", "1"), ("shop", copy), at, stock + till + 40);
            AddSpan((trace, "3", "2"), ("stock", copy), at, stock);
            AddSpan((trace, "4", "2"), ("till", copy), at, till);
            AddSpan((trace, "5", "4"), ("till", copy), at, 5, "db_003");
        }
    }

    private void AddSpan(
        (string Trace, string Id, string Parent) id, (string Part, int Copy) who, DateTimeOffset at, int milliseconds,
        string store = "")
    {
        var name = Written($"{who.Part}-{who.Copy}");
        var own = $"{id.Trace}-{id.Id}";
        var above = id.Parent.Length == 0 ? "" : $"{id.Trace}-{id.Parent}";
        Kpi("trace/trace_span.csv", System switch
        {
            OpenRcaSystem.Bank => $"{Ms(at)},{name},{above},{own},{id.Trace},{milliseconds}",
            OpenRcaSystem.Market =>
                $"{Ms(at)},{name},{own},{id.Trace},{milliseconds * 1000},rpc,0,{who.Part}/Do,{above}",
            _ => $"RemoteProcess,{Ms(at)},{milliseconds}.0,True,{id.Trace},{own},"
                + $"{(above.Length == 0 ? "None" : above)},{name},{store},do",
        });
    }

    private bool IsAtFault(string part, int copy, DateTimeOffset at) => Failures.Any(one => IsDuring(one.Minute, at)
        && (one.Component == $"{part}-{copy}" || one.Component == part || one.Component == $"node-{copy}"));

    private static bool IsDuring(int minute, DateTimeOffset at) =>
        at >= Midnight.AddMinutes(minute) && at < Midnight.AddMinutes(minute + 12);

    private void Kpi(string file, string row)
    {
        if (!_files.TryGetValue(file, out var rows))
        {
            rows = new StringBuilder();
            _files[file] = rows;
        }

        rows.Append(row).Append('\n');
    }

    private string Header(string file) => (System, file) switch
    {
        (OpenRcaSystem.Bank, "metric/metric_app.csv") => "timestamp,rr,sr,cnt,mrt,tc",
        (OpenRcaSystem.Market, "metric/metric_service.csv") => "service,timestamp,rr,sr,mrt,count",
        (OpenRcaSystem.Telecom, "metric/metric_app.csv") => "serviceName,startTime,avg_time,num,succee_num,succee_rate",
        (OpenRcaSystem.Telecom, "metric/metric_container.csv") => "itemid,name,bomc_id,timestamp,value,cmdb_id",
        (OpenRcaSystem.Bank, "trace/trace_span.csv") => "timestamp,cmdb_id,parent_id,span_id,trace_id,duration",
        (OpenRcaSystem.Market, "trace/trace_span.csv") =>
            "timestamp,cmdb_id,span_id,trace_id,duration,type,status_code,operation_name,parent_span",
        (_, "trace/trace_span.csv") =>
            "callType,startTime,elapsedTime,success,traceId,id,pid,cmdb_id,dsName,serviceName",
        (_, "log/log_service.csv") => "log_id,timestamp,cmdb_id,log_name,value",
        _ => "timestamp,cmdb_id,kpi_name,value",
    };

    private static string S(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
