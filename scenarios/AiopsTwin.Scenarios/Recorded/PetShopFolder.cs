using System.Collections.Immutable;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// A folder of recorded incidents in the layout of the PetShop data set (Hardt et al. 2024, "The PetShop dataset",
/// amazon-science/petshop-root-cause-analysis): <c>GROUP/graph.csv</c>, <c>GROUP/noissue/metrics.csv</c> and any number
/// of cases <c>GROUP/.../NAME/metrics.csv</c>. Only these files are read; what a case's cause was is not among them.
/// </summary>
public sealed class PetShopFolder
{
    private const string MetricsFile = "metrics.csv";
    private const string GraphFile = "graph.csv";
    private const string BaselineFolder = "noissue";

    // The published analyses give the first two rows to the time before the issue.
    private const int RowsBeforeAlarm = 2;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly RecordingLimits _limits;
    private readonly Dictionary<string, PetShopGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Looks at a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="limits">What reading may cost; null for the defaults.</param>
    public PetShopFolder(string root, RecordingLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _root = Path.GetFullPath(root);
        _limits = limits ?? RecordingLimits.Default;
        Cases = [.. FindCases().Order(StringComparer.Ordinal)];
        Problems = Cases.IsEmpty
            ? [new Problem(root, 0, 0, "", $"there is no {GraphFile} with cases beneath it, or no such folder")]
            : Cases.Length > _limits.MaxCases
                ? [new Problem(root, 0, 0, "", $"there are more than {_limits.MaxCases} cases")]
                : [];
    }

    /// <summary>Why the folder cannot be used; empty when it can.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>Names of all cases: paths from the root, with slashes, sorted.</summary>
    public ImmutableArray<string> Cases { get; }

    /// <summary>Names of the groups that have cases, sorted; empty text when the root itself is one.</summary>
    public ImmutableArray<string> Groups =>
        [.. Cases.Select(GroupOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The folder of a case.</summary>
    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>The group of a case: the part of its name up to the folder that holds the graph.</summary>
    public string GroupOf(string name)
    {
        var folder = Path.GetDirectoryName(PathOf(name));
        while (folder is not null && folder.Length >= _root.Length)
        {
            if (File.Exists(Path.Combine(folder, GraphFile)))
            {
                return Relative(folder);
            }

            folder = Path.GetDirectoryName(folder);
        }

        return "";
    }

    /// <summary>Reads a case. The fault-free part is moved by whole days, so that every hour keeps its place in the
    /// day, to end right before the case; what would lie after its beginning is left out.</summary>
    public Parsed<Recording> Read(string name)
    {
        var path = PathOf(name);
        var problems = new ProblemList(Path.Combine(path, MetricsFile), _limits.ForSource());
        var metrics = PetShopMetrics.Read(problems.File, _limits, problems);
        var group = Group(GroupOf(name));
        if (metrics is null || group.Problems.Length > 0)
        {
            return new Parsed<Recording>(null, [.. problems.ToSorted(), .. group.Problems]);
        }

        var first = metrics.Moments[0].At;
        return new Parsed<Recording>(
            new Recording(
                name,
                group.TopologyWith(metrics.Profiles.Keys),
                Before(group.Baseline!.Moments, first, metrics.Interval),
                metrics.Moments,
                metrics.Interval,
                metrics.Moments[Math.Min(RowsBeforeAlarm, metrics.Moments.Length - 1)].At),
            []);
    }

    /// <summary>
    /// The fault-free part of a group as a recording of its own: the first <paramref name="share"/> of it to learn
    /// from, the rest to be quiet about.
    /// </summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="share">Share to learn from, in (0, 1).</param>
    public Parsed<Recording> ReadQuiet(string group, double share)
    {
        var read = Group(group);
        if (read.Problems.Length > 0)
        {
            return new Parsed<Recording>(null, read.Problems);
        }

        var moments = read.Baseline!.Moments;
        var learned = Math.Clamp((int)(moments.Length * share), 1, moments.Length - 1);
        return new Parsed<Recording>(
            new Recording(
                group, read.TopologyWith([]), moments[..learned], moments[learned..], read.Baseline.Interval,
                moments[learned].At),
            []);
    }

    /// <summary>The fault-free part of a group, whole; nothing is said of any incident.</summary>
    /// <param name="group">Name of the group.</param>
    public Parsed<Recording> ReadFaultFree(string group)
    {
        var read = Group(group);
        return read.Problems.Length > 0
            ? new Parsed<Recording>(null, read.Problems)
            : new Parsed<Recording>(
                new Recording(
                    group, read.TopologyWith([]), read.Baseline!.Moments, [], read.Baseline.Interval,
                    read.Baseline.Moments[^1].At),
                []);
    }

    /// <summary>Moves moments by whole days so that they reach up to an instant.</summary>
    internal static ImmutableArray<RecordedMoment> Before(
        ImmutableArray<RecordedMoment> moments, DateTimeOffset first, TimeSpan interval)
    {
        var days = Math.Ceiling((first - moments[^1].At) / Day);
        var shift = days * Day;
        return
        [
            .. moments.Select(moment => (At: moment.At + shift, Moment: moment))
                .Where(pair => pair.At <= first - (interval / 2))
                .Select(pair => Moved(pair.Moment, pair.At)),
        ];
    }

    private static RecordedMoment Moved(RecordedMoment moment, DateTimeOffset at) => new(
        at,
        [
            .. moment.Batches.Select(batch => batch with
            {
                Samples = [.. batch.Samples.Select(sample => sample with { At = at })],
            }),
        ]);

    private PetShopGroup Group(string name)
    {
        if (!_groups.TryGetValue(name, out var group))
        {
            var folder = Path.Combine(_root, name);
            group = PetShopGroup.Read(
                Path.Combine(folder, GraphFile), Path.Combine(folder, BaselineFolder, MetricsFile), _limits);
            _groups.Add(name, group);
        }

        return group;
    }

    private IEnumerable<string> FindCases() => !Directory.Exists(_root)
        ? []
        : Directory.EnumerateFiles(_root, MetricsFile, new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 4,
            IgnoreInaccessible = true,
        })
        .Select(file => Path.GetDirectoryName(file)!)
        .Where(folder => Path.GetFileName(folder) != BaselineFolder && folder.Length > _root.Length)
        .Select(Relative)
        .Take(_limits.MaxCases + 1);

    private string Relative(string folder) =>
        folder.Length <= _root.Length ? "" : Path.GetRelativePath(_root, folder).Replace('\\', '/');
}
