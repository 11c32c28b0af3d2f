using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that strikes machines and comes to an end by itself: what stands there starts again.</summary>
internal abstract class HostFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, "Targets are hosts.", parameters)
{
    /// <summary>From a start to the first request of a copy.</summary>
    private protected static readonly FaultParameter StartSeconds = new(
        "startSeconds", "s", 1, 3600, 30, "From the start of a copy to its first request.");

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        EstateView.RequireKinds(fault, problems, EntityKind.Host);
    }

    /// <summary>Counts the copies that stand on a host as not there.</summary>
    private protected static void LoseCopies(Impairments impairments, int node)
    {
        var map = impairments.Map;
        foreach (var place in map.Placement.PlacesOnHost[map.HostOfNode[node]])
        {
            impairments.CopiesLost[ProcessOf(map, place)] += map.Placement.Copies[place];
        }
    }

    private static int ProcessOf(WorldMap map, int place)
    {
        var p = Array.BinarySearch(map.Placement.Start, place);

        // Processes that stand nowhere share their start with the next one: the last of them has the place.
        for (p = p < 0 ? ~p - 1 : p; map.Placement.Start[p + 1] <= place;)
        {
            p++;
        }

        return p;
    }
}

/// <summary>A machine restarts.</summary>
internal sealed class HostReboot() : HostFault(
    "host-reboot",
    "A machine goes down and comes back after a while; then its copies have to start.",
    new FaultParameter("downSeconds", "s", 1, 86_400, 180, "How long it is down."),
    StartSeconds)
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            var node = impairments.Map.TryNodeOf(target);
            if (now.Seconds < Value(fault, "downSeconds"))
            {
                impairments.IsDown[node] = true;
            }
            else if (now.Seconds < Value(fault, "downSeconds") + Value(fault, "startSeconds"))
            {
                LoseCopies(impairments, node);
            }
        }
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        var up = Value(fault, "downSeconds");
        return now.Seconds < up ? up - now.Seconds
            : now.Seconds < up + Value(fault, "startSeconds") ? up + Value(fault, "startSeconds") - now.Seconds
            : double.PositiveInfinity;
    }
}

/// <summary>A machine is drained.</summary>
internal sealed class HostDrain : HostFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public HostDrain()
        : base(
            "host-drain",
            "A machine is drained: its copies start elsewhere, on the hosts their process has left, and are away until "
            + "they have started. A process without another host is without copies.",
            StartSeconds) =>
        ReportedAs = ChangeKind.Infrastructure;

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            var node = impairments.Map.TryNodeOf(target);
            impairments.IsDrained[node] = true;
            if (now.Seconds < Value(fault, "startSeconds"))
            {
                LoseCopies(impairments, node);
            }
        }
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) =>
        now.Seconds < Value(fault, "startSeconds")
            ? Value(fault, "startSeconds") - now.Seconds
            : double.PositiveInfinity;
}

/// <summary>A whole region is lost.</summary>
internal sealed class RegionLoss() : FaultKind(
    "region-loss",
    "Everything that has the same label region as the target is gone and silent, with all that stands in it.",
    "Targets have a label region.")
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        foreach (var target in fault.Targets.Where(target => estate.RegionOf(target) is null))
        {
            problems.Add($"target {target} has no label region");
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var entities = impairments.Map.Estate.Topology.Entities;
        foreach (var target in fault.Targets.AsSpan(0, Failed(fault, now.Strength)))
        {
            var region = entities.First(entity => entity.Id == target).Labels["region"];
            foreach (var entity in entities.Where(entity => entity.Labels.GetValueOrDefault("region") == region))
            {
                impairments.IsDown[impairments.Map.TryNodeOf(entity.Id)] = true;
            }
        }
    }
}

/// <summary>A place is cut off from the rest and works on inside.</summary>
internal sealed class ZoneIsolated() : FaultKind(
    "zone-isolated",
    "Calls between a place and the rest of the estate vanish, calls inside either go on, and monitors still hear both, "
    + "but for collectors of the estate, which stand on one side. Of a call whose callee has copies on both sides, the "
    + "share that crosses is struck.",
    "Targets are zones, racks or hosts.")
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        EstateView.RequireKinds(fault, problems, EntityKind.Zone, EntityKind.Rack, EntityKind.Host);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var (map, graph) = (impairments.Map, impairments.Map.Graph);
        foreach (var target in fault.Targets)
        {
            var hosts = PlaceReach.HostsOf(map, target);
            var isInside = new bool[map.Entities.Length];
            Array.ForEach(PlaceReach.NodesOf(map, target), node => isInside[node] = true);
            impairments.Isolated.Add((isInside, now.Strength));
            var inside = Enumerable.Range(0, map.Processes.Length)
                .Select(p => hosts.Sum(host => WayFault.StandsAt(map, p, host)))
                .ToArray();
            for (var e = 0; e < graph.Count; e++)
            {
                var (from, to) = (inside[graph.From[e]], inside[graph.To[e]]);
                var crossing = (from * (1 - to)) + ((1 - from) * to);
                CallImpairments.Add(impairments.Calls.Blocked, e, Math.Clamp(crossing, 0, 1) * now.Strength);
            }
        }
    }
}
