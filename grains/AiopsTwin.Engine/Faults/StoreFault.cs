using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that is about disks and what is stored on them. On a host it strikes what stores something there,
/// for the share of its copies.</summary>
internal abstract class StoreFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, TargetText, parameters)
{
    private const string TargetText =
        "Targets write to disk (datastores, queues, and what has a writeRatio), or are hosts of such.";

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireWriters(fault, problems);
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var map = impairments.Map;
        foreach (var target in fault.Targets)
        {
            var node = map.TryNodeOf(target);
            for (var p = 0; p < map.Processes.Length; p++)
            {
                if (map.WriteShare(p) > 0 && WayFault.StandsAt(map, p, node) is > 0 and var share)
                {
                    Lay(fault, now, impairments, (p, share));
                }
            }
        }
    }

    /// <summary>Share of the requests of a process that touch its disk: all of a datastore's and a queue's, of others
    /// those that write.</summary>
    private protected static double DiskShare(Impairments impairments, int p) =>
        impairments.Map.Kinds[impairments.Map.ProcessNode[p]] is EntityKind.Datastore or EntityKind.Queue
            ? 1
            : impairments.Map.WriteShare(p);

    /// <summary>Lays the fault over one process.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="now">How far it has come.</param>
    /// <param name="impairments">Where to lay it.</param>
    /// <param name="store">The process, and the share of its copies that are struck.</param>
    private protected abstract void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store);
}

/// <summary>A disk is slow.</summary>
internal sealed class DiskDelay() : StoreFault(
    "disk-delay",
    "Every access to the disk takes longer, in the slot of its request and without a processor.",
    new FaultParameter("milliseconds", "ms", 0.001, 600_000, null, "How much longer at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store) =>
        impairments.ServiceAdd[store.P] +=
            Value(fault, "milliseconds") * now.Strength / 1000 * store.Share * DiskShare(impairments, store.P);
}

/// <summary>A disk fails accesses.</summary>
internal sealed class DiskError() : StoreFault(
    "disk-error",
    "A share of the accesses to the disk fails, and their requests with them.",
    new FaultParameter("ratio", "1", 0, 1, null, "Share that fails at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "disk failed: input/output error";

    private protected override void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store) =>
        CallImpairments.Add(
            impairments.ErrorAdd, store.P,
            Value(fault, "ratio") * now.Strength * store.Share * DiskShare(impairments, store.P));
}

/// <summary>What is written is spoilt, and found out later.</summary>
internal sealed class SilentCorruption() : StoreFault(
    "silent-corruption",
    "A share of what is written is spoilt and nobody notices until it is read: reads fail more and more, as spoilt "
    + "data takes the place of good, ratio (1 - exp(-t / turnover)).",
    new FaultParameter("ratio", "1", 0, 1, null, "Share of the writes that are spoilt at full strength."),
    new FaultParameter("turnoverMinutes", "min", 0.1, 100_000, 30, "Time in which what is read is written anew."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "read failed: checksum of block does not match";

    private protected override void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store)
    {
        var spoilt = 1 - Math.Exp(-now.Seconds / 60 / Value(fault, "turnoverMinutes"));
        var reads = 1 - impairments.Map.WriteShare(store.P);
        CallImpairments.Add(
            impairments.ErrorAdd, store.P, Value(fault, "ratio") * now.Strength * store.Share * reads * spoilt);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => 0;
}

/// <summary>Replicas lag.</summary>
internal sealed class ReplicaLag() : StoreFault(
    "replica-lag",
    "Replicas are behind: of the reads that go to one, those that ask for what is younger than the lag fail, "
    + "1 - exp(-lag / recency).",
    new FaultParameter("lagSeconds", "s", 0, 864_000, null, "How far behind at full strength."),
    new FaultParameter("recencySeconds", "s", 0.1, 864_000, 60, "Mean age of what is read."),
    new FaultParameter("replicaReads", "1", 0, 1, 0.5, "Share of the reads that go to a replica."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "read failed: replica is behind";

    private protected override void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store)
    {
        var young = 1 - Math.Exp(-Value(fault, "lagSeconds") * now.Strength / Value(fault, "recencySeconds"));
        var reads = (1 - impairments.Map.WriteShare(store.P)) * Value(fault, "replicaReads");
        CallImpairments.Add(impairments.ErrorAdd, store.P, reads * young * store.Share);
    }
}

/// <summary>The primary of a store is lost and another takes its place.</summary>
internal sealed class Failover() : StoreFault(
    "failover",
    "The primary is lost: writes hang until that is detected, are refused until another copy is promoted, and then go "
    + "on with a copy less until it has started again. Writes lost on the way are missed by those who read them, less "
    + "and less as they are written anew.",
    new FaultParameter("detectSeconds", "s", 0, 3600, 30, "Until the loss is detected."),
    new FaultParameter("promoteSeconds", "s", 0, 3600, 30, "From there until a copy is promoted."),
    new FaultParameter("startSeconds", "s", 1, 86_400, 300, "From there until the lost copy is back."),
    new FaultParameter("lostSeconds", "s", 0, 3600, 0, "Writes lost: those of so many seconds."),
    new FaultParameter("recencySeconds", "s", 0.1, 864_000, 60, "Mean age of what is read."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "failover under way: this copy is not the primary";

    private protected override void Lay(
        FaultSpec fault, FaultMoment now, Impairments impairments, (int P, double Share) store)
    {
        var (detected, promoted) = Moments(fault);
        var writes = impairments.Map.WriteShare(store.P) * store.Share * now.Strength;
        var replicas = impairments.Map.Processes[store.P].Replicas;
        if (replicas > 1 && now.Seconds < promoted + Value(fault, "startSeconds"))
        {
            impairments.CopiesLost[store.P] += Math.Floor(now.Strength + 1e-9);
        }

        var graph = impairments.Map.Graph;
        if (now.Seconds < promoted)
        {
            var shares = now.Seconds < detected ? impairments.Calls.Blocked : impairments.Calls.Refused;
            foreach (var call in graph.InCalls.AsSpan(graph.InStart[store.P]..graph.InStart[store.P + 1]))
            {
                CallImpairments.Add(shares, call, writes);
            }

            return;
        }

        var (lost, recency) = (Value(fault, "lostSeconds"), Value(fault, "recencySeconds"));
        var missed = (1 - Math.Exp(-lost / recency)) * Math.Exp(-(now.Seconds - promoted) / recency);
        CallImpairments.Add(
            impairments.ErrorAdd, store.P, (1 - impairments.Map.WriteShare(store.P)) * missed * now.Strength);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        var (detected, promoted) = Moments(fault);
        var back = promoted + Value(fault, "startSeconds");
        return now.Seconds < detected ? detected - now.Seconds
            : now.Seconds < promoted ? promoted - now.Seconds
            : Value(fault, "lostSeconds") > 0 ? 0
            : now.Seconds < back ? back - now.Seconds
            : double.PositiveInfinity;
    }

    private (double Detected, double Promoted) Moments(FaultSpec fault)
    {
        var detected = Value(fault, "detectSeconds");
        return (detected, detected + Value(fault, "promoteSeconds"));
    }
}
