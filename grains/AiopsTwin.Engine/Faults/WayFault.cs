using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// A kind that is about the network between callers and callees. On a host it strikes the calls of the copies that
/// stand there: the share of a call's traffic that passes the host.
/// </summary>
internal abstract class WayFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, TargetText, parameters)
{
    private const string TargetText =
        "With a peer, targets call it, or both are zones and the calls between them are struck; without one, targets "
        + "work, are hosts or are zones, and all calls from and to them are struck.";

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        if (fault.Peer is { Kind: EntityKind.Zone })
        {
            EstateView.RequireKinds(fault, problems, EntityKind.Zone);
            return;
        }

        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
            return;
        }

        foreach (var target in fault.Targets.Where(
            target => target.Kind is not (EntityKind.Host or EntityKind.Zone) && !estate.IsProcess(target)))
        {
            problems.Add($"target {target} is no host and does no work, so no call passes it");
        }
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            if (target.Kind == EntityKind.Zone)
            {
                foreach (var crossing in Crossing(impairments.Map, target, fault.Peer))
                {
                    Lay(fault, now.Strength, impairments.Calls, crossing);
                }

                continue;
            }

            if (fault.Peer is { } peer)
            {
                Lay(fault, now.Strength, impairments.Calls, (impairments.Call(target, peer), 1));
                continue;
            }

            foreach (var passing in Passing(impairments.Map, target))
            {
                Lay(fault, now.Strength, impairments.Calls, passing);
            }
        }
    }

    /// <summary>Lays the fault over one call.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="strength">How much of it is in force.</param>
    /// <param name="calls">Where to lay it.</param>
    /// <param name="passing">The call, and the share of its traffic that is struck, in (0, 1].</param>
    private protected abstract void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing);

    /// <summary>Calls that pass a target, with the share of their traffic that does.</summary>
    internal static IEnumerable<(int Call, double Share)> Passing(WorldMap map, EntityId target)
    {
        var node = map.TryNodeOf(target);
        var graph = map.Graph;
        for (var e = 0; e < graph.Count; e++)
        {
            var (from, to) = (StandsAt(map, graph.From[e], node), StandsAt(map, graph.To[e], node));
            var share = 1 - ((1 - from) * (1 - to));
            if (share > 0)
            {
                yield return (e, share);
            }
        }
    }

    /// <summary>Calls between two zones, or within one when they are the same, or between a zone and the rest, with the
    /// share of their traffic that goes there.</summary>
    private static IEnumerable<(int Call, double Share)> Crossing(WorldMap map, EntityId zone, EntityId? peer)
    {
        var inside = ZoneWays.SharesIn(map, zone);
        var other = peer is null ? Array.ConvertAll(inside, share => 1 - share)
            : peer == zone ? inside : ZoneWays.SharesIn(map, peer.Value);
        for (var e = 0; e < map.Graph.Count; e++)
        {
            if (ZoneWays.Between(inside, other, map.Graph.From[e], map.Graph.To[e]) is > 0 and var share)
            {
                yield return (e, share);
            }
        }
    }

    /// <summary>Share of a process' copies that stand at a node, or 1 when it is the node itself.</summary>
    internal static double StandsAt(WorldMap map, int p, int node)
    {
        if (map.ProcessNode[p] == node)
        {
            return 1;
        }

        var (here, all, placement) = (0.0, 0.0, map.Placement);
        for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
        {
            all += placement.Copies[i];
            var isHere = placement.Unit[i] == node
                || (placement.HostOfPlace[i] >= 0 && map.HostNode[placement.HostOfPlace[i]] == node);
            here += isHere ? placement.Copies[i] : 0;
        }

        return all > 0 ? here / all : 0;
    }
}

/// <summary>Packets take longer.</summary>
internal sealed class NetDelay() : WayFault(
    "net-delay",
    "The way there and back takes longer, by a delay that varies from call to call.",
    new FaultParameter("milliseconds", "ms", 0, 3_600_000, null, "Mean delay at full strength."),
    new FaultParameter("jitterMilliseconds", "ms", 0, 3_600_000, 0, "Deviation of the delay at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing)
    {
        var (delay, jitter) = (Value(fault, "milliseconds") / 1000, Value(fault, "jitterMilliseconds") / 1000);
        calls.AddDelay(passing.Call, passing.Share, delay * strength, jitter * strength);
    }
}

/// <summary>Packets are lost.</summary>
internal sealed class NetLoss() : WayFault(
    "net-loss",
    "Packets are lost and sent again after the retransmission timer; a lossy way carries less.",
    new FaultParameter("ratio", "1", 0, 0.99, null, "Share of the packets lost at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing) =>
        CallImpairments.Add(calls.Loss, passing.Call, Value(fault, "ratio") * strength * passing.Share);
}

/// <summary>Packets are corrupted.</summary>
internal sealed class NetCorrupt() : WayFault(
    "net-corrupt",
    "Packets are corrupted: what fails its checksum counts as lost, and what a checksum of 16 bits misses, one in 65 "
    + "536, breaks its message.",
    new FaultParameter("ratio", "1", 0, 0.99, null, "Share of the packets corrupted at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private const double Missed = 1.0 / 65_536;

    private protected override void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing)
    {
        var ratio = Value(fault, "ratio") * strength * passing.Share;
        CallImpairments.Add(calls.Loss, passing.Call, ratio * (1 - Missed));
        var packets = calls.PacketsOf(passing.Call);
        CallImpairments.Add(calls.ErrorAdd, passing.Call, 1 - Math.Pow(1 - (ratio * Missed), packets));
    }
}

/// <summary>Packets come twice.</summary>
internal sealed class NetDuplicate() : WayFault(
    "net-duplicate",
    "Packets arrive twice; receivers drop the second, so it costs the links and nobody else.",
    new FaultParameter("ratio", "1", 0, 1, null, "Share of the packets that come twice at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing) =>
        calls.Doubled[passing.Call] += Value(fault, "ratio") * strength * passing.Share;
}

/// <summary>Packets come out of order.</summary>
internal sealed class NetReorder() : WayFault(
    "net-reorder",
    "Packets come late and out of order: a message with one of them waits for it.",
    new FaultParameter("ratio", "1", 0, 1, null, "Share of the packets that come late at full strength."),
    new FaultParameter("gapMilliseconds", "ms", 0, 60_000, 10, "How much later they come."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void Lay(
        FaultSpec fault, double strength, CallImpairments calls, (int Call, double Share) passing)
    {
        var packets = calls.PacketsOf(passing.Call);
        var late = (1 - Math.Pow(1 - (Value(fault, "ratio") * strength), packets)) * passing.Share;
        calls.AddDelay(passing.Call, late, Value(fault, "gapMilliseconds") / 1000, 0);
    }
}
