using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that is about what happens inside a process.</summary>
internal abstract class CodeFault(string name, string summary, params FaultParameter[] parameters)
    : WorkFault(name, summary, "Targets work.", parameters);

/// <summary>Code throws before it calls on.</summary>
internal sealed class CodeException() : CodeFault(
    "code-exception",
    "A share of the requests throws in the target's own code after its work, before it calls anybody: what it would "
    + "have called gets less to do.",
    new FaultParameter("ratio", "1", 0, 1, null, "Share of the requests that throw at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "exception thrown before any call";

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        CallImpairments.Add(impairments.Thrown, p, Value(fault, "ratio") * now.Strength);
}

/// <summary>The world stops for a collector.</summary>
internal sealed class CollectorPauses() : CodeFault(
    "gc-pauses",
    "A garbage collector stops every slot for a pause, again and again, and burns cores meanwhile. In the mean of many "
    + "pauses of d seconds every T: work takes 1 / (1 - d/T) as long, and a request waits d^2 / 2T.",
    new FaultParameter("pauseMilliseconds", "ms", 1, 60_000, null, "Length of a pause at full strength."),
    new FaultParameter("everySeconds", "s", 0.1, 3600, 10, "From the begin of a pause to that of the next."),
    new FaultParameter("cores", "{core}", 0, 1024, 2, "Cores in use while it pauses."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        base.CheckAgainst(fault, estate, problems);
        if (Value(fault, "pauseMilliseconds") >= 900 * Value(fault, "everySeconds"))
        {
            problems.Add("pauseMilliseconds must be less than nine tenths of everySeconds, or nothing is ever done");
        }
    }

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var (pause, every) = (Value(fault, "pauseMilliseconds") * now.Strength / 1000, Value(fault, "everySeconds"));
        var paused = pause / every;
        impairments.ServiceFactor[p] /= 1 - paused;
        impairments.ServiceAdd[p] += pause * paused / 2;
        impairments.ProcessHog[p] += Value(fault, "cores") * paused;
    }
}

/// <summary>Something holds memory.</summary>
internal sealed class MemoryHog() : CodeFault(
    "memory-hog",
    "A share of the memory limit is taken and held: above 85 % in use the process spends time reclaiming it, up to "
    + "three quarters of it at the limit.",
    new FaultParameter("share", "1", 0, 1, null, "Share of the memory limit held at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.MemoryHeld[p] += Value(fault, "share") * now.Strength;
}

/// <summary>Threads run out.</summary>
internal sealed class ThreadLimit() : CodeFault(
    "thread-limit",
    "Each copy may work on fewer requests at a time (threads, workers, file descriptors): work waits beside an idle "
    + "processor.",
    new FaultParameter("threads", "{request}", 1, 100_000, null, "Requests a copy works on at a time, at the end."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var slots = impairments.Slots[p];
        var limit = Math.Min(slots, Value(fault, "threads"));
        impairments.Slots[p] = Math.Max(1, (int)Math.Round(slots + ((limit - slots) * now.Strength)));
    }
}
