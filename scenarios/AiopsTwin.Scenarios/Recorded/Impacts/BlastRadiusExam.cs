using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scoring.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Impacts;

/// <summary>
/// Predicts the blast radius of every labelled incident of a folder from a world fitted to its fault-free parts, and
/// compares with who was observed to be hit. Of the label the place and the kind are used, and never how bad it was; of
/// the incident's own samples those before it, which the rule of observation compares with, too.
/// </summary>
public sealed class BlastRadiusExam
{
    private readonly PetShopFolder _folder;
    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);

    private BlastRadiusExam(PetShopFolder folder, ImmutableArray<Problem> problems) =>
        (_folder, Problems) = (folder, problems);

    /// <summary>Why groups were left out; empty when none was.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>Names of the cases that can be judged: those of the groups that could be read.</summary>
    public IEnumerable<string> Cases => _folder.Cases.Where(name => _groups.ContainsKey(_folder.GroupOf(name)));

    /// <summary>The worlds fitted to each group's fault-free part, by name of the group.</summary>
    public IEnumerable<KeyValuePair<string, FittedWorld>> Worlds =>
        _groups.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.World));

    /// <summary>Fits a world to every group of a folder that can be read; null when none can.</summary>
    /// <param name="folder">The folder.</param>
    public static Parsed<BlastRadiusExam> Of(PetShopFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var times = new List<(FaultFreeTime Time, TopologySnapshot Topology)>();
        foreach (var name in folder.Groups)
        {
            var read = folder.ReadFaultFree(name);
            problems.AddRange(read.Problems);
            if (read.Value is { } quiet)
            {
                times.Add((
                    new FaultFreeTime(name, quiet.Interval, WorksOf(quiet.Baseline)), quiet.Topology));
            }
        }

        if (times.Count == 0)
        {
            return new Parsed<BlastRadiusExam>(null, problems.ToImmutable());
        }

        var exam = new BlastRadiusExam(folder, problems.ToImmutable());
        FaultFreeTime[] all = [.. times.Select(one => one.Time)];
        foreach (var (time, topology) in times)
        {
            exam._groups.Add(time.Name, new Group(
                time, topology, FittedWorld.Of(topology, time, all), new ImpactForecast(time, all)));
        }

        return new Parsed<BlastRadiusExam>(exam, []);
    }

    /// <summary>Judges one case.</summary>
    /// <param name="name">Name of the case.</param>
    /// <param name="magnitudes">How bad the fault may be.</param>
    public Parsed<BlastRadiusCase> Judge(string name, FaultMagnitudes magnitudes)
    {
        ArgumentNullException.ThrowIfNull(magnitudes);
        var target = PetShopTarget.Read(_folder.PathOf(name));
        var read = _folder.Read(name);
        if (target.Value is not { } truth || read.Value is not { } recording)
        {
            return new Parsed<BlastRadiusCase>(null, [.. target.Problems, .. read.Problems]);
        }

        return new Parsed<BlastRadiusCase>(
            Judge(_groups[_folder.GroupOf(name)], recording, truth, magnitudes), []);
    }

    private static BlastRadiusCase Judge(
        Group group, Recording recording, PetShopTarget truth, FaultMagnitudes magnitudes)
    {
        var before = recording.Incident.Count(moment => moment.At < recording.AlarmAt);
        var judged = WorksOf(recording.Incident).Where(pair => IsJudged(group, pair))
            .Select(pair => (Entity: pair.Key, Before: pair.Value.Part(..before),
                Since: pair.Value.Part(before..))).ToList();
        var observed = judged
            .Select(one => (one.Entity, First: ImpactBasis
                .Of(group.Time.Works[one.Entity], one.Before).FirstShift(one.Since)))
            .Where(one => one.First is not null)
            .ToImmutableSortedDictionary(one => one.Entity, one => one.First!.Value);

        // Only what was before the incident goes on to the prediction.
        var known = judged.ConvertAll(one => (one.Entity, one.Before));
        var samples = recording.Incident.Length - before;
        var quiet = known.ConvertAll(one => group.Forecast.Predict(one.Entity, one.Before, [Nothing(samples)]));
        return new BlastRadiusCase(
            recording.Name, group.Time.Name, truth.Root, truth.Symptom, observed,
            [.. Upward(group.Topology, truth.Root).Where(known.ConvertAll(one => one.Entity).Contains)],
            Forecast(group, truth, magnitudes, (known, samples)),
            [.. quiet.Where(one => one.IsPredicted).Select(one => one.Entity)]);
    }

    private static ImmutableSortedDictionary<EntityId, WorkSeries> WorksOf(ImmutableArray<RecordedMoment> moments)
    {
        var recorder = new WorkRecorder();
        foreach (var moment in moments)
        {
            recorder.Add(moment.Batches);
        }

        return recorder.ToWorks();
    }

    private static bool IsJudged(Group group, KeyValuePair<EntityId, WorkSeries> pair) =>
        group.Time.Works.TryGetValue(pair.Key, out var normal)
        && ((HasAny(normal.Latency) && HasAny(pair.Value.Latency)) || (HasAny(normal.Loss) && HasAny(pair.Value.Loss)));

    private static bool HasAny(ImmutableArray<double> values) => values.Any(value => !double.IsNaN(value));

    private static IEnumerable<EntityId> Upward(TopologySnapshot topology, EntityId root)
    {
        var graph = TopologyGraph.Compile(topology);
        return graph.TryIndex(root, out var node)
            ? BreadthFirstReach.From(graph, node, FloodDirection.TowardDependents, graph.NodeCount)
                .Select(reached => graph.IdOf(reached.Node))
            : [root];
    }

    private static ImmutableArray<ForecastImpact> Forecast(
        Group group, PetShopTarget truth, FaultMagnitudes magnitudes,
        (List<(EntityId Entity, WorkSeries Before)> Known, int Samples) incident)
    {
        var usual = group.Time.Works.TryGetValue(truth.Root, out var root)
            ? WorkSeries.MeanOf(root.Latency.AsSpan()) : double.NaN;
        if (double.IsNaN(usual))
        {
            return [];
        }

        var plays = magnitudes.Of(truth.Root, truth.Symptom, usual)
            .Select(fault => group.World.Play(fault, incident.Samples)).ToList();
        return
        [
            .. incident.Known.Select(one => group.Forecast.Predict(
                one.Entity, one.Before,
                plays.ConvertAll(play => play.GetValueOrDefault(one.Entity, Nothing(incident.Samples))))),
        ];
    }

    private static FaultEffect Nothing(int samples) =>
        new(new double[samples], new double[samples], [.. Enumerable.Repeat(1.0, samples)]);

    private sealed record Group(
        FaultFreeTime Time, TopologySnapshot Topology, FittedWorld World, ImpactForecast Forecast);
}
