using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Testing.Recordings;

/// <summary>
/// Writes a small recording in the layout of the PetShop data set: a front end that waits for an interface, which waits
/// for a store; the front end also starts jobs nobody waits for. Two cases in one group: in <c>slow</c> the store slows
/// down, in <c>failing</c> the interface fails one request in ten.
/// </summary>
public sealed class PetShopRecording
{
    /// <summary>Name of the case in which the store slows down.</summary>
    public const string Slow = "calm/test/slow";

    /// <summary>Name of the case in which the interface fails.</summary>
    public const string Failing = "calm/test/failing";

    private const long FirstSecond = 1_700_000_000;
    private const int Interval = 300;
    private const int BaselineRows = 400;
    private const int CaseRows = 5;
    private const int FirstBadRow = 2;

    private static readonly string[] Names = ["Front/web", "api, v2", "store::table", "cron:jobs"];
    private static readonly (int Caller, int Callee)[] Calls = [(0, 1), (1, 2), (0, 3)];
    private static readonly (string Metric, string Statistic)[] Columns =
    [
        ("latency", "Average"), ("latency", "p50"), ("latency", "p95"), ("latency", "p99"), ("requests", "Sum"),
        ("availability", "Average"),
    ];

    /// <summary>New names by old name; the old ones when null.</summary>
    public Func<string, string>? Rename { get; init; }

    /// <summary>Order of rows and columns: 0 as measured, others shuffled.</summary>
    public ulong Shuffle { get; init; }

    /// <summary>Whether the answers are written beside the cases.</summary>
    public bool HasTargets { get; init; } = true;

    /// <summary>The component at fault in a case, as it is called in the files.</summary>
    public string RootOf(string name) => NameOf(name == Slow ? 2 : 1);

    /// <summary>Writes all files.</summary>
    /// <param name="root">An existing folder.</param>
    public void WriteTo(string root)
    {
        Write(root, "calm/graph.csv", Graph());
        Write(root, "calm/noissue/metrics.csv", Metrics(FirstSecond, BaselineRows, ""));
        foreach (var (name, place) in new[] { (Slow, 40), (Failing, 60) })
        {
            Write(root, name + "/metrics.csv", Metrics(FirstSecond - (place * 86_400) + 7_320, CaseRows, name));
            if (HasTargets)
            {
                var metric = name == Slow ? "latency" : "availability";
                Write(root, name + "/target.json",
                    $$$"""{"target":{"node":"{{{NameOf(0)}}}","metric":"{{{metric}}}"},"root_cause":{"node":"""
                    + $$$"""{{{'"'}}}{{{RootOf(name)}}}{{{'"'}}}}}""");
            }
        }
    }

    private static void Write(string root, string name, string text)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string NameOf(int component) => Rename is null ? Names[component] : Rename(Names[component]);

    private string Graph()
    {
        var order = Shuffled(Names.Length, "graph");
        var text = new StringBuilder().AppendJoin(',', order.Select(i => Cell(NameOf(i))).Prepend("")).Append('\n');
        foreach (var row in order)
        {
            text.AppendJoin(',', order.Select(column => Array.IndexOf(Calls, (row, column)) < 0 ? "0.0" : "1.0")
                .Prepend(Cell(NameOf(row)))).Append('\n');
        }

        return text.ToString();
    }

    private string Metrics(long from, int rows, string name)
    {
        var columns = Shuffled(Names.Length * Columns.Length, "columns")
            .Select(i => (Component: i / Columns.Length, Kind: i % Columns.Length)).ToArray();
        var text = new StringBuilder()
            .AppendJoin(',', columns.Select(one => Cell(NameOf(one.Component))).Prepend("microservice")).Append('\n')
            .AppendJoin(',', columns.Select(one => Columns[one.Kind].Metric).Prepend("metric")).Append('\n')
            .AppendJoin(',', columns.Select(one => Columns[one.Kind].Statistic).Prepend("statistic")).Append('\n')
            .AppendJoin(',', columns.Select(_ => "").Prepend("unix_timestamp")).Append('\n');
        foreach (var row in Shuffled(rows, "rows"))
        {
            var values = Values(name, row);
            var second = from + (row * Interval);
            text.AppendJoin(',', columns.Select(one => values[one.Component, one.Kind]
                .ToString("R", CultureInfo.InvariantCulture)).Prepend($"{second}.0")).Append('\n');
        }

        return text.ToString();
    }

    private static double[,] Values(string name, int row)
    {
        var noise = new SeededRandom(1).Fork(name).Fork((ulong)row);
        var isBad = name.Length > 0 && row >= FirstBadRow;
        var store = (name == Slow && isBad ? 0.15 : 0.02) * (1 + (0.02 * noise.NextNormal()));
        var api = 0.03 + store + (0.001 * noise.NextNormal());
        var front = 0.04 + (api / 2) + (0.001 * noise.NextNormal());
        var jobs = 3 + (0.3 * noise.NextNormal());
        var failing = name == Failing && isBad ? 0.1 : 0;
        var values = new double[Names.Length, Columns.Length];
        Fill(values, 0, front, 1000 + Math.Round(20 * noise.NextNormal()), failing / 2);
        Fill(values, 1, api, 500 + Math.Round(10 * noise.NextNormal()), failing);
        Fill(values, 2, store, 500 + Math.Round(10 * noise.NextNormal()), 0);
        Fill(values, 3, jobs, 50, 0);
        return values;
    }

    private static void Fill(double[,] values, int component, double latency, double requests, double failing)
    {
        values[component, 0] = latency;
        values[component, 1] = latency * 0.9;
        values[component, 2] = latency * 1.5;
        values[component, 3] = latency * 1.8;
        values[component, 4] = requests;
        values[component, 5] = 100 * (1 - failing);
    }

    private static string Cell(string text) =>
        text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;

    private int[] Shuffled(int count, string what)
    {
        var order = Enumerable.Range(0, count).ToArray();
        if (Shuffle == 0)
        {
            return order;
        }

        var random = new SeededRandom(Shuffle).Fork(what);
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
