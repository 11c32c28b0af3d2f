using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that sets a limit, and does nothing as long as the world stays below it. A weaker limit is a higher
/// one: at strength s it lies at limit / s.</summary>
internal abstract class LimitFault(string name, string summary, string targets, params FaultParameter[] parameters)
    : FaultKind(name, summary, targets, parameters)
{
    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        foreach (var target in fault.Targets.Where(
            target => !estate.IsProcess(target) && !(IsForPlaces && target.Kind is EntityKind.Host)))
        {
            problems.Add($"target {target} {(IsForPlaces ? "is no host and does no work" : "does no work")}");
        }
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            Limit(fault, now.Strength, impairments, impairments.Map.TryNodeOf(target));
        }
    }

    /// <summary>Whether hosts can be struck as well as what works.</summary>
    private protected virtual bool IsForPlaces => false;

    /// <summary>Sets the limit at a node.</summary>
    private protected abstract void Limit(FaultSpec fault, double strength, Impairments impairments, int node);
}

/// <summary>Somebody throttles.</summary>
internal sealed class DependencyThrottle() : LimitFault(
    "dependency-throttle",
    "Of the calls to the target, only so many a second are let in; the others are answered at once with an error "
    + "(429, too many requests).",
    "Targets are called by something.",
    new FaultParameter("requestsPerSecond", "{request}/s", 0.01, 1e9, null, "Calls let in each second."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => LimitImpairment.Throttled;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        estate.RequireCallers(fault, problems);
    }

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.All.Add(new(LimitMeasure.Rate, node, Value(fault, "requestsPerSecond") / strength, 0));
}

/// <summary>Connections run out.</summary>
internal sealed class ConnectionLimit() : LimitFault(
    "connection-limit",
    "Only so many connections pass a process or a host (file descriptors, a table of tracked connections): beyond them "
    + "new ones are refused, beside a healthy processor.",
    "Targets work or are hosts.",
    new FaultParameter("connections", "{connection}", 1, 1e9, null, "Connections at one time, both ways."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => LimitImpairment.NoConnection;

    private protected override bool IsForPlaces => true;

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.All.Add(new(LimitMeasure.Connections, node, Value(fault, "connections") / strength, 0));
}

/// <summary>Ports run out.</summary>
internal sealed class PortExhaustion() : LimitFault(
    "port-exhaustion",
    "A caller that opens a connection for each call keeps a port for a while after it (TIME_WAIT); without a free port "
    + "its calls fail at once. Calls through a pool need no new ports.",
    "Targets call somebody.",
    new FaultParameter("ports", "{port}", 1, 65_535, 28_232, "Ports of each copy; the default is Linux' range."),
    new FaultParameter("waitSeconds", "s", 0, 600, 60, "How long a port is kept after its connection."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => LimitImpairment.NoPort;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        foreach (var target in fault.Targets.Where(target => !estate.IsCaller(target)))
        {
            problems.Add($"target {target} calls nobody");
        }
    }

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.All.Add(
            new(LimitMeasure.Ports, node, Value(fault, "ports") / strength, Value(fault, "waitSeconds")));
}

/// <summary>A link carries less.</summary>
internal sealed class BandwidthCap() : LimitFault(
    "bandwidth-cap",
    "A link carries so many bits a second: below that, messages take size / rate / (1 - use) longer, at most as long "
    + "as the buffer holds; beyond it what does not fit is lost, and its callers wait for their timeout.",
    "Targets work or are hosts.",
    new FaultParameter("megabitsPerSecond", "Mbit/s", 0.001, 1e6, null, "What the link carries each way."),
    new FaultParameter("bufferMilliseconds", "ms", 1, 60_000, 200, "What a full buffer takes to drain."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override bool IsForPlaces => true;

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.All.Add(new(
            LimitMeasure.Bytes, node, Value(fault, "megabitsPerSecond") * 125_000 / strength,
            Value(fault, "bufferMilliseconds") / 1000));
}

/// <summary>Callers no longer learn who is there.</summary>
internal sealed class DiscoveryLoss() : LimitFault(
    "discovery-loss",
    "Discovery of the target stands still: nothing shows at first, but copies that go are still called, and whoever is "
    + "sent to one waits in vain.",
    "Targets are called by something.")
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        estate.RequireCallers(fault, problems);
    }

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.All.Add(new(LimitMeasure.Endpoints, node, strength, 0));
}

/// <summary>A probe is too strict.</summary>
internal sealed class ProbeStrict() : LimitFault(
    "probe-strict",
    "A liveness probe is impatient: copies that are only busy are killed, and the others have more to do. The probe "
    + "waits in line like a request; a copy dies when so many in a row are late.",
    "Targets work.",
    new FaultParameter("timeoutMilliseconds", "ms", 1, 60_000, null, "How long the probe waits for an answer."),
    new FaultParameter("failures", "1", 1, 100, 3, "Late answers in a row that kill."),
    new FaultParameter("everySeconds", "s", 0.1, 3600, 10, "From one probe to the next."))
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.Probes.Add(new(
            impairments.Map.ProcessOfNode[node], Value(fault, "timeoutMilliseconds") / 1000 / strength,
            Value(fault, "failures"), Value(fault, "everySeconds")));
}

/// <summary>A disk fills.</summary>
internal sealed class DiskFill() : LimitFault(
    "disk-fill",
    "The disk of a store fills steadily; when it is full, the share of the requests that write fails. Taking the fault "
    + "back frees the disk.",
    "Targets write to disk: datastores, queues, and what has a writeRatio.",
    new FaultParameter("sharePerMinute", "1/min", 0.0001, 100, null, "Share of the disk written each minute."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    /// <summary>What a store logs whose disk is full.</summary>
    internal const string FullDisk = "write failed: no space left on device";

    internal override string Line => FullDisk;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        estate.RequireWriters(fault, problems);
    }

    private protected override void Limit(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.Limits.Disks.Add(
            (impairments.Map.ProcessOfNode[node], Value(fault, "sharePerMinute") * strength / 60));
}
