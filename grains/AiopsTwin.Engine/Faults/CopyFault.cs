using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that is about the copies of what works: how many run, and how they start.</summary>
internal abstract class CopyFault(string name, string summary, string targets, params FaultParameter[] parameters)
    : WorkFault(name, summary, targets, parameters)
{
    /// <summary>From a start to the first request, where a kind must know it before it knows whom it strikes.</summary>
    private protected static readonly FaultParameter StartSeconds = new(
        "startSeconds", "s", 1, 3600, 30, "From the start of a copy to its first request.");

    /// <summary>Whole copies of a number that grows with the strength.</summary>
    private protected static double Whole(double copies) => Math.Floor(copies + 1e-9);
}

/// <summary>Copies are killed and start again.</summary>
internal sealed class ReplicaKill() : CopyFault(
    "replica-kill",
    "Copies are killed, and their work is lost; each is there again after the time its start takes.",
    "Targets work.",
    new FaultParameter("replicas", "{copy}", 0, 100_000, 1, "Copies killed of each target."),
    new FaultParameter("share", "1", 0, 1, 0, "Share of the copies killed, beside that number."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    internal override void Strike(FaultSpec fault, (double Before, double Now) strength, WorldState state)
    {
        foreach (var target in fault.Targets)
        {
            var p = state.Impairments.Process(target);
            var all = Value(fault, "replicas") + (Value(fault, "share") * state.Processes.Replicas[p]);
            var killed = (int)(Whole(all * strength.Now) - Whole(all * strength.Before));
            state.Killed.Add((p, killed));
        }
    }

    // What was killed is not brought back by anything but its start.
    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
    }
}

/// <summary>Copies start, run for a moment and crash, again and again.</summary>
internal sealed class CrashLoop() : CopyFault(
    "crash-loop",
    "Copies crash soon after each start; the wait before the next start doubles from 10 s up to a limit (Kubernetes' "
    + "CrashLoopBackOff).",
    "Targets work.",
    new FaultParameter("replicas", "{copy}", 1, 100_000, 1, "Copies of each target that crash, at most all of them."),
    new FaultParameter("upSeconds", "s", 1, 3600, 10, "How long a copy runs before it crashes."),
    StartSeconds,
    new FaultParameter("longestBackoffSeconds", "s", 10, 3600, 300, "Longest wait before a start."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private const double FirstBackoff = 10;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        if (!IsUp(fault, now.Seconds, out _))
        {
            impairments.CopiesLost[p] += Whole(Value(fault, "replicas") * now.Strength);
        }
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        _ = IsUp(fault, now.Seconds, out var left);
        return left;
    }

    private bool IsUp(FaultSpec fault, double seconds, out double left)
    {
        // The first start follows at once.
        var (backoff, longest) = (0.0, Value(fault, "longestBackoffSeconds"));
        while (true)
        {
            var down = backoff + Value(fault, "startSeconds");
            var whole = down + Value(fault, "upSeconds");
            if (backoff >= longest)
            {
                seconds %= whole;
            }

            if (seconds < whole)
            {
                left = seconds < down ? down - seconds : whole - seconds;
                return seconds >= down;
            }

            seconds -= whole;
            backoff = Math.Min(longest, Math.Max(FirstBackoff, 2 * backoff));
        }
    }
}

/// <summary>The number of copies is set wrong.</summary>
internal sealed class WrongReplicas : CopyFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public WrongReplicas()
        : base(
            "wrong-replicas",
            "The number of copies is set too low, down to none, and no autoscaler corrects it; calls to a target "
            + "without copies are refused at once.",
            "Targets work.",
            new FaultParameter("replicas", "{copy}", 0, 100_000, 0, "Copies left; at most those there are.")) =>
        ReportedAs = ChangeKind.Scaling;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var surplus = Math.Max(0, impairments.Map.Processes[p].Replicas - Value(fault, "replicas"));
        impairments.CopiesLost[p] += Whole(surplus * now.Strength);
        impairments.IsUnscaled[p] = true;
    }
}

/// <summary>Copies run that nobody is sent to.</summary>
internal sealed class WrongSelector : CopyFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public WrongSelector()
        : base(
            "wrong-selector",
            "A selector, port or policy no longer matches: copies run, are well, and get no requests; when none is "
            + "left, calls are refused.",
            "Targets work.",
            new FaultParameter("share", "1", 0, 1, 1, "Share of the copies that get nothing at full strength.")) =>
        ReportedAs = ChangeKind.Configuration;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.Unlisted[p] += Whole(
            Value(fault, "share") * now.Strength * impairments.Map.Processes[p].Replicas);
}

/// <summary>Nothing new starts.</summary>
internal sealed class StartBlocked() : CopyFault(
    "start-blocked",
    "Copies that have to start stay pending (a quota, a missing image, no host that fits); those that run go on. "
    + "Nothing shows until a copy is lost or wanted.",
    "Targets work.")
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.IsStartBlocked[p] = true;
}

/// <summary>Starts take longer.</summary>
internal sealed class StartSlow() : CopyFault(
    "start-slow",
    "A copy takes longer to start (a cold image, a slow registry, caches to fill). Nothing shows until one has to.",
    "Targets work.",
    new FaultParameter("factor", "1", 1, 1000, null, "Multiplies the time of a start at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.StartFactor[p] *= 1 + ((Value(fault, "factor") - 1) * now.Strength);
}

/// <summary>An autoscaler decides nothing.</summary>
internal sealed class AutoscalerFrozen() : CopyFault(
    "autoscaler-frozen",
    "The autoscaler of the targets decides nothing: the number of copies stays, whatever the load.",
    "Targets work and have an autoscaler.")
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        foreach (var process in estate.Estate.World.Processes)
        {
            if (process.Autoscaler is null && fault.Targets.Contains(process.Entity))
            {
                problems.Add($"target {process.Entity} has no autoscaler");
            }
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.IsUnscaled[p] = true;
}

/// <summary>Harmless restarts.</summary>
internal sealed class NoiseRestarts() : CopyFault(
    "noise-restarts",
    "Single copies restart now and then, at random and without a cause: noise that is nobody's fault.",
    "Targets work; one with a single copy is left alone.",
    new FaultParameter("everyMinutes", "min", 0.5, 1440, 10, "Mean time between two restarts over all targets."),
    StartSeconds)
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var (began, number) = Last(fault, now);
        if (number > 0 && now.Seconds < began + Value(fault, "startSeconds")
            && impairments.Map.Processes[p].Replicas > 1
            && impairments.Map.Entities[impairments.Map.ProcessNode[p]] == Chosen(fault, now, number))
        {
            impairments.CopiesLost[p] += 1;
        }
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        var (began, number) = Last(fault, now);
        var end = began + Value(fault, "startSeconds");
        return (number > 0 && now.Seconds < end ? end : Next(fault, now, number, began)) - now.Seconds;
    }

    private static Telemetry.EntityId Chosen(FaultSpec fault, FaultMoment now, int number)
    {
        var random = now.Random.Fork("target").Fork((ulong)number);
        return fault.Targets[random.NextInt(fault.Targets.Length)];
    }

    /// <summary>When the last restart began, and which one it was; number 0 before the first.</summary>
    private (double Began, int Number) Last(FaultSpec fault, FaultMoment now)
    {
        var (began, number) = (0.0, 0);
        while (Next(fault, now, number, began) is var next && next <= now.Seconds)
        {
            (began, number) = (next, number + 1);
        }

        return (began, number);
    }

    // A copy that restarts is not struck again before it is there.
    private double Next(FaultSpec fault, FaultMoment now, int number, double began)
    {
        var random = now.Random.Fork("gap").Fork((ulong)number);
        var gap = -Math.Log(1 - random.NextDouble()) * Value(fault, "everyMinutes") * 60;
        return began + Math.Max(gap, number == 0 ? 0 : Value(fault, "startSeconds"));
    }
}

/// <summary>Copies hang: they are there and answer nothing.</summary>
internal sealed class ReplicaHang() : CopyFault(
    "replica-hang",
    "Copies hang (stopped, in a kernel, in a deadlock): they are dealt their share of the calls all the same, and "
    + "callers wait for their timeout.",
    "Targets are called by something.",
    new FaultParameter("replicas", "{copy}", 1, 100_000, 1, "Copies of each target that hang, at most all of them."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        estate.RequireCallers(fault, problems);
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var replicas = impairments.Map.Processes[p].Replicas;
        var hung = Math.Min(replicas, Whole(Value(fault, "replicas") * now.Strength));

        // The last one stands for the target, or it would look gone; it gets nothing either.
        impairments.Unlisted[p] += Math.Min(hung, replicas - 1);
        var graph = impairments.Map.Graph;
        foreach (var call in graph.InCalls.AsSpan(graph.InStart[p]..graph.InStart[p + 1]))
        {
            CallImpairments.Add(impairments.Calls.Blocked, call, hung / replicas);
        }
    }
}
