using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>All kinds of fault a simulated world knows.</summary>
public static class FaultCatalog
{
    /// <summary>The kinds, sorted by name.</summary>
    public static ImmutableArray<FaultKind> Kinds { get; } =
    [
        .. new FaultKind[]
        {
            new AutoscalerFrozen(), new BadDeploy(), new BandwidthCap(), new BotTraffic(), new CacheFlush(),
            new CacheLoss(), new CertificateExpiry(), new ClockSkew(), new CodeException(),
            new CollectorPauses(), new ConfigPush(), new ConnectionLimit(), new ControlPlaneLoss(),
            new CpuHog(), new CrashLoop(), new DependencyThrottle(), new DiscoveryLoss(), new DiskDelay(),
            new DiskError(), new DiskFill(), new ErrorAdd(), new Failover(), new FlashCrowd(),
            new GreyFailure(), new HostDown(), new HostDrain(), new HostReboot(), new HotShard(),
            new HttpAbort(), new HttpDelay(), new LatencyAdd(), new Leak(), new MemoryHog(), new NameError(),
            new NameSlow(), new NameWrong(), new NetCorrupt(), new NetDelay(), new NetDuplicate(),
            new NetLoss(), new NetReorder(), new NoFault(), new NoiseRestarts(), new OneWayPartition(),
            new Partition(), new PoisonMessage(), new PoolLeak(), new PoolShrink(), new PortExhaustion(),
            new PowerLoss(), new ProbeStrict(), new QueueFlood(), new RegionLoss(), new ReplicaHang(),
            new ReplicaKill(), new ReplicaLag(), new ReplicaLoss(), new Reroute(), new RetryStorm(),
            new SilentCorruption(), new SlowQuery(), new StartBlocked(), new StartSlow(), new SwitchDown(),
            new TableLock(), new TelemetryDelay(), new TelemetryDuplicate(), new TelemetryLoss(),
            new ThreadLimit(), new TokenLoss(), new TrafficDrop(), new TrafficSurge(), new TrafficWave(),
            new WrongReplicas(), new WrongSelector(), new WrongTimeout(), new ZoneIsolated(),
        }.OrderBy(kind => kind.Name, StringComparer.Ordinal),
    ];

    /// <summary>The kind of a name; null when there is none.</summary>
    public static FaultKind? Find(string name) => Kinds.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Everything that is wrong with a fault; empty when it can be injected.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="estate">The estate it is to strike.</param>
    public static ImmutableArray<string> Check(FaultSpec fault, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(estate);
        return Find(fault.Kind) is { } kind
            ? kind.Check(fault, estate)
            : [$"'{fault.Kind}' is no kind of fault; use one of {string.Join(", ", Kinds.Select(kind => kind.Name))}"];
    }
}
