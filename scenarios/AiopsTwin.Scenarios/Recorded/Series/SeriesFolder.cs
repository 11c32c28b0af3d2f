using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Series;

/// <summary>
/// The labelled series of one data set in a folder, as published: those of WSD (alumik/AnoTransfer-data) and of the
/// AIOps challenge 2018 as one file each, those of the Numenta Anomaly Benchmark in folders beside
/// <c>combined_windows.json</c>. Series are read one at a time; only their names are known before.
/// </summary>
public sealed class SeriesFolder
{
    private const string Ending = ".csv";
    private const string Windows = "combined_windows.json";

    private readonly RecordingLimits _limits;
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, ImmutableArray<LabelledEvent>>? _windows;

    private SeriesFolder(string root, bool hasWindows, RecordingLimits limits)
    {
        _limits = limits;
        string[] folders = hasWindows && Directory.Exists(root) ? Directory.GetDirectories(root) : [root];
        foreach (var folder in folders)
        {
            foreach (var file in PackedFile.Find(folder, Ending))
            {
                var name = PackedFile.NameOf(file, Ending);
                _files[hasWindows ? $"{Path.GetFileName(folder)}/{name}" : name] = file;
            }
        }

        if (hasWindows)
        {
            var read = WindowFile.Read(Path.Combine(root, Windows), limits);
            (_windows, Problems) = (read.Value?.Events, read.Problems);
        }

        if (_files.Count == 0 || _files.Count > limits.MaxCases)
        {
            Problems = Problems.Add(new Problem(
                root, 0, 0, "", _files.Count == 0 ? "there are no series here" : "there are more series than allowed"));
        }
    }

    /// <summary>The series' names, ordinally.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Why the folder cannot be used; empty when it can.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Opens a folder of files that carry their marks.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="limits">What reading may cost; null for the defaults.</param>
    public static SeriesFolder Marked(string root, RecordingLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        return new SeriesFolder(root, false, limits ?? RecordingLimits.Default);
    }

    /// <summary>Opens a folder of the Numenta Anomaly Benchmark.</summary>
    /// <param name="root">The folder with <c>combined_windows.json</c>.</param>
    /// <param name="limits">What reading may cost; null for the defaults.</param>
    public static SeriesFolder Nab(string root, RecordingLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        return new SeriesFolder(root, true, limits ?? RecordingLimits.Default);
    }

    /// <summary>Reads one series.</summary>
    /// <param name="name">One of the names.</param>
    /// <exception cref="KeyNotFoundException">There is no such series.</exception>
    public Parsed<DetectionSeries> Read(string name)
    {
        var file = _files[name];
        if (_windows is null)
        {
            return new SeriesFile(file, _limits).Read(name, null);
        }

        return _windows.TryGetValue(name + Ending, out var events)
            ? new SeriesFile(file, _limits).Read(name, events)
            : new Parsed<DetectionSeries>(
                null, [new Problem(file, 0, 0, name, $"the series is not in {Windows}")]);
    }
}
