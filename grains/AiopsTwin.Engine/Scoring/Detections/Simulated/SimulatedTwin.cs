using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>Shows a simulated service to a whole twin, minute by minute: six regions that are siblings, each called by
/// a service of its own. What it raises are the alarms; no threshold is chosen.</summary>
public static class SimulatedTwin
{
    private const string Group = "simulated";
    private const string Source = "simulation";

    /// <summary>The alarms of a twin that has seen nothing before.</summary>
    /// <param name="service">What is shown.</param>
    /// <param name="settings">How the twin judges.</param>
    /// <param name="hear">Told each alert as it is raised, and the minute; null when nobody asks.</param>
    public static SimulatedAlarms Watch(
        SimulatedService service, TwinSettings settings, Action<int, Alert>? hear = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        var twin = new LocalTwin(Estate(), settings);
        var (regions, callers) = (Entities("region"), Entities("caller"));
        var alarms = new SimulatedAlarms();
        var firing = new HashSet<string>(StringComparer.Ordinal);
        for (var minute = 0; minute < SimulatedService.Minutes; minute++)
        {
            var at = SimulatedService.Start.AddMinutes(minute + 1);
            twin.Observe(Batches(service, minute, at, regions, callers));
            twin.Advance(at);
            foreach (var alert in twin.ChangedAlerts)
            {
                if (alert.Status != AlertStatus.Firing)
                {
                    firing.Remove(alert.Fingerprint);
                }
                else if (firing.Add(alert.Fingerprint))
                {
                    Note(alarms, alert, minute, regions, callers);
                    hear?.Invoke(minute, alert);
                }
            }
        }

        return alarms;
    }

    private static void Note(
        SimulatedAlarms alarms, Alert alert, int minute, ImmutableArray<EntityId> regions,
        ImmutableArray<EntityId> callers)
    {
        if (AlertText.IsPooled(alert))
        {
            alarms.AddPooled(Math.Max(regions.IndexOf(alert.Entity), callers.IndexOf(alert.Entity)), minute);
        }

        var region = regions.IndexOf(alert.Entity);
        if (region < 0)
        {
            alarms.Add(callers.IndexOf(alert.Entity), 2, minute);
            return;
        }

        alarms.Add(region, alert.Metric == MetricCatalog.RequestDurationP95 ? 1 : 0, minute);
    }

    private static ImmutableArray<ObserveBatch> Batches(
        SimulatedService service, int minute, DateTimeOffset at, ImmutableArray<EntityId> regions,
        ImmutableArray<EntityId> callers)
    {
        var batches = ImmutableArray.CreateBuilder<ObserveBatch>(2 * SimulatedService.Regions);
        for (var region = 0; region < SimulatedService.Regions; region++)
        {
            var measured = service.Members[region];
            var samples = ImmutableArray.CreateBuilder<Sample>(2);
            Add(samples, MetricCatalog.RequestDurationP95, at, measured.Latency[minute]);
            Add(samples, MetricCatalog.RequestRate, at, measured.Requests[minute] / 60);
            batches.Add(new ObserveBatch(regions[region], Source, minute + 1, samples.ToImmutable()));
            samples.Clear();
            Add(samples, MetricCatalog.RequestDurationP95, at, measured.CallerLatency[minute]);
            batches.Add(new ObserveBatch(callers[region], Source, minute + 1, samples.ToImmutable()));
        }

        return batches.MoveToImmutable();
    }

    private static void Add(ImmutableArray<Sample>.Builder samples, string metric, DateTimeOffset at, double value)
    {
        if (double.IsFinite(value))
        {
            samples.Add(new Sample(metric, at, value));
        }
    }

    private static ImmutableArray<EntityId> Entities(string name) =>
    [
        .. Enumerable.Range(1, SimulatedService.Regions).Select(number => EntityId.Of(
            EntityKind.Service, string.Create(CultureInfo.InvariantCulture, $"{name}{number}"))),
    ];

    private static TopologySnapshot Estate()
    {
        var builder = new TopologyBuilder();
        var (regions, callers) = (Entities("region"), Entities("caller"));
        for (var region = 0; region < SimulatedService.Regions; region++)
        {
            builder.Add(regions[region], (EntityMonitor.SiblingLabel, Group))
                .Add(callers[region], (EntityMonitor.SiblingLabel, Group + "-callers"))
                .Link(callers[region], regions[region], DependencyKind.CallsSync);
        }

        return builder.TryBuild(1, out var estate, out var problems)
            ? estate
            : throw new InvalidOperationException(string.Join("; ", problems));
    }
}
