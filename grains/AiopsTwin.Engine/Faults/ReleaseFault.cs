using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that makes some copies of a process worse than the others.</summary>
internal abstract class ReleaseFault(string name, string summary, params FaultParameter[] parameters)
    : WorkFault(name, summary, "Targets work.", parameters)
{
    /// <summary>Share of the requests that fail where the fault is.</summary>
    private protected static readonly FaultParameter ErrorRatio = new(
        "errorRatio", "1", 0, 1, 0, "Share of the requests that fail there.");

    /// <summary>How much longer a request takes where the fault is.</summary>
    private protected static readonly FaultParameter LatencyFactor = new(
        "latencyFactor", "1", 0.01, 1000, 1, "Multiplies the service time there.");

    /// <summary>Makes copies ill, or the whole process when it is all of them.</summary>
    /// <param name="impairments">Where to lay it.</param>
    /// <param name="p">The process.</param>
    /// <param name="copies">Whole copies, at least 0.</param>
    /// <param name="ill">What the ill ones do.</param>
    private protected static void MakeIll(
        Impairments impairments, int p, double copies, (double Errors, double Latency) ill)
    {
        if (copies >= impairments.Map.Processes[p].Replicas)
        {
            CallImpairments.Add(impairments.ErrorAdd, p, ill.Errors);
            impairments.ServiceFactor[p] *= ill.Latency;
        }
        else if (copies > 0)
        {
            // There are two classes of copies only: several faults make one class that has them all.
            impairments.GreyCopies[p] = Math.Max(impairments.GreyCopies[p], copies);
            CallImpairments.Add(impairments.GreyError, p, ill.Errors);
            impairments.GreyFactor[p] *= ill.Latency;
        }
    }
}

/// <summary>A new version is worse.</summary>
internal sealed class BadDeploy : ReleaseFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public BadDeploy()
        : base(
            "bad-deploy",
            "A new version fails more, takes longer, burns more or leaks, on the share of the copies it is rolled out "
            + "to; a ramp is a rollout copy by copy.",
            new FaultParameter("rollout", "1", 0.001, 1, 1, "Share of the copies with the new version."),
            ErrorRatio,
            LatencyFactor,
            new FaultParameter("cpuFactor", "1", 0.01, 1000, 1, "Multiplies the processor time of a request there."),
            new FaultParameter(
                "leakPerMinute", "1/min", 0, 1, 0, "Share of the memory limit the new version loses each minute.")) =>
        ReportedAs = ChangeKind.Deployment;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        if (Value(fault, "errorRatio") == 0 && Value(fault, "leakPerMinute") == 0
            && Value(fault, "latencyFactor") == 1 && Value(fault, "cpuFactor") == 1)
        {
            problems.Add("bad-deploy needs errorRatio, latencyFactor, cpuFactor or leakPerMinute, or it does nothing");
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var replicas = impairments.Map.Processes[p].Replicas;
        var copies = Math.Ceiling((Value(fault, "rollout") * now.Strength * replicas) - 1e-9);
        MakeIll(impairments, p, copies, (Value(fault, "errorRatio"), Value(fault, "latencyFactor")));
        impairments.CpuFactor[p] *= 1 + ((Value(fault, "cpuFactor") - 1) * copies / replicas);
        if (Value(fault, "leakPerMinute") > 0)
        {
            impairments.LeakPerSecond[p] += Value(fault, "leakPerMinute") / 60 * copies / replicas;
            impairments.IsLimitDeadly[p] = true;
        }
    }
}

/// <summary>Settings go wrong in many places nearly at once.</summary>
internal sealed class ConfigPush : ReleaseFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public ConfigPush()
        : base(
            "config-push",
            "A setting is pushed to all targets; each gets it at a moment of its own while it spreads, and is worse "
            + "from then on.",
            ErrorRatio,
            LatencyFactor,
            new FaultParameter("cpuFactor", "1", 0.01, 1000, 1, "Multiplies the processor time of a request there."),
            new FaultParameter("propagationSeconds", "s", 0, 86_400, 60, "From the first target to the last.")) =>
        ReportedAs = ChangeKind.Configuration;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        if (Value(fault, "errorRatio") == 0 && Value(fault, "latencyFactor") == 1 && Value(fault, "cpuFactor") == 1)
        {
            problems.Add("config-push needs errorRatio, latencyFactor or cpuFactor, or it does nothing");
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var entity = impairments.Map.Processes[p].Entity;
        if (now.Seconds < Arrival(fault, now, entity))
        {
            return;
        }

        CallImpairments.Add(impairments.ErrorAdd, p, Value(fault, "errorRatio") * now.Strength);
        impairments.ServiceFactor[p] *= 1 + ((Value(fault, "latencyFactor") - 1) * now.Strength);
        impairments.CpuFactor[p] *= 1 + ((Value(fault, "cpuFactor") - 1) * now.Strength);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        var next = double.PositiveInfinity;
        foreach (var target in fault.Targets)
        {
            var arrival = Arrival(fault, now, target);
            next = arrival > now.Seconds && arrival < next ? arrival : next;
        }

        return next - now.Seconds;
    }

    private double Arrival(FaultSpec fault, FaultMoment now, Telemetry.EntityId target) =>
        Value(fault, "propagationSeconds") * now.Random.Fork(target.Text).NextDouble();
}

/// <summary>Some copies are ill.</summary>
internal sealed class GreyFailure() : ReleaseFault(
    "grey-failure",
    "Some copies are slow or fail, and are dealt work all the same.",
    new FaultParameter("replicas", "{copy}", 1, 100_000, 1, "Copies of each target that are ill."),
    ErrorRatio,
    LatencyFactor)
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        if (Value(fault, "errorRatio") == 0 && Value(fault, "latencyFactor") == 1)
        {
            problems.Add("grey-failure needs errorRatio or latencyFactor, or it does nothing");
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        MakeIll(
            impairments, p, Value(fault, "replicas"),
            (Value(fault, "errorRatio") * now.Strength, 1 + ((Value(fault, "latencyFactor") - 1) * now.Strength)));
}

/// <summary>One shard has it all.</summary>
internal sealed class HotShard() : ReleaseFault(
    "hot-shard",
    "One copy (the shard, the partition, the leader of a key) gets more of the requests than its part.",
    new FaultParameter("share", "1", 0, 1, null, "Share of the requests that go to it at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        foreach (var process in estate.Estate.World.Processes)
        {
            if (process.Replicas < 2 && fault.Targets.Contains(process.Entity))
            {
                problems.Add($"target {process.Entity} has one copy: it gets everything anyway");
            }
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        impairments.GreyCopies[p] = Math.Max(impairments.GreyCopies[p], 1);
        impairments.HotShare[p] = Math.Max(impairments.HotShare[p], Value(fault, "share") * now.Strength);
    }
}
