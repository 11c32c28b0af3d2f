using System.Collections.Immutable;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>
/// Which action of which format becomes which fault: the one table of it. A new kind of fault needs a row here and
/// nothing else; <c>docs/SCENARIOS.md</c> prints the table, and a test holds the two together.
/// </summary>
internal static class ChaosMapping
{
    /// <summary>A managed database is back within one to two minutes, as its providers say.</summary>
    private static readonly TimeSpan StoreReboot = TimeSpan.FromMinutes(1);

    private const string Guessed = "the file gives no magnitude: assumed";

    /// <summary>All rows, by format, then as written.</summary>
    public static ImmutableArray<ChaosMappingRow> Rows { get; } =
        [.. ToolkitRows(), .. MeshRows(), .. LitmusRows(), .. FisRows(), .. BenchRows()];

    public static ChaosMappingRow? Find(ChaosFormat format, string action) =>
        Rows.FirstOrDefault(row => row.Format == format && row.Action == action);

    /// <summary>The table as it stands in the document.</summary>
    public static string Markdown() => string.Concat(
        "| Format | Action | Fault | Magnitudes | Remark |\n| --- | --- | --- | --- | --- |\n",
        string.Concat(Rows.Select(row =>
            $"| {row.Format} | `{row.Action}` | {(row.Fault.Length == 0 ? "none" : $"`{row.Fault}`")} | "
            + $"{string.Join(", ", row.Measures.Select(Describe))} | {Remark(row)} |\n")));

    private static string Describe(ChaosMeasure measure) => measure.Source.Length == 0
        ? FormattableString.Invariant($"{measure.Parameter} = {measure.Default}")
        : $"{measure.Parameter} from {measure.Source}{(measure.Times is null ? "" : " x " + measure.Times)}";

    private static string Remark(ChaosMappingRow row) => row.Lasts is { } lasts
        ? $"lasts {DurationText.Format(lasts)} (assumed){(row.Remark.Length == 0 ? "" : "; " + row.Remark)}"
        : row.Remark;

    private static IEnumerable<ChaosMappingRow> ToolkitRows()
    {
        var format = ChaosFormat.ChaosToolkit;
        const string Stress = "chaosk8s.chaosmesh.stress.actions.stress_cpu";
        const string Network = "chaosk8s.chaosmesh.network.actions.";
        yield return Kill(format, "chaosk8s.pod.actions.terminate_pods");
        yield return Kill(format, "chaosk8s.pod.actions.delete_pods");
        yield return Kill(format, "chaosk8s.chaosmesh.pod.actions.kill_pods");
        yield return Row(format, "chaosk8s.deployment.actions.scale_deployment", "replica-loss", ChaosTargets.Copies,
            new ChaosMeasure("replicas", "replicas", ChaosUnit.CopiesLeft));
        yield return Row(format, "chaosk8s.deployment.actions.delete_deployment", "replica-loss", ChaosTargets.Copies);
        yield return Down(format, "chaosk8s.node.actions.terminate_nodes");
        yield return Drains(format, "chaosk8s.node.actions.drain_nodes");
        yield return Row(format, Network + "add_latency", "latency-add", ChaosTargets.Calls, Delay("latency"));
        yield return Row(format, Network + "set_loss", "net-loss", ChaosTargets.Calls, Share("loss"));
        yield return Row(format, Stress, "cpu-hog", ChaosTargets.Work, Cores("workers", "load"));
        yield return Row(format, "chaosistio.fault.actions.add_delay_fault", "http-delay", ChaosTargets.Work,
            Delay("fixed_delay"), new ChaosMeasure("ratio", "percentage", ChaosUnit.Percent, 1));
        yield return Row(format, "chaosistio.fault.actions.add_abort_fault", "http-abort", ChaosTargets.Work,
            new ChaosMeasure("ratio", "percentage", ChaosUnit.Percent, 1));
        yield return Row(format, "chaostoxi.toxic.actions.create_latency_toxic", "latency-add", ChaosTargets.Work,
            Delay("latency"));
        yield return Row(format, "chaostoxi.proxy.actions.disable_proxy", "partition", ChaosTargets.Cut);
        yield return Down(format, "chaosaws.ec2.actions.stop_instance");
        yield return Down(format, "chaosaws.ec2.actions.stop_instances");
        yield return Down(format, "chaosaws.ec2.actions.terminate_instance");
        yield return Down(format, "chaosaws.ec2.actions.terminate_instances");
        yield return Reboots(format, "chaosaws.ec2.actions.restart_instances");
        yield return Down(format, "chaosazure.machine.actions.stop_machines");
        yield return Reboots(format, "chaosazure.machine.actions.restart_machines");
    }

    private static IEnumerable<ChaosMappingRow> MeshRows()
    {
        var format = ChaosFormat.ChaosMesh;
        yield return Kill(format, "PodChaos/pod-kill");
        yield return Kill(format, "PodChaos/container-kill");
        yield return Row(format, "PodChaos/pod-failure", "replica-loss", ChaosTargets.Copies);
        yield return Row(format, "NetworkChaos/delay", "latency-add", ChaosTargets.Calls, Delay("delay.latency"));
        yield return Row(format, "NetworkChaos/loss", "net-loss", ChaosTargets.Calls, Share("loss.loss"));
        yield return Row(format, "NetworkChaos/corrupt", "net-corrupt", ChaosTargets.Calls,
            Share("corrupt.corrupt"));
        yield return Row(format, "NetworkChaos/partition", "partition", ChaosTargets.Cut);
        yield return Row(format, "NetworkChaos/duplicate", "net-duplicate", ChaosTargets.Calls,
            Share("duplicate.duplicate"));
        yield return None(format, "NetworkChaos/bandwidth", "its rate is in units of tc, which are not read");
        yield return Row(format, "StressChaos/cpu", "cpu-hog", ChaosTargets.Work,
            Cores("stressors.cpu.workers", "stressors.cpu.load"));
        yield return None(format, "StressChaos/memory", "its size in bytes has no limit here to be a share of");
        yield return Row(format, "IOChaos/latency", "latency-add", ChaosTargets.Work,
            Delay("delay") with { Times = "percent" });
        yield return Row(format, "IOChaos/fault", "error-add", ChaosTargets.Work,
            new ChaosMeasure("ratio", "percent", ChaosUnit.Percent, 1));
        yield return Row(format, "BlockChaos/delay", "latency-add", ChaosTargets.Work, Delay("delay.latency"));
        yield return Row(format, "HTTPChaos/delay", "http-delay", ChaosTargets.Work, Delay("delay"));
        yield return Row(format, "HTTPChaos/abort", "http-abort", ChaosTargets.Work, Always("ratio"));
        yield return None(format, "HTTPChaos/replace", "contents of requests are not simulated");
        yield return Row(format, "JVMChaos/latency", "latency-add", ChaosTargets.Work, Delay("latency"));
        yield return Row(format, "JVMChaos/exception", "code-exception", ChaosTargets.Work, Always("ratio"));
        yield return Row(format, "JVMChaos/stress", "cpu-hog", ChaosTargets.Work, Cores("cpuCount", null));
        yield return None(format, "JVMChaos/gc", "one collection passes within a tick");
        yield return Row(format, "DNSChaos/error", "dns-error", ChaosTargets.Work, Always("ratio"));
        yield return None(format, "TimeChaos", "its offsets with signs are not read");
        yield return None(format, "KernelChaos", "the kernel is not simulated");
        yield return Down(format, "AWSChaos/ec2-stop");
        yield return Reboots(format, "AWSChaos/ec2-restart");
        yield return Down(format, "GCPChaos/node-stop");
        yield return Reboots(format, "GCPChaos/node-reset");
        yield return Down(format, "AzureChaos/vm-stop");
        yield return Reboots(format, "AzureChaos/vm-restart");
        yield return Row(format, "PhysicalMachineChaos/stress-cpu", "cpu-hog", ChaosTargets.Hosts,
            new ChaosMeasure("cores", "stress-cpu.workers", ChaosUnit.Number, 1) { Times = "stress-cpu.load" });
        yield return Row(format, "PhysicalMachineChaos/network-partition", "partition", ChaosTargets.Hosts);
        yield return Down(format, "PhysicalMachineChaos/vm");
    }

    private static IEnumerable<ChaosMappingRow> LitmusRows()
    {
        var format = ChaosFormat.Litmus;
        yield return Kill(format, "pod-delete");
        yield return Kill(format, "container-kill");
        yield return Row(format, "pod-cpu-hog", "cpu-hog", ChaosTargets.Work, Cores("CPU_CORES", "CPU_LOAD"));
        yield return Row(format, "pod-cpu-hog-exec", "cpu-hog", ChaosTargets.Work, Cores("CPU_CORES", null));
        yield return Row(format, "node-cpu-hog", "cpu-hog", ChaosTargets.Hosts,
            new ChaosMeasure("cores", "NODE_CPU_CORE", ChaosUnit.Number, 2) { Times = "CPU_LOAD" });
        yield return Row(format, "pod-network-latency", "latency-add", ChaosTargets.Calls,
            Delay("NETWORK_LATENCY", 2000));
        yield return Row(format, "pod-network-loss", "net-loss", ChaosTargets.Calls,
            Share("NETWORK_PACKET_LOSS_PERCENTAGE"));
        yield return Row(format, "pod-network-corruption", "net-corrupt", ChaosTargets.Calls,
            Share("NETWORK_PACKET_CORRUPTION_PERCENTAGE"));
        yield return Row(format, "pod-network-partition", "partition", ChaosTargets.Cut);
        yield return Row(format, "pod-network-duplication", "net-duplicate", ChaosTargets.Calls,
            Share("NETWORK_PACKET_DUPLICATION_PERCENTAGE"));
        yield return Row(format, "pod-http-latency", "http-delay", ChaosTargets.Work,
            Delay("LATENCY", 2000), new ChaosMeasure("ratio", "TOXICITY", ChaosUnit.Percent, 1));
        yield return Errors(format, "pod-http-status-code");
        yield return Errors(format, "pod-http-reset-peer");
        yield return None(format, "pod-memory-hog", "its size in bytes has no limit here to be a share of");
        yield return Row(format, "disk-fill", "disk-fill", ChaosTargets.Work, Fixed("sharePerMinute", 1))
            with
        { Remark = Guessed };
        yield return Row(format, "pod-dns-error", "dns-error", ChaosTargets.Work, Always("ratio"));
        foreach (var action in new[]
        {
            "node-poweroff", "kubelet-service-kill", "ec2-terminate-by-id",
            "ec2-terminate-by-tag", "ec2-stop-by-id", "ec2-stop-by-tag", "gcp-vm-instance-stop", "azure-instance-stop",
            "vm-poweroff",
        })
        {
            yield return Down(format, action);
        }

        yield return Drains(format, "node-drain");
        yield return Drains(format, "node-taint");
        yield return Reboots(format, "node-restart");
    }

    private static IEnumerable<ChaosMappingRow> FisRows()
    {
        var format = ChaosFormat.AwsFis;
        yield return Down(format, "aws:ec2:stop-instances");
        yield return Down(format, "aws:ec2:terminate-instances");
        yield return Reboots(format, "aws:ec2:reboot-instances");
        yield return Down(format, "aws:ec2:send-spot-instance-interruptions");
        yield return Reboots(format, "aws:eks:terminate-nodegroup-instances");
        yield return Drains(format, "aws:ecs:drain-container-instances");
        yield return Kill(format, "aws:ecs:stop-task");
        yield return Kill(format, "aws:eks:pod-delete");
        yield return Row(format, "aws:ecs:task-cpu-stress", "cpu-hog", ChaosTargets.Work, Cores("workers", "percent"));
        yield return Row(format, "aws:eks:pod-cpu-stress", "cpu-hog", ChaosTargets.Work, Cores("workers", "percent"));
        foreach (var place in new[] { "aws:ecs:task", "aws:eks:pod" })
        {
            yield return Row(format, place + "-network-latency", "latency-add", ChaosTargets.Calls,
                Delay("delayMilliseconds", 200));
            yield return Row(format, place + "-network-packet-loss", "net-loss", ChaosTargets.Calls,
            Share("lossPercent"));
        }

        yield return Row(format, "aws:network:disrupt-connectivity", "partition", ChaosTargets.Cut);
        yield return Row(format, "aws:rds:failover-db-cluster", "failover", ChaosTargets.Work);
        yield return Row(format, "aws:rds:reboot-db-instances", "replica-loss", ChaosTargets.Copies)
            with
        { Lasts = StoreReboot };
        foreach (var error in new[] { "internal-error", "throttle-error", "unavailable-error" })
        {
            yield return Row(format, "aws:fis:inject-api-" + error, "http-abort", ChaosTargets.Work,
                new ChaosMeasure("ratio", "percentage", ChaosUnit.Percent, 1));
        }

        yield return Row(format, "aws:lambda:invocation-add-delay", "latency-add", ChaosTargets.Work,
            Delay("startupDelayMilliseconds", 2000) with { Times = "invocationPercentage" });
        yield return Row(format, "aws:lambda:invocation-error", "error-add", ChaosTargets.Work,
            new ChaosMeasure("ratio", "invocationPercentage", ChaosUnit.Percent, 1));
        yield return None(format, "aws:ebs:pause-volume-io", "disks do not stall yet");
    }

    // The mechanisms of ITBench are words, and none has a magnitude; what the words say decides the kind.
    private static IEnumerable<ChaosMappingRow> BenchRows()
    {
        var format = ChaosFormat.ItBench;
        yield return Row(format, "network_partition", "partition", ChaosTargets.Cut);
        yield return Row(format, "misconfigured-network-policy", "partition", ChaosTargets.Cut);
        yield return Row(format, "misconfigured-readiness-probe", "wrong-selector", ChaosTargets.Work, Always("share"));
        yield return Crashes(format, "modify-kubernetes-workload-container-image");
        yield return Crashes(format, "unsupported-architecture-kubernetes-workload-container-image");
        yield return Gone(format, "insufficient-resources");
        yield return Row(format, "memory_stress", "leak", ChaosTargets.Work, Fixed("sharePerMinute", 0.05))
            with
        { Remark = Guessed };
        yield return Row(format, "jvm_heap_stress", "leak", ChaosTargets.Work, Fixed("sharePerMinute", 0.05))
            with
        { Remark = Guessed };
        yield return Row(format, "category/Latency", "latency-add", ChaosTargets.Work, Fixed("milliseconds", 500))
            with
        { Remark = Guessed };
        yield return Row(format, "category/Resource Unavailable", "error-add", ChaosTargets.Work, Fixed("ratio", 0.5))
            with
        { Remark = Guessed };
        yield return Row(format, "category/Resource Saturation", "latency-add", ChaosTargets.Work, Fixed("factor", 5))
            with
        { Remark = Guessed };
    }

    private static ChaosMappingRow Row(
        ChaosFormat format, string action, string fault, ChaosTargets targets, params ChaosMeasure[] measures) =>
        new(format, action, fault, targets, [.. measures]);

    private static ChaosMappingRow None(ChaosFormat format, string action, string reason) =>
        new(format, action, "", ChaosTargets.Work, []) { Remark = reason };

    private static ChaosMappingRow Kill(ChaosFormat format, string action) =>
        Row(format, action, "replica-kill", ChaosTargets.Copies) with { Remark = "starts again by itself" };

    private static ChaosMappingRow Reboots(ChaosFormat format, string action) =>
        Row(format, action, "host-reboot", ChaosTargets.Hosts) with { Remark = "back after 3 min (assumed)" };

    private static ChaosMappingRow Drains(ChaosFormat format, string action) =>
        Row(format, action, "host-drain", ChaosTargets.Hosts);

    private static ChaosMappingRow Down(ChaosFormat format, string action) =>
        Row(format, action, "host-down", ChaosTargets.Hosts);

    private static ChaosMappingRow Gone(ChaosFormat format, string action) =>
        Row(format, action, "replica-loss", ChaosTargets.Copies) with { Remark = "all copies" };

    private static ChaosMappingRow Crashes(ChaosFormat format, string action) =>
        Row(format, action, "crash-loop", ChaosTargets.Copies) with { Remark = "all copies" };

    private static ChaosMappingRow Errors(ChaosFormat format, string action) => Row(
        format, action, "http-abort", ChaosTargets.Work,
        new ChaosMeasure("ratio", "TOXICITY", ChaosUnit.Percent, 1));

    private static ChaosMeasure Delay(string source, double? otherwise = null) =>
        new("milliseconds", source, ChaosUnit.Milliseconds, otherwise);

    private static ChaosMeasure Share(string source) => new("ratio", source, ChaosUnit.Percent);

    private static ChaosMeasure Cores(string source, string? load) =>
        new("cores", source, ChaosUnit.CoresOfACopy, 1) { Times = load };

    private static ChaosMeasure Always(string parameter) => Fixed(parameter, 1);

    private static ChaosMeasure Fixed(string parameter, double value) => new(parameter, "", ChaosUnit.Number, value);
}
