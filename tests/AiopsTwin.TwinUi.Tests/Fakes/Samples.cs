using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>Small pieces that tests put together.</summary>
internal static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static EntityId Service(string name) => EntityId.Of(EntityKind.Service, name);

    public static EntityId Host(string name) => EntityId.Of(EntityKind.Host, name);

    public static Dependency Call(string from, string to) => new(
        Service(from), Service(to), DependencyKind.CallsSync, 1, Criticality.Required, null);

    public static Dependency Link(EntityId from, EntityId to, DependencyKind kind) =>
        new(from, to, kind, 1, Criticality.Required, null);

    /// <summary>Services and the calls between them, written <c>web&gt;api api&gt;db</c>.</summary>
    public static TopologySnapshot Calls(long version, string calls)
    {
        var links = calls.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(call => call.Split('>'))
            .Select(ends => Call(ends[0], ends[1]))
            .ToArray();
        return Graph(version, links.SelectMany(link => new[] { link.Dependent, link.On }), links);
    }

    public static TopologySnapshot Graph(
        long version, IEnumerable<EntityId> entities, IEnumerable<Dependency> links) => new(
        version,
        [.. entities.Distinct().Order().Select(id => new Entity(id, ImmutableSortedDictionary<string, string>.Empty))],
        [.. links.OrderBy(link => link.Dependent).ThenBy(link => link.On).ThenBy(link => link.Kind)],
        []);

    /// <summary>Two zones, a rack each with a switch, two hosts and some instances on the first host of each.</summary>
    public static TopologySnapshot Places(long version, int instances)
    {
        var links = new List<Dependency>();
        foreach (var side in new[] { "a", "b" })
        {
            var zone = EntityId.Of(EntityKind.Zone, $"zone-{side}");
            var rack = EntityId.Of(EntityKind.Rack, $"rack-{side}");
            var tor = EntityId.Of(EntityKind.Switch, $"tor-{side}");
            links.Add(Link(rack, zone, DependencyKind.InRack));
            links.Add(Link(tor, rack, DependencyKind.InRack));
            for (var host = 1; host <= 2; host++)
            {
                var id = Host($"{side}{host}");
                links.Add(Link(id, rack, DependencyKind.InRack));
                links.Add(Link(id, tor, DependencyKind.ConnectsThrough));
            }

            for (var instance = 1; instance <= instances; instance++)
            {
                links.Add(Link(
                    EntityId.Of(EntityKind.Instance, $"vm-{side}-{instance:000}"),
                    Host($"{side}1"),
                    DependencyKind.RunsOn));
            }
        }

        return Graph(version, links.SelectMany(link => new[] { link.Dependent, link.On }), links);
    }

    /// <summary>Racks of one zone with so many hosts each, and a service on every host.</summary>
    public static TopologySnapshot Racks(long version, int racks, int hosts)
    {
        var zone = EntityId.Of(EntityKind.Zone, "z1");
        var links = new List<Dependency>();
        for (var number = 0; number < racks; number++)
        {
            var rack = EntityId.Of(EntityKind.Rack, $"r{number:00}");
            links.Add(Link(rack, zone, DependencyKind.InRack));
            for (var place = 0; place < hosts; place++)
            {
                var host = Host($"h{number:00}-{place}");
                links.Add(Link(host, rack, DependencyKind.InRack));
                links.Add(Link(Service($"s{number:00}-{place}"), host, DependencyKind.RunsOn));
            }
        }

        return Graph(version, links.SelectMany(link => new[] { link.Dependent, link.On }), links);
    }

    public static EntityVitals Vitals(
        EntityId entity, EntityHealth health = EntityHealth.Healthy, double? rate = 120, int alerts = 0) =>
        new(entity, health, Noon, rate, rate is null ? null : 0.035, rate is null ? null : 0.001, 0.4, alerts);

    public static IncidentLine Line(
        string id, IncidentState state = IncidentState.Diagnosed, string suspect = "") => new(
        id, state, AlertSeverity.Critical, $"{id} at the front", Noon, null, 20, 4, null, suspect);

    public static ViewSnapshot Snapshot(
        TopologySnapshot topology, IEnumerable<EntityVitals>? vitals = null, params IncidentLine[] incidents) => new(
        1,
        Noon,
        topology.Version,
        [.. vitals ?? topology.Entities.Select(entity => Vitals(entity.Id))],
        [.. incidents],
        incidents.Length * 20,
        incidents.Length * 20,
        incidents.Length,
        null);

    public static ViewDelta Delta(long version, params EntityVitals[] vitals) => new(
        version, Noon.AddSeconds(version), 1, false, [.. vitals], [], 0, 0, 0, null);

    public static ChangeEvent Deployment(string service) => new(
        "d-1", "ci", Service(service), ChangeKind.Deployment, Noon.AddMinutes(-2), "auth 4.2.1 with a new pool",
        ImmutableSortedDictionary<string, string>.Empty.Add("version", "4.2.1"));

    public static Suspect Suspect(int rank, string service, double posterior, ChangeEvent? change = null) => new(
        rank, Service(service), MetricFamily.Latency, change, posterior, 3.4, 0.8,
        [
            new Evidence(EvidenceKind.Change, 2.5, "It was deployed 2 minutes before the onset."),
            new Evidence(EvidenceKind.Onset, -0.4, "A dependent deviated 5 s earlier."),
        ]);

    public static Counterfactual Proof(int vanishing, int symptoms) => new(
        Noon.AddSeconds(60), $"Without auth {vanishing} of {symptoms} symptoms vanish.",
        new CounterfactualCounts(symptoms, vanishing, vanishing, 0, 0, 0), 0.04, Noon, Noon.AddSeconds(30), 120,
        [
            new CounterfactualEffect(
                Service("gateway"), EffectKind.Slow, 0.05, 0.25, 0.05, 0.25, true, vanishing > 0, vanishing > 0),
        ],
        [
            new CounterfactualCourse(Service("gateway"), EffectKind.Slow,
            [
                new CounterfactualPoint(Noon, 0.05, 0.05, 0.05),
                new CounterfactualPoint(Noon.AddSeconds(10), 0.15, 0.16, 0.05),
                new CounterfactualPoint(Noon.AddSeconds(30), 0.25, 0.24, 0.05),
            ]),
        ]);

    public static Alert Alert(string service, int number) => new(
        $"f-{number:000}", Service(service), "request.duration high", AlertSeverity.Warning, AlertStatus.Firing,
        Noon.AddSeconds(number), Noon.AddSeconds(number + 5), null, "twin", "request.duration", 5.2, 0.03, 0.05,
        $"{service} answers in 50 ms instead of 30 ms");

    public static Incident Incident(string id = "INC-1") => new(
        id, IncidentState.Diagnosed, AlertSeverity.Critical, "Slow answers at the gateways", Noon, Noon.AddSeconds(40),
        Noon.AddSeconds(60), null, null,
        [
            new IncidentAlert(Alert("gateway", 1), false, "It calls auth and followed within 10 s."),
            new IncidentAlert(Alert("web", 2), true, "It calls gateway, which explains it."),
        ],
        20,
        [Service("auth"), Service("gateway"), Service("web")],
        [
            new FloodReach(Service("auth"), 1, 0, 0),
            new FloodReach(Service("gateway"), 0.8, 1, 4),
            new FloodReach(Service("mail"), 0.3, 2, 9),
        ],
        new DiagnosisReport(Noon.AddSeconds(60), [Suspect(1, "auth", 0.86, Deployment("auth")), Suspect(2, "db", 0.09)],
            "The deployment of auth at 11:58 explains the slow gateways."),
        [
            new IncidentEntry(Noon.AddSeconds(40), "Opened with 3 alerts."),
            new IncidentEntry(Noon.AddSeconds(60), "Diagnosed."),
        ]);

    public static SeriesDetails Series(bool isWarm = true, params double[] values) => new(
        "request.duration", "s", isWarm, 0.030, 0.025, 0.035,
        [.. values.Select((value, index) => new TimedValue(Noon.AddSeconds(10 * index), value))]);

    public static AnomalyExplanation Anomaly() => new(
        "its own baseline", Noon.AddSeconds(20), 0.030, 0.025, 0.035, 0.070, 9.1, 5.5,
        new AnomalyOnset(Noon.AddSeconds(10), Noon, Noon.AddSeconds(15)),
        new SeasonSlot(Noon, Noon.AddMinutes(5), true),
        "2 of the newest 3 samples scored 5.5 or more (the highest 9.1), 10 s after the onset.");

    /// <summary>A world with a datastore near its limit.</summary>
    public static WorkAnswer Work(double factor) => new(
        factor, TimeSpan.FromHours(14), 20,
        [
            new WorkLine(
                EntityId.Of(EntityKind.Datastore, "db"),
                new WorkLevel(100, 0.010, 0.030, 0, 0.70, null), new WorkLevel(120, 0.014, 0.045, 0.001, 0.84, null),
                true),
            new WorkLine(
                Service("web"),
                new WorkLevel(100, 0.03, 0.09, 0, 0.2, 0.1), new WorkLevel(120, 0.04, 0.1, 0, 0.24, 0.2), true),
        ]);

    /// <summary>A promise of 99.9 % with so much of its budget left.</summary>
    public static ObjectiveStatus Objective(double? budgetLeft) => new(
        new ServiceObjective(ObjectiveKind.Availability, 0.999, null), Noon,
        [new BurnWindow(TimeSpan.FromMinutes(5), 3000, 6, 2), new BurnWindow(TimeSpan.FromDays(30), 3e6, 1700, 0.58)],
        budgetLeft, null, null, budgetLeft is null ? "no request.rate is sent" : null, "");

    /// <summary>A disk that is full after some days, with 80 % between two others.</summary>
    public static CapacityLine Full(string entity, double days, double from, double to) => new(
        Host(entity), "1", new CapacityForecast(
            MetricCatalog.DiskUtilization, Noon, CapacityVerdict.FullOnDate, 0.8, 1, Noon.AddDays(days),
            Noon.AddDays(from), Noon.AddDays(to), [new CapacityOdds(365, 0.99)],
            new CapacityGrowth(["line of 30 days"], true, 0.01, null, null, false, 10, 0.8, 40),
            new CapacityAdvice(
                Noon.AddDays(from), Noon.AddDays(from), Noon, from <= 14, 1.25,
                new CapacityWhatIf(1.2, Noon.AddDays(days / 1.2), null, null)),
            $"The disk of {entity} is full in {days} days."));

    public static RunStatus Run(RunStage stage, double seconds = 0, params RunMark[] marks) => new(
        "auth-pool-1", "auth-pool", "Bad pool size", 1, RunMode.Rehearsal, "", stage, 60, Noon,
        TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(20), [.. marks], "");
}
