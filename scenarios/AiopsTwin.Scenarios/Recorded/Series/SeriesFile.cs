using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Series;

/// <summary>
/// A labelled series as published: comma-separated lines of an instant (seconds since 1970, or <c>yyyy-MM-dd
/// HH:mm:ss</c>), a value (empty when missing) and, in most sets, a mark of 0 or 1. Lines before the first value may
/// be comments beginning with <c>#</c>, and one may name the columns. Read line by line, packed with gzip or not.
/// </summary>
internal sealed class SeriesFile(string path, RecordingLimits limits)
{
    private readonly ProblemList _problems = new(path, limits.ForSource());
    private readonly ImmutableArray<long>.Builder _ticks = ImmutableArray.CreateBuilder<long>();
    private readonly ImmutableArray<double>.Builder _values = ImmutableArray.CreateBuilder<double>();
    private readonly List<bool> _marks = [];

    /// <summary>Reads the file.</summary>
    /// <param name="name">The series' name.</param>
    /// <param name="events">What is marked, where the set keeps that in a file of its own; null when the lines carry
    /// it.</param>
    public Parsed<DetectionSeries> Read(string name, ImmutableArray<LabelledEvent>? events)
    {
        try
        {
            ReadLines();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _problems.Add(new Place(0, 0, ""), "the file cannot be read: " + exception.Message);
        }

        if (_problems.Count == 0 && _ticks.Count < 2)
        {
            _problems.Add(new Place(0, 0, ""), "the file has fewer than 2 samples");
        }

        if (_problems.Count > 0)
        {
            return new Parsed<DetectionSeries>(null, _problems.ToSorted());
        }

        var ticks = _ticks.ToImmutable();
        return new Parsed<DetectionSeries>(
            new DetectionSeries(
                name, ticks, _values.ToImmutable(),
                events ?? LabelledEvent.Of(ticks.AsSpan(), _marks.ToArray())),
            []);
    }

    private void ReadLines()
    {
        using var reader = PackedFile.Open(path);
        var characters = 0L;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            characters += text.Length + 1;
            if (characters > limits.MaxBytes || _ticks.Count >= limits.MaxSamples)
            {
                _problems.Add(new Place(line, 1, ""), "the series is longer than the limits allow");
                return;
            }

            if (text.Length > 0 && Objection(text) is { } objection && (_ticks.Count > 0 || !IsHeading(text)))
            {
                _problems.Add(new Place(line, 1, ""), objection);
            }
        }
    }

    private static bool IsHeading(string text) => text[0] == '#' || char.IsAsciiLetter(text[0]);

    /// <summary>Takes a line; says why when it cannot.</summary>
    private string? Objection(string text)
    {
        Span<Range> parts = stackalloc Range[4];
        var cells = text.AsSpan();
        var count = cells.Split(parts, ',');
        if (count is < 2 or > 3 || ReadInstant(cells[parts[0]]) is not { } ticks)
        {
            return "a line is an instant, a value and a mark";
        }

        var cell = cells[parts[1]].Trim();
        var value = double.NaN;
        if (!cell.IsEmpty && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return "the value is not a number";
        }

        // Some sets write a mark as 1.0 where others write 1, and leave it out where the value is missing.
        var mark = 0.0;
        var marked = count == 3 ? cells[parts[2]].Trim() : default;
        if (!marked.IsEmpty && (!double.TryParse(
                marked, NumberStyles.Float, CultureInfo.InvariantCulture, out mark) || mark is not (0 or 1)))
        {
            return "the mark is neither 0 nor 1";
        }

        if (_ticks.Count > 0 && ticks <= _ticks[^1])
        {
            return Repeats(ticks) ? null : "the instant lies before the one above it";
        }

        _ticks.Add(ticks);
        _values.Add(value);
        _marks.Add(mark == 1);
        return null;
    }

    /// <summary>Of two values at one instant the first is kept: clocks were set back an hour, and some sets repeat
    /// lines.</summary>
    private bool Repeats(long ticks) => ticks > _ticks[^1] - TimeSpan.FromHours(2).Ticks;

    private static long? ReadInstant(ReadOnlySpan<char> text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds).UtcTicks : null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? at.UtcTicks
            : null;
    }
}
