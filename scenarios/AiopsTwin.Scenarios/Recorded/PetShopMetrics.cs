using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>A metrics table: moments in order of time.</summary>
/// <param name="Moments">One per row.</param>
/// <param name="Interval">Median distance of two rows; 5 minutes with fewer than two.</param>
/// <param name="Profiles">Every component with a column, and how busy and slow it usually is.</param>
internal sealed record PetShopMetrics(
    ImmutableArray<RecordedMoment> Moments,
    TimeSpan Interval,
    ImmutableSortedDictionary<EntityId, LatencyProfile> Profiles)
{
    private const string Source = "recording";
    private const double LastSecond = 253_402_300_799;

    /// <summary>Reads a table; null when there is any problem.</summary>
    public static PetShopMetrics? Read(string path, RecordingLimits limits, ProblemList problems)
    {
        var table = CsvTable.Read(path, limits, problems);
        if (problems.Count > 0)
        {
            return null;
        }

        var columns = PetShopColumns.Read(table, problems);
        var rows = new SortedDictionary<DateTimeOffset, CsvRow>();
        foreach (var row in table.Skip(PetShopColumns.HeadingRows))
        {
            if (Instant(row, problems) is { } at && !rows.TryAdd(at, row))
            {
                problems.Add(new Place(row.Line, 1, ""), "there are two rows of this instant");
            }
        }

        if (rows.Count == 0)
        {
            problems.Add(new Place(1, 1, ""), "the table has no rows of values");
            return null;
        }

        var interval = IntervalOf([.. rows.Keys]);
        var values = new SortedDictionary<(EntityId Entity, string Metric), List<double>>();
        var moments = ImmutableArray.CreateBuilder<RecordedMoment>(rows.Count);
        foreach (var (at, row) in rows)
        {
            var cells = Cells(row, columns, interval, problems);
            moments.Add(Moment(at, cells));
            foreach (var (column, value) in cells)
            {
                var key = (column.Entity, column.Meaning.Metric);
                if (!values.TryGetValue(key, out var own))
                {
                    values.Add(key, own = []);
                }

                own.Add(value);
            }
        }

        return problems.Count > 0
            ? null
            : new PetShopMetrics(moments.MoveToImmutable(), interval, ProfilesOf(columns, values));
    }

    private static DateTimeOffset? Instant(CsvRow row, ProblemList problems)
    {
        if (double.TryParse(row.Cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= LastSecond)
        {
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000));
        }

        problems.Add(
            new Place(row.Line, 1, ""), $"'{PetShopColumns.Shown(row.Cells[0])}' is not a time in seconds since 1970");
        return null;
    }

    private static TimeSpan IntervalOf(DateTimeOffset[] instants)
    {
        var gaps = instants.Skip(1).Zip(instants, (later, earlier) => later - earlier).Order().ToArray();
        return gaps.Length == 0 ? TimeSpan.FromMinutes(5) : gaps[gaps.Length / 2];
    }

    private static List<(PetShopColumn Column, double Value)> Cells(
        CsvRow row, List<PetShopColumn> columns, TimeSpan interval, ProblemList problems)
    {
        var cells = new List<(PetShopColumn, double)>(columns.Count);
        foreach (var column in columns)
        {
            if (PetShopColumns.Value(row, column, interval.TotalSeconds, problems) is { } value)
            {
                cells.Add((column, value));
            }
        }

        return cells;
    }

    private static ImmutableSortedDictionary<EntityId, LatencyProfile> ProfilesOf(
        List<PetShopColumn> columns, SortedDictionary<(EntityId Entity, string Metric), List<double>> values)
    {
        double? Median(EntityId entity, string metric)
        {
            if (!values.TryGetValue((entity, metric), out var own))
            {
                return null;
            }

            own.Sort();
            return own[own.Count / 2];
        }

        return columns.Select(column => column.Entity).Distinct().ToImmutableSortedDictionary(
            entity => entity,
            entity => new LatencyProfile(
                Median(entity, MetricCatalog.RequestRate) ?? 0,
                Median(entity, PetShopColumns.Usual),
                Median(entity, PetShopColumns.Slowest)));
    }

    private static RecordedMoment Moment(
        DateTimeOffset at, IEnumerable<(PetShopColumn Column, double Value)> cells)
    {
        var samples = new SortedDictionary<EntityId, ImmutableArray<Sample>.Builder>();
        foreach (var (column, value) in cells.Where(cell => cell.Column.Meaning.IsFed))
        {
            if (!samples.TryGetValue(column.Entity, out var own))
            {
                samples.Add(column.Entity, own = ImmutableArray.CreateBuilder<Sample>());
            }

            own.Add(new Sample(column.Meaning.Metric, at, value));
        }

        return new RecordedMoment(at, [.. samples.Select(pair => new ObserveBatch(pair.Key, Source, 0, [
            .. pair.Value.OrderBy(sample => sample.Metric, StringComparer.Ordinal),
        ]))]);
    }
}
