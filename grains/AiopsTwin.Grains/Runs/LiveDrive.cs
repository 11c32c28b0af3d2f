using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// A world that feeds a twin of grains, wherever they live. It hands over each tick whole before it makes the next; a
/// tick whose delivery failed is delivered again, and entities tell repeats by their sequence.
/// </summary>
internal sealed class LiveDrive : IRunDrive
{
    private readonly RunCommand _command;
    private readonly DateTimeOffset _startsAt;
    private readonly LiveScript _script;
    private readonly ITwinGateway _gateway;
    private readonly ITwinGrain _twin;
    private readonly string _source;
    private readonly List<RunMark> _marks = [];
    private LiveStep? _undelivered;
    private bool _isObserved;

    private LiveDrive(string run, RunCommand command, RunState state, ITwinGateway gateway, ITwinGrain twin)
    {
        _command = command;
        _startsAt = state.StartsAt;
        _script = new LiveScript(_command.Scenario, _command.Seed, _startsAt);
        _gateway = gateway;
        _twin = twin;
        Tally = state.Tally;
        DiagnosedAt = state.DiagnosedAt;

        // A new world numbers its batches anew: its source must not be taken for the one before it.
        _source = string.Create(CultureInfo.InvariantCulture, $"{run}@{_startsAt.ToUnixTimeSeconds()}");
    }

    /// <inheritdoc />
    public TimeSpan Position => _undelivered is null ? _script.Position : _script.Position - _command.Scenario.Tick;

    /// <inheritdoc />
    public bool IsOver => !_command.IsEndless && Position >= _command.Scenario.Duration;

    /// <inheritdoc />
    public TimeSpan? DiagnosedAt { get; private set; }

    /// <inheritdoc />
    public LiveTally Tally { get; private set; }

    /// <summary>Tells the twin the topology and brings the world up to the position the twin has seen.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be played.</exception>
    public static async Task<LiveDrive> Create(
        string run, RunCommand command, RunState state, ITwinGateway gateway, ITwinGrain twin)
    {
        var drive = new LiveDrive(run, command, state, gateway, twin);
        var topology = command.Scenario.Estate.Topology;
        var receipt = await twin.ApplyTopology(new TopologyCommand(topology, [], true, null, $"run {run}"));
        if (!receipt.Problems.IsEmpty)
        {
            throw new ArgumentException(string.Join("; ", receipt.Problems.Take(5)));
        }

        drive.Rerun(state.Position);
        return drive;
    }

    /// <inheritdoc />
    public async ValueTask Step()
    {
        var step = _undelivered ??= _script.Step();
        if (!step.Changes.IsEmpty)
        {
            await _twin.RecordChanges(step.Changes);
        }

        if (!step.Telemetry.Batches.IsEmpty)
        {
            await Deliver(step);
        }

        _marks.AddRange(step.Marks);
        _undelivered = null;
        _isObserved = false;
    }

    /// <inheritdoc />
    public ImmutableArray<RunMark> TakeMarks()
    {
        ImmutableArray<RunMark> marks = [.. _marks];
        _marks.Clear();
        return marks;
    }

    /// <inheritdoc />
    public ValueTask<RunReport?> Report() => ValueTask.FromResult<RunReport?>(null);

    /// <summary>Runs the world again, in silence, up to a position: it is the same world, tick for tick.</summary>
    private void Rerun(TimeSpan position)
    {
        var diagnosed = DiagnosedAt;
        while (Position < position)
        {
            _script.Step();
            if (diagnosed <= Position)
            {
                _script.Diagnosed(diagnosed.Value);
                diagnosed = null;
            }
        }
    }

    private async Task Deliver(LiveStep step)
    {
        if (!_isObserved)
        {
            var receipt = await _gateway.Observe(_command.Twin, Named(step.Telemetry.Batches));
            Tally = Tally with { Samples = Tally.Samples + receipt.Accepted };
            _isObserved = true;
        }

        var advanced = await _twin.Advance(step.Telemetry.At);
        foreach (var alert in advanced.Alerts)
        {
            Take(alert);
        }

        foreach (var incident in advanced.ChangedIncidents)
        {
            Take(incident, step.Telemetry.At - _startsAt);
        }
    }

    private ImmutableArray<ObserveBatch> Named(ImmutableArray<ObserveBatch> batches) =>
        [.. batches.Select(batch => batch with { Source = _source })];

    private void Take(Alert alert)
    {
        if (alert.Status != AlertStatus.Firing)
        {
            return;
        }

        var isProbe = alert.Metric is null or MetricCatalog.Up;
        Tally = Tally with
        {
            Alerts = Tally.Alerts + 1,
            FirstProbeFailureAt = Tally.FirstProbeFailureAt ?? (isProbe ? alert.RaisedAt : null),
        };
        _marks.Add(RunMarks.Of(alert, _startsAt));
    }

    private void Take(Incident incident, TimeSpan position)
    {
        _marks.Add(RunMarks.Of(incident, position));
        if (DiagnosedAt is null && incident.DiagnosedAt is not null)
        {
            DiagnosedAt = position;
            _script.Diagnosed(position);
        }
    }
}
