using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Trial;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.RootCauseBench;

/// <summary>The alert that opened an incident.</summary>
internal sealed record BenchAlert(EntityId Entity, string Metric, string Summary, DateTimeOffset At);

/// <summary>A pattern of log lines and how its count changed.</summary>
internal sealed record BenchPattern(EntityId Entity, string Text, bool IsBad, double Change);

/// <summary>What stands in the files of an incident.</summary>
internal sealed record BenchFiles(
    BenchAlert Alert,
    SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>> Series,
    ImmutableArray<LogRecord> Lines,
    ImmutableArray<BenchPattern> Patterns,
    ImmutableArray<CodeChange> Changes,
    ImmutableArray<Rollout> Rollouts,
    ImmutableArray<ProviderNotice> Notices)
{
    /// <summary>Every service that the files speak of, sorted.</summary>
    public ImmutableSortedSet<EntityId> Services =>
    [
        Alert.Entity, .. Series.Keys.Select(key => key.Entity), .. Lines.Select(line => line.Entity),
        .. Patterns.Select(pattern => pattern.Entity), .. Rollouts.Select(rollout => rollout.Entity),
    ];

    /// <summary>Reads a folder; only the alert must be there.</summary>
    public static BenchFiles Read(string folder, RecordingLimits limits) => new(
        ReadAlert(Path.Combine(folder, "alert.json")),
        ReadSeries(Path.Combine(folder, "metrics.csv"), limits),
        ReadLines(Path.Combine(folder, "logs.ndjson"), limits),
        [.. Items(Path.Combine(folder, "patterns.json")).Select(pattern => new BenchPattern(
            ServiceOf(pattern), Text(pattern, "signature"), Text(pattern, "sentiment") == "negative",
            Number(Text(pattern, "delta_vs_baseline"))))],
        [.. Items(Path.Combine(folder, "context", "commits.json")).Select(ReadChange)],
        [.. Items(Path.Combine(folder, "context", "deploys.json")).Select(rollout => new Rollout(
            Text(rollout, "commit_sha"), ServiceOf(rollout), Instant(Text(rollout, "timestamp"))))],
        [.. Notice(folder)]);

    /// <summary>What stands in them under a perturbation. The patterns of lines are counted by whoever collects them
    /// and stay.</summary>
    public BenchFiles Told(Perturbation perturbation)
    {
        var known = new SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>>();
        var begin = Series.Values.Select(values => values[0].At).DefaultIfEmpty(Alert.At).Min();
        var from = perturbation.KnownFrom(begin, Alert.At);
        var muted = perturbation.Muted(
            Alert.Summary, Series.Keys.Select(key => key.Entity).Where(entity => entity != Alert.Entity).Distinct());
        foreach (var (key, values) in Series.Where(pair => pair.Key.Entity != muted))
        {
            var told = values.Where(value => value.At >= from)
                .Select(value => (value.At, Value: perturbation.Told(key.Entity, key.Metric, value)))
                .Where(pair => pair.Value is not null)
                .Select(pair => new TimedValue(pair.At, pair.Value!.Value)).ToList();
            if (told.Count > 0)
            {
                known[key] = told;
            }
        }

        return this with
        {
            Alert = Alert with { At = Alert.At + perturbation.OnsetShift },
            Series = known,
            Lines = [.. perturbation.Told(Lines)],
        };
    }

    private static BenchAlert ReadAlert(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var alert = document.RootElement;
        return new BenchAlert(
            ServiceOf(alert), Text(alert, "metric"), Text(alert, "summary"), Instant(Text(alert, "fired_at")));
    }

    private static SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>> ReadSeries(
        string path, RecordingLimits limits)
    {
        var series = new SortedDictionary<(EntityId Entity, string Metric), List<TimedValue>>();
        if (!File.Exists(path))
        {
            return series;
        }

        using var reader = PackedFile.Open(path);
        foreach (var row in CsvRows.Read(reader, limits.MaxEvents).Skip(1))
        {
            if (row.Count == 4 && DateTimeOffset.TryParse(
                    row[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && double.TryParse(row[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value))
            {
                var key = (EntityId.Of(EntityKind.Service, row[1]), row[2]);
                if (!series.TryGetValue(key, out var values))
                {
                    values = [];
                    series[key] = values;
                }

                values.Add(new TimedValue(at, value));
            }
        }

        foreach (var values in series.Values)
        {
            values.Sort((one, other) => one.At.CompareTo(other.At));
        }

        return series;
    }

    private static ImmutableArray<LogRecord> ReadLines(string path, RecordingLimits limits)
    {
        var lines = ImmutableArray.CreateBuilder<LogRecord>();
        foreach (var text in File.Exists(path) ? File.ReadLines(path).Take(limits.MaxEvents) : [])
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            using var document = JsonDocument.Parse(text);
            var line = document.RootElement;
            lines.Add(new LogRecord(
                ServiceOf(line), Instant(Text(line, "timestamp")),
                Enum.TryParse<LogSeverity>(Text(line, "severity_text"), true, out var severity)
                    ? severity : LogSeverity.Unspecified,
                Text(line, "msg"), null, null));
        }

        return lines.ToImmutable();
    }

    private static CodeChange ReadChange(JsonElement change) => new(
        Text(change, "sha"), Instant(Text(change, "timestamp")), Text(change, "message"),
        change.TryGetProperty("files_changed", out var files)
            ? [.. files.EnumerateArray().Select(file => file.GetString() ?? "")] : [],
        Text(change, "diff") is { Length: > 0 } diff ? diff : null);

    /// <summary>One notice for each instant since which the feed says something is impaired.</summary>
    private static IEnumerable<ProviderNotice> Notice(string folder)
    {
        foreach (var path in new[]
        {
            Path.Combine(folder, "status_feed.json"), Path.Combine(folder, "context", "status_feed.json"),
        }.Where(File.Exists))
        {
            var text = File.ReadAllText(path);
            using var document = JsonDocument.Parse(text);
            foreach (var at in Starts(document.RootElement).ToList())
            {
                yield return new ProviderNotice(at, text);
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Starts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Starts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "started_at" && member.Value.ValueKind == JsonValueKind.String
                ? [Instant(member.Value.GetString()!)]
                : Starts(member.Value)),
        _ => [],
    };

    private static List<JsonElement> Items(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.EnumerateArray().Select(item => item.Clone())];
    }

    private static EntityId ServiceOf(JsonElement item) => EntityId.Of(EntityKind.Service, Text(item, "service"));

    private static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "" : "";

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
