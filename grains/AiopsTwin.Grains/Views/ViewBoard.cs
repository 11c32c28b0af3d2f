using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Views;

/// <summary>
/// Everything a view shows, every part stamped with the version in which it last changed. A reader says which version
/// it has and gets what is newer: a slow reader gets fewer and larger changes, and nothing ever queues for it.
/// </summary>
internal sealed class ViewBoard
{
    private readonly int _incidentsShown;
    private readonly Dictionary<EntityId, (EntityVitals Vitals, long Version)> _vitals = [];
    private readonly Dictionary<string, (IncidentLine Line, long Version)> _incidents = new(StringComparer.Ordinal);
    private DateTimeOffset? _now;
    private long _topologyVersion;
    private int _firingAlerts;
    private long _alertsSeen;
    private long _incidentsSeen;
    private RunStatus? _run;
    private long _runVersion;
    private long _resetVersion;

    /// <summary>Starts an empty board.</summary>
    /// <param name="version">First version. It must be higher than any version an earlier life of the view gave out, so
    /// that readers of that life are brought up to date by a reset.</param>
    /// <param name="incidentsShown">Incidents kept, newest opened first.</param>
    public ViewBoard(long version, int incidentsShown)
    {
        Version = version;
        _resetVersion = version;
        _incidentsShown = incidentsShown;
    }

    /// <summary>Newest version readers may see.</summary>
    public long Version { get; private set; }

    /// <summary>True when something was merged since the last push.</summary>
    public bool HasPending { get; private set; }

    /// <summary>Version of the graph shown.</summary>
    public long TopologyVersion => _topologyVersion;

    /// <summary>Takes changes in; they become visible with the next <see cref="Push"/>.</summary>
    public void Merge(ViewDelta delta)
    {
        var pending = Version + 1;
        if (delta is { IsReset: false, Now: null, Run: { } run })
        {
            // A live run says where it stands; everything else of the picture is its twin's to say.
            TakeRun(run, pending);
            HasPending = true;
            return;
        }

        if (delta.IsReset)
        {
            _vitals.Clear();
            _incidents.Clear();
            _run = null;
            _now = null;
            _resetVersion = pending;
        }
        else if (delta.Now < _now)
        {
            // Older than what is shown: publications are one-way and may overtake each other.
            return;
        }

        foreach (var vitals in delta.Vitals)
        {
            _vitals[vitals.Entity] = (vitals, pending);
        }

        foreach (var line in delta.Incidents)
        {
            _incidents[line.Id] = (line, pending);
        }

        _now = delta.Now ?? _now;
        _topologyVersion = delta.TopologyVersion;
        _firingAlerts = delta.FiringAlerts;
        _alertsSeen = delta.AlertsSeen;
        _incidentsSeen = delta.IncidentsSeen;
        TakeRun(delta.Run, pending);
        TrimIncidents();
        HasPending = true;
    }

    /// <summary>Throws everything away for a new complete picture.</summary>
    public void Reset(ViewSnapshot snapshot) => Merge(new ViewDelta(
        0, snapshot.Now, snapshot.TopologyVersion, true, snapshot.Vitals, snapshot.Incidents, snapshot.FiringAlerts,
        snapshot.AlertsSeen, snapshot.IncidentsSeen, snapshot.Run));

    /// <summary>Makes everything merged so far visible under a new version.</summary>
    public void Push()
    {
        Version++;
        HasPending = false;
    }

    /// <summary>Everything, merged changes included.</summary>
    public ViewSnapshot Snapshot() => new(
        Version, _now, _topologyVersion, VitalsAfter(long.MinValue), IncidentsAfter(long.MinValue), _firingAlerts,
        _alertsSeen, _incidentsSeen, _run);

    /// <summary>What a reader lacks. Complete, as a reset, for a reader of another life or from before a
    /// reset.</summary>
    public ViewDelta After(long version)
    {
        var isReset = version < _resetVersion || version > Version;
        var since = isReset ? long.MinValue : version;
        return new ViewDelta(
            Version, _now, _topologyVersion, isReset, VitalsAfter(since), IncidentsAfter(since), _firingAlerts,
            _alertsSeen, _incidentsSeen, _runVersion > since ? _run : null);
    }

    private void TakeRun(RunStatus? run, long pending)
    {
        if (run is not null)
        {
            _run = run;
            _runVersion = pending;
        }
    }

    private void TrimIncidents()
    {
        var excess = _incidents.Count - _incidentsShown;
        if (excess <= 0)
        {
            return;
        }

        foreach (var line in Newest(_incidents.Values.Select(entry => entry.Line)).Skip(_incidentsShown).ToArray())
        {
            _incidents.Remove(line.Id);
        }

        GrainInstruments.LimitHit("view.incidents", excess);
    }

    private ImmutableArray<EntityVitals> VitalsAfter(long version) =>
    [
        .. _vitals.Values.Where(entry => entry.Version > version).Select(entry => entry.Vitals)
            .OrderBy(vitals => vitals.Entity),
    ];

    private ImmutableArray<IncidentLine> IncidentsAfter(long version) =>
        [.. Newest(_incidents.Values.Where(entry => entry.Version > version).Select(entry => entry.Line))];

    private static IOrderedEnumerable<IncidentLine> Newest(IEnumerable<IncidentLine> lines) => lines
        .OrderByDescending(line => line.OpenedAt)
        .ThenByDescending(line => line.Id.Length)
        .ThenByDescending(line => line.Id, StringComparer.Ordinal);
}
