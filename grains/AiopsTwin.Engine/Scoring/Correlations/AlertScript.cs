using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>
/// Writes a script: faults, and the alerts they bring about in a monitoring system that knows nothing of the twin. An
/// alert is noticed up to half a minute after its condition began, is on its way for up to fifteen seconds, and one in
/// five arrives twice; the clock that stamps it is off by up to two seconds.
/// </summary>
internal sealed class AlertScript(SeededRandom random)
{
    private const string Source = "alertmanager";
    private const double Noticing = 30;
    private const double Travel = 15;
    private const double ClockError = 2;
    private const double Repeated = 0.2;

    private readonly List<FaultTruth> _faults = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly Dictionary<EntityId, double> _silentSince = [];
    private SeededRandom _random = random;

    /// <summary>Adds a fault.</summary>
    /// <returns>Its number.</returns>
    public int Fault(EntityId root, string? change = null, bool isPaged = true)
    {
        _faults.Add(new FaultTruth(root, change, isPaged));
        return _faults.Count - 1;
    }

    /// <summary>A number of seconds, evenly distributed.</summary>
    public double Within(double seconds) => _random.NextDouble() * seconds;

    /// <summary>A number below a limit.</summary>
    public int Pick(int limit) => _random.NextInt(limit);

    /// <summary>The alerts of machines nobody can reach: up to four kinds each.</summary>
    public void Unreachable(IEnumerable<EntityId> machines, Spell spell, int kinds, int cause)
    {
        foreach (var machine in machines)
        {
            _silentSince[machine] = spell.From;
            foreach (var claim in Claim.OfMachine.Take(kinds))
            {
                Raise(machine, claim, spell, cause);
            }
        }
    }

    /// <summary>An alert, and its end if it has one.</summary>
    public void Raise(EntityId entity, Claim claim, Spell spell, params IReadOnlyList<int> causes)
    {
        var begun = spell.From + Within(ClockError * 2) - ClockError;
        var raised = Math.Max(begun, spell.From + Within(Noticing));
        var firing = Firing(entity, claim, begun, raised);
        Send(firing, raised, causes);
        if (spell.Until is { } end)
        {
            end = Math.Max(end, raised);
            Send(firing with { Status = AlertStatus.Resolved, EndsAt = Clock(end) }, end, causes);
        }
    }

    /// <summary>An alert that arrives at an instant of its own, however late.</summary>
    public void RaiseAt(EntityId entity, Claim claim, (double Begun, double Arrives) at, int cause) => _deliveries.Add(
        new Delivery(at.Arrives, Firing(entity, claim, at.Begun, at.Begun), null, cause));

    /// <summary>The end of such an alert, at once.</summary>
    public void EndAt(EntityId entity, Claim claim, (double Begun, double Ended) at, int cause) => _deliveries.Add(
        new Delivery(
            at.Ended,
            Firing(entity, claim, at.Begun, at.Begun) with
            {
                Status = AlertStatus.Resolved,
                EndsAt = Clock(at.Ended),
            },
            null, cause));

    /// <summary>A recorded change.</summary>
    public void Change(ChangeEvent change, double at) => _deliveries.Add(new Delivery(at, null, change));

    /// <summary>Marks an instant of the script.</summary>
    public static DateTimeOffset Clock(double seconds) => CorrelationScript.Start.AddSeconds(seconds);

    /// <summary>The script, whose twin gets alerts alone with one half of the seeds, and with the other half hears from
    /// every entity that is not cut off.</summary>
    public CorrelationScript Build(TopologySnapshot map, double seconds) => new(
        map, [.. _faults],
        [.. _deliveries.Select((delivery, order) => (delivery, order)).OrderBy(pair => pair.delivery.At)
            .ThenBy(pair => pair.order).Select(pair => pair.delivery)],
        seconds)
    {
        HasTelemetry = _random.NextInt(2) == 0,
        SilentSince = _silentSince.ToImmutableDictionary(),
    };

    private static Alert Firing(EntityId entity, Claim claim, double begun, double raised) => new(
        $"{Source}/{entity}/{claim.Name}", entity, claim.Name, claim.Severity, AlertStatus.Firing, Clock(begun),
        Clock(raised), null, Source, null, 0, null, null, $"{claim.Name} on {entity}");

    private void Send(Alert alert, double raised, IReadOnlyList<int> causes)
    {
        var arrives = raised + Within(Travel);
        _deliveries.Add(new Delivery(arrives, alert, null, causes));
        if (_random.NextDouble() < Repeated)
        {
            _deliveries.Add(new Delivery(arrives + Within(60), alert, null, causes));
        }
    }
}
