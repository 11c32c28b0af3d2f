using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// The series of one frequency of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020;
/// Mcompetitions/M4-methods) as published: <c>NAME-train.csv</c> and <c>NAME-test.csv</c>, packed with gzip or not, one
/// series a line, its name first.
/// </summary>
public static class M4Folder
{
    private const int MostValues = 100_000;

    /// <summary>Reads all series, in the order of the training file.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="frequency">First part of the files' names, for example <c>Hourly</c>.</param>
    /// <param name="limits">What reading may cost; null for the defaults.</param>
    public static Parsed<M4Set> Read(string root, string frequency, RecordingLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentException.ThrowIfNullOrEmpty(frequency);
        var bounds = limits ?? RecordingLimits.Default;
        var train = new ProblemList(PathOf(root, frequency + "-train.csv"), bounds.ForSource());
        var test = new ProblemList(PathOf(root, frequency + "-test.csv"), bounds.ForSource());
        var histories = ReadRows(train, bounds);
        var actuals = ReadRows(test, bounds);
        var series = new List<M4Series>();
        foreach (var (name, (line, values)) in histories)
        {
            if (!actuals.TryGetValue(name, out var actual))
            {
                train.Add(new Place(line, 1, name), "the series is not in the test file");
            }
            else if (values.Length < 4 || actual.Values.IsEmpty)
            {
                train.Add(new Place(line, 1, name), "the series has fewer than 4 values, or none to compare with");
            }
            else
            {
                series.Add(new M4Series(name, values, actual.Values));
            }
        }

        ImmutableArray<Problem> problems = [.. train.ToSorted(), .. test.ToSorted()];
        return new Parsed<M4Set>(
            problems.IsEmpty ? new M4Set(frequency, [.. series]) : null, problems);
    }

    private static string PathOf(string root, string name)
    {
        var plain = Path.Combine(root, name);
        return File.Exists(plain) || !File.Exists(plain + ".gz") ? plain : plain + ".gz";
    }

    /// <summary>Values by name; the first line, which names the columns, is passed over.</summary>
    private static OrderedDictionary<string, (int Line, ImmutableArray<double> Values)> ReadRows(
        ProblemList problems, RecordingLimits limits)
    {
        var rows = new OrderedDictionary<string, (int Line, ImmutableArray<double> Values)>(StringComparer.Ordinal);
        try
        {
            using var file = new FileStream(problems.File, FileMode.Open, FileAccess.Read, FileShare.Read);
            using Stream plain = problems.File.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using var reader = new StreamReader(plain);
            var characters = 0L;
            for (var line = 1; reader.ReadLine() is { } text; line++)
            {
                characters += text.Length;
                if (characters > limits.MaxBytes || rows.Count >= limits.MaxRows)
                {
                    problems.Add(new Place(line, 1, ""), "the table is longer than the limits allow");
                    break;
                }

                if (line > 1 && text.Length > 0)
                {
                    ReadRow(text, line, rows, problems);
                }
            }
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems.Add(new Place(0, 0, ""), exception is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file"
                : "the file cannot be read: " + exception.Message);
        }

        return rows;
    }

    private static void ReadRow(
        string text, int line, OrderedDictionary<string, (int Line, ImmutableArray<double> Values)> rows,
        ProblemList problems)
    {
        var cells = text.Split(',', MostValues);
        var name = Unquoted(cells[0]);
        var values = ImmutableArray.CreateBuilder<double>();
        for (var i = 1; i < cells.Length; i++)
        {
            var cell = Unquoted(cells[i]);
            if (cell.Length == 0 || cell == "NA")
            {
                continue;
            }

            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value))
            {
                problems.Add(new Place(line, i + 1, name), $"'{cell}' is not a number");
                return;
            }

            values.Add(value);
        }

        if (!rows.TryAdd(name, (line, values.ToImmutable())))
        {
            problems.Add(new Place(line, 1, name), "the series is there twice");
        }
    }

    private static string Unquoted(string cell) => cell.Trim().Trim('"');
}
