using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// A world that feeds a twin of grains, wherever they live. It hands over each tick whole before it makes the next; a
/// tick whose delivery failed is delivered again, and entities tell repeats by their sequence.
/// </summary>
internal sealed class LiveDrive : IRunDrive
{
    private const int IncidentsAsked = 1000;

    private readonly RunCommand _command;
    private readonly ScenarioStage _stage;
    private readonly ITwinGateway _gateway;
    private readonly ITwinGrain _twin;
    private readonly string _source;
    private readonly bool _isWarmUpRepeated;
    private readonly List<RunMark> _marks = [];
    private StageOutput? _undelivered;
    private ImmutableArray<Alert> _untold = [];
    private bool _isObserved;
    private bool _isSignalled;
    private int _notes;

    private LiveDrive(string run, RunCommand command, RunState state, ITwinGateway gateway, ITwinGrain twin)
    {
        _command = command;
        _stage = new ScenarioStage(command.Scenario with { StartsAt = state.StartsAt }, command.Seed);
        _gateway = gateway;
        _twin = twin;
        Tally = state.Tally;
        _isWarmUpRepeated = state.OwnsTwin || command.IsEndless;
        DiagnosedAt = state.DiagnosedAt;

        // A new world numbers its batches anew: its source must not be taken for the one before it.
        _source = string.Create(
            CultureInfo.InvariantCulture, $"{run}@{state.StartsAt.ToUnixTimeSeconds()}.{state.Life}");
    }

    /// <inheritdoc />
    public TimeSpan Position => _undelivered is null ? _stage.Position : _stage.Position - _command.Scenario.Tick;

    /// <inheritdoc />
    public bool IsOver => !_command.IsEndless && Position >= _command.Scenario.Duration;

    /// <inheritdoc />
    public TimeSpan? DiagnosedAt { get; private set; }

    /// <inheritdoc />
    public LiveTally Tally { get; private set; }

    private DateTimeOffset StartsAt => _stage.Scenario.StartsAt;

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

        await drive.CatchUp(state.Position);
        return drive;
    }

    /// <inheritdoc />
    public void Add(TimelineStep step) => _stage.Add(step);

    /// <inheritdoc />
    public async ValueTask Step()
    {
        if (_undelivered is not { } step)
        {
            SignalDiagnosis();
            _undelivered = step = _stage.Tick();
        }

        if (!step.Changes.IsEmpty)
        {
            await _twin.RecordChanges(step.Changes);
        }

        if (step.Telemetry.IsDue)
        {
            await Deliver(step.Telemetry);
        }

        _undelivered = null;
        _isObserved = false;
        _marks.AddRange(step.Changes.Select(change => RunMarks.Of(change, StartsAt)));
        AddNotes();
    }

    /// <inheritdoc />
    public ImmutableArray<RunMark> TakeMarks()
    {
        ImmutableArray<RunMark> marks = [.. _marks];
        _marks.Clear();
        return marks;
    }

    /// <inheritdoc />
    public async ValueTask<RunReport?> Report()
    {
        var incidents = await Incidents();
        var status = await _twin.Status();
        var view = await _twin.View();
        return RunScorer.Score(new RunFacts(
            _stage.Scenario,
            _command.Seed,
            StartsAt + Position,
            Tally.Samples,
            (int)(status.AlertsSeen - Tally.AlertsBefore),
            incidents,
            Tally.FirstProbeFailureAt,
            _stage.FirstRevertAt,
            [
                .. (view?.Vitals ?? []).Where(vitals => vitals.LastSeenAt is not null).Select(vitals => vitals.Entity),
            ])
        {
            Impacts = _stage.Impacts,
        });
    }

    /// <summary>Runs the world again, in silence, up to a position: it is the same world, tick for tick. The twin may
    /// be ahead of what the run recorded, and then knows of a diagnosis that the run never heard of.</summary>
    private async Task CatchUp(TimeSpan position)
    {
        foreach (var incident in await Incidents())
        {
            Hear(incident);
            NoteProbe(incident.Alerts.Select(member => member.Alert));
        }

        while (_stage.Position < position)
        {
            SignalDiagnosis();
            _stage.Tick();
        }

        _notes = _stage.Notes.Count;
    }

    /// <summary>Incidents of this run, in order of opening: the twin may remember some from before it.</summary>
    private async Task<ImmutableArray<Incident>> Incidents()
    {
        var begins = StartsAt - _command.Scenario.WarmUp;
        var newestFirst = await _twin.Incidents(IncidentsAsked);
        return [.. newestFirst.Reverse().Where(incident => incident.OpenedAt >= begins)];
    }

    /// <summary>Steps of the timeline may wait for the first diagnosis; they must hear of it at the same tick whenever
    /// the world is run.</summary>
    private void SignalDiagnosis()
    {
        if (!_isSignalled && DiagnosedAt is { } at && at <= _stage.Position)
        {
            _stage.Signal(TimelineAgenda.Diagnosed, StartsAt + at);
            _isSignalled = true;
        }
    }

    private async Task Deliver(WorldTelemetry telemetry)
    {
        var at = telemetry.At;
        if (!_isObserved)
        {
            // A warm-up that is cut off begins anew, when the run may let its twin forget or is never repeated.
            var isRepeatable = _isWarmUpRepeated && at < StartsAt;
            var sent = telemetry.Batches.Select(batch => batch with { Source = _source, IsRepeatable = isRepeatable });
            var receipt = await _gateway.Observe(_command.Twin, [.. sent]);

            // A span handed over again is told by its id.
            await _gateway.Receive(_command.Twin, telemetry.Requests);
            await Tell(telemetry.Alerts);

            // A repeat is a sample that an earlier attempt handed over without living to count it.
            Tally = Tally with { Samples = Tally.Samples + receipt.Accepted + receipt.Duplicates };
            _isObserved = true;
        }

        var advanced = await _twin.Advance(at);
        var raised = advanced.Alerts.Where(alert => alert.Status == AlertStatus.Firing).ToImmutableArray();
        Tally = Tally with { Alerts = Tally.Alerts + raised.Length };
        NoteProbe(raised);
        _marks.AddRange(raised.Select(alert => RunMarks.Of(alert, StartsAt)));
        foreach (var incident in advanced.ChangedIncidents)
        {
            _marks.Add(RunMarks.Of(incident, at - StartsAt));
            Hear(incident);
        }
    }

    /// <summary>Hands over alerts of the estate's own monitoring. What the twin has no room for is told again with the
    /// next tick; a repeat is told by its fingerprint.</summary>
    private async Task Tell(ImmutableArray<Alert> alerts)
    {
        _untold = _untold.AddRange(alerts);
        if (!_untold.IsEmpty)
        {
            _untold = _untold[await _twin.ReceiveAlerts(_untold)..];
        }
    }

    private void Hear(Incident incident)
    {
        if (incident.DiagnosedAt is { } at && _stage.Concerns(incident)
            && (DiagnosedAt is null || at - StartsAt < DiagnosedAt))
        {
            DiagnosedAt = at - StartsAt;
        }
    }

    private void NoteProbe(IEnumerable<Alert> alerts)
    {
        foreach (var alert in alerts.Where(alert => alert.IsFailedProbe()))
        {
            if (Tally.FirstProbeFailureAt is null)
            {
                Tally = Tally with { FirstProbeFailureAt = alert.RaisedAt };
            }
        }
    }

    private void AddNotes()
    {
        for (; _notes < _stage.Notes.Count; _notes++)
        {
            _marks.Add(RunMarks.Of(_stage.Notes[_notes]));
        }
    }
}
