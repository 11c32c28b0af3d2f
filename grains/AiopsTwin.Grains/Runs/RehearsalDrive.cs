using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Entities;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;

namespace AiopsTwin.Grains.Runs;

/// <summary>A rehearsal: world and twin in one thread, inside the grain. What the page shows is read straight from
/// it.</summary>
internal sealed class RehearsalDrive : IRehearsal
{
    private const int IncidentsShown = 200;

    private readonly TwinSettings _settings;
    private readonly TimeSpan _duration;
    private readonly RehearsalMarks _marks;
    private readonly Dictionary<EntityId, EntityVitals> _published = [];
    private readonly Dictionary<string, Incident> _publishedIncidents = new(StringComparer.Ordinal);
    private bool _isFirst = true;

    /// <summary>Builds world and twin at the beginning of the warm-up, or takes over a fork that another run has made
    /// in this silo.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be played.</exception>
    public RehearsalDrive(string run, RunCommand command, RunServices services)
    {
        _settings = services.Settings;
        _duration = command.Scenario.Duration;
        var fork = services.Forks.Take(run);
        Timeline = fork?.Timeline
            ?? new Timeline(run, command.Scenario, command.Seed, _settings, services.Timelines);
        _marks = new RehearsalMarks(fork?.Marks ?? []);
        if (fork is not null)
        {
            _marks.Stand(Timeline.Run);
        }
    }

    /// <inheritdoc />
    public Timeline Timeline { get; }

    /// <inheritdoc />
    public TimeSpan Position => Timeline.Position;

    /// <inheritdoc />
    public bool IsOver => Position >= _duration;

    /// <inheritdoc />
    public TimeSpan? DiagnosedAt => null;

    /// <inheritdoc />
    public LiveTally Tally => new(Twin.SamplesSeen, Twin.AlertsSeen, Twin.FirstProbeFailureAt);

    /// <summary>Every incident so far, in order of opening.</summary>
    public ImmutableArray<Incident> Incidents => Twin.Incidents;

    private LocalTwin Twin => Timeline.Run.Twin;

    /// <inheritdoc />
    public void Add(TimelineStep step) => Timeline.Add(step, "a person");

    /// <inheritdoc />
    public void Return(TimeSpan position)
    {
        Timeline.Return(position);
        _marks.Stand(Timeline.Run);
        _marks.Take();
        _isFirst = true;
    }

    /// <inheritdoc />
    public ValueTask Step()
    {
        Timeline.Step();
        _marks.Look(Timeline.Run);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ImmutableArray<RunMark> TakeMarks() => _marks.Take();

    /// <inheritdoc />
    public ValueTask<RunReport?> Report() => ValueTask.FromResult<RunReport?>(Timeline.Run.Report());

    /// <summary>Everything a page begins with.</summary>
    public ViewSnapshot View(RunStatus status) => new(
        0, Twin.Now, Twin.Topology.Version, [.. Twin.Vitals], Lines(Incidents.Reverse().Take(IncidentsShown)),
        Twin.Vitals.ToArray().Sum(vitals => vitals.FiringAlerts), Twin.AlertsSeen, Incidents.Length, status);

    /// <summary>What changed since the last call; the first one is complete and a reset, because the page may still
    /// show a later position of the same run.</summary>
    public ViewDelta Delta(RunStatus status)
    {
        if (_isFirst)
        {
            _isFirst = false;
            Remember(Twin.Vitals, Incidents);
            var all = View(status);
            return new ViewDelta(
                0, all.Now, all.TopologyVersion, true, all.Vitals, all.Incidents, all.FiringAlerts, all.AlertsSeen,
                all.IncidentsSeen, status);
        }

        var vitals = ImmutableArray.CreateBuilder<EntityVitals>();
        var firing = 0;
        foreach (var entity in Twin.Vitals)
        {
            firing += entity.FiringAlerts;
            if (!_published.TryGetValue(entity.Entity, out var shown) || shown != entity)
            {
                vitals.Add(entity);
            }
        }

        var changed = Incidents.Where(incident => !ReferenceEquals(
            _publishedIncidents.GetValueOrDefault(incident.Id), incident)).ToImmutableArray();
        Remember(vitals.ToArray(), changed);
        return new ViewDelta(
            0, Twin.Now, Twin.Topology.Version, false, vitals.ToImmutable(), Lines(changed), firing, Twin.AlertsSeen,
            Incidents.Length, status);
    }

    /// <summary>One entity; null when the scenario has none of that id.</summary>
    public EntityDetails? Entity(EntityId entity) =>
        Twin.Graph.TryIndex(entity, out var node) && Twin.StateOf(entity) is { } state
            ? EntityDetailsWriter.Of(Twin.Monitor, state, PartitionDefinitions.Of(Twin.Graph, node))
            : null;

    /// <summary>Changes the twin was told, newest first.</summary>
    public ImmutableArray<ChangeEvent> Changes(int limit) => [.. Twin.Changes.Reverse().Take(limit)];

    /// <summary>What would be impaired if an entity were; null when the scenario has none of that id.</summary>
    public FloodAnswer? BlastRadius(EntityId origin) => Twin.Graph.TryIndex(origin, out _)
        ? Twin.BlastRadius(origin, 1, _settings.Flood)
        : null;

    /// <inheritdoc />
    public CapacityBoard Capacity(CapacityQuery query)
    {
        var isUsual = query.WorkFactor == CapacityWatch.UsualWork && query.LeadDays == _settings.Capacity.LeadDays;
        var lines = Twin.Topology.Entities.SelectMany(entity => CapacityLines.Of(
            entity.Id, isUsual ? Twin.ForecastsOf(entity.Id) : Asked(entity.Id, query, hasCourse: false)));
        return CapacityLines.Board(Twin.Now, [.. lines], query);
    }

    /// <inheritdoc />
    public ImmutableArray<CapacityLine>? CapacityOf(EntityId entity, CapacityQuery query) =>
        Twin.StateOf(entity) is null
            ? null
            : [.. CapacityLines.Of(entity, Asked(entity, query, hasCourse: true))];

    private ImmutableArray<CapacityForecast> Asked(EntityId entity, CapacityQuery query, bool hasCourse) =>
        Twin.Now is { } now
            ? CapacityReader.Read(Twin.StateOf(entity)!, now, query.LeadDays, query.WorkFactor, hasCourse)
            : [];

    private void Remember(ReadOnlySpan<EntityVitals> vitals, ImmutableArray<Incident> incidents)
    {
        foreach (var entity in vitals)
        {
            _published[entity.Entity] = entity;
        }

        foreach (var incident in incidents)
        {
            _publishedIncidents[incident.Id] = incident;
        }
    }

    private static ImmutableArray<IncidentLine> Lines(IEnumerable<Incident> incidents) =>
        [.. incidents.Select(IncidentLines.Of)];
}
