using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>
/// Reads the files of one day in the layouts of OpenRCA (Xu et al., ICLR 2025): <c>metric</c>, <c>trace</c> and
/// <c>log</c> with tables of their own columns in each of its systems, told apart by these columns alone. A file is
/// gone through once, whatever its length, and each row given to the moments it lies near. Nothing of what was at fault
/// is read here.
/// </summary>
/// <param name="names">Which entity a name means.</param>
/// <param name="limits">What reading may cost.</param>
/// <param name="problems">Takes what is wrong with files.</param>
internal sealed class OpenRcaDay(OpenRcaNames names, RecordingLimits limits, ProblemList problems)
{
    /// <summary>The column that says whom a row is of.</summary>
    public const string Who = "cmdb_id";

    /// <summary>The column that holds the text of a line.</summary>
    public const string Text = "value";

    private const string Ending = ".csv";
    private const string NodeFile = "metric_node";
    private const string Metrics = "metric";
    private const string Traces = "trace";
    private const string Lines = "log";

    // What a store takes is seen by who asks it: such a span holds the store's work, too.
    private const string StoreWork = "/store";

    private static readonly string[] ServiceColumns =
        ["rr", "sr", "mrt", "cnt", "count", "avg_time", "num", "succee_rate"];

    private readonly SharedNames _shared = new();
    private List<OpenRcaCase> _cases = [];

    /// <summary>Reads a day for the moments that lie near it.</summary>
    public void Read(string folder, IEnumerable<OpenRcaCase> cases)
    {
        _cases = [.. cases];
        foreach (var path in Files(folder, Metrics).OrderBy(path => !IsOfNodes(path)))
        {
            ReadMetrics(path);
        }

        foreach (var path in Files(folder, Traces))
        {
            ReadSpans(path);
        }

        foreach (var path in Files(folder, Lines))
        {
            ReadLines(path);
        }

        LinkCopies();
    }

    /// <summary>All tables of a day.</summary>
    public static IEnumerable<string> Tables(string folder) =>
        new[] { Metrics, Traces, Lines }.SelectMany(kind => Files(folder, kind));

    /// <summary>True for a table of series.</summary>
    public static bool IsOfMetrics(string path) => KindOf(path) == Metrics;

    /// <summary>True for a table of log lines.</summary>
    public static bool IsOfLines(string path) => KindOf(path) == Lines;

    /// <summary>True for a table of series of machines.</summary>
    public static bool IsOfNodes(string path) =>
        PackedFile.NameOf(path, Ending).StartsWith(NodeFile, StringComparison.Ordinal);

    private static string KindOf(string path) => Path.GetFileName(Path.GetDirectoryName(path)!);

    private static IEnumerable<string> Files(string folder, string kind) =>
        PackedFile.Find(Path.Combine(folder, kind), Ending);

    private void ReadMetrics(string path)
    {
        using var table = new RecordedTable(path, problems, limits);
        var (who, value) = (table.Find(Who), table.Find("value"));
        var time = table.Need("timestamp", "startTime");
        if (who >= 0 && value >= 0 && time >= 0)
        {
            ReadKpis(table, (who, time, value), IsOfNodes(path));
        }
        else if (time >= 0 && table.Need("tc", "service", "serviceName") is >= 0 and var service)
        {
            ReadServices(table, service, time);
        }
    }

    private void ReadKpis(RecordedTable table, (int Who, int Time, int Value) column, bool isOfNodes)
    {
        var name = table.Need("kpi_name", "name");
        while (name >= 0 && table.Next())
        {
            if (isOfNodes)
            {
                names.AddHost(table.Cell(column.Who));
            }

            var (known, host) = names.Of(table.Cell(column.Who));
            if (!NumberText.TryInstant(table.Cell(column.Time), out var at) || known is not { } entity)
            {
                table.Refuse("the sample has no instant or nobody it is of");
                continue;
            }

            if (!IsHeard(at) || !NumberText.TryValue(table.Cell(column.Value), out var value))
            {
                continue;
            }

            var series = $"{table.Cell(name)} {Rest(table.Cell(column.Who), entity, host)}".TrimEnd();
            foreach (var one in _cases.Where(one => one.Hears(at)))
            {
                one.Telemetry.Measure(entity, series, at, value);
                if (host is { } below)
                {
                    one.Telemetry.Link(entity, below, DependencyKind.RunsOn);
                }
            }
        }
    }

    /// <summary>What a joint name says beside who it is of: whom it talks to. That makes a series of its own.</summary>
    private static string Rest(string name, EntityId entity, EntityId? host) =>
        name.Length > entity.Name.Length + (host?.Name.Length + 1 ?? 0) ? name[entity.Name.Length..] : "";

    private void ReadServices(RecordedTable table, int service, int time)
    {
        var columns = ServiceColumns.Select(name => (Name: name, Place: table.Find(name)))
            .Where(column => column.Place >= 0).ToList();
        while (table.Next())
        {
            if (!NumberText.TryInstant(table.Cell(time), out var at)
                || names.ServiceOf(table.Cell(service)) is not { } entity)
            {
                table.Refuse("the row has no instant or no service");
                continue;
            }

            foreach (var one in IsHeard(at) ? _cases.Where(one => one.Hears(at)) : [])
            {
                foreach (var (name, place) in columns)
                {
                    if (NumberText.TryValue(table.Cell(place), out var value))
                    {
                        one.Telemetry.Measure(entity, name, at, value);
                    }
                }
            }
        }
    }

    private void ReadSpans(string path)
    {
        using var table = new RecordedTable(path, problems, limits);
        var columns = SpanColumns.Of(table);
        while (columns.AreComplete && table.Next())
        {
            if (columns.Read(table, names, _shared) is not { } span)
            {
                table.Refuse("the span has no trace, nobody it is of, no start or no duration");
                continue;
            }

            foreach (var one in IsHeard(span.Start) ? _cases.Where(one => one.Hears(span.Start)) : [])
            {
                one.Telemetry.Add(span);
                if (span.Peer is { } store)
                {
                    one.Telemetry.Add(span with
                    {
                        SpanId = span.SpanId + StoreWork,
                        ParentSpanId = span.SpanId,
                        Entity = store,
                        Peer = null,
                    });
                }
            }
        }
    }

    private void ReadLines(string path)
    {
        using var table = new RecordedTable(path, problems, limits);
        var (time, who, text) = (table.Need("timestamp"), table.Need(Who), table.Need(Text));
        while (Math.Min(time, Math.Min(who, text)) >= 0 && table.Next())
        {
            if (!NumberText.TryInstant(table.Cell(time), out var at)
                || names.Of(table.Cell(who)).Entity is not { } entity)
            {
                table.Refuse("the line has no instant or nobody who wrote it");
                continue;
            }

            foreach (var one in IsHeard(at) ? _cases.Where(one => one.Hears(at)) : [])
            {
                one.Telemetry.Add(entity, at, table.Cell(text), LogSeverity.Unspecified);
            }
        }
    }

    /// <summary>A copy is reached through its service: what strikes all copies strikes the service. Linked when all
    /// services are known, in whatever order tables and rows come.</summary>
    private void LinkCopies()
    {
        foreach (var one in _cases)
        {
            foreach (var copy in one.Telemetry.Heard.Where(entity => entity.Kind == EntityKind.Service))
            {
                if (names.ServiceOfCopy(copy) is { } service)
                {
                    one.Telemetry.Link(copy, service, DependencyKind.ConnectsThrough);
                }
            }
        }
    }

    private bool IsHeard(DateTimeOffset at) => _cases.Exists(one => one.Hears(at));
}
