using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that is about how the targets make their calls: those to a peer or, without one, all.</summary>
internal abstract class CallFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, TargetText, parameters)
{
    private const string TargetText = "With a peer, targets call it; without one, targets call somebody.";

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
            return;
        }

        foreach (var target in fault.Targets.Where(target => !estate.IsCaller(target)))
        {
            problems.Add($"target {target} calls nobody");
        }
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var graph = impairments.Map.Graph;
        foreach (var target in fault.Targets)
        {
            if (fault.Peer is { } peer)
            {
                Lay(fault, now, impairments.Calls, impairments.Call(target, peer));
                continue;
            }

            var p = impairments.Process(target);
            foreach (var call in graph.OutCalls.AsSpan(graph.OutStart[p]..graph.OutStart[p + 1]))
            {
                Lay(fault, now, impairments.Calls, call);
            }
        }
    }

    /// <summary>Lays the fault over one call.</summary>
    private protected abstract void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e);
}

/// <summary>A timeout is set wrong.</summary>
internal sealed class WrongTimeout : CallFault
{
    public override FaultVisibility Visibility => FaultVisibility.Change;

    public WrongTimeout()
        : base(
            "wrong-timeout",
            "The timeout of calls is set anew: too short, and answers that would come are given up and asked for "
            + "again; too long, and callers hang with their callees.",
            new FaultParameter("milliseconds", "ms", 1, 3_600_000, null, "Timeout at full strength.")) =>
        ReportedAs = ChangeKind.Configuration;

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        calls.Timeout[e] += ((Value(fault, "milliseconds") / 1000) - calls.Timeout[e]) * now.Strength;
}

/// <summary>Connections are not given back.</summary>
internal sealed class PoolLeak() : CallFault(
    "pool-leak",
    "Connections of a pool are taken and never given back: one less after the other, down to one.",
    new FaultParameter("perMinute", "{connection}/min", 0.01, 100_000, null, "Connections lost a minute."),
    new FaultParameter(
        "size", "{connection}", 1, 100_000, 64, "Connections there were, where the model limits none."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, CallImpairments calls, int e)
    {
        var size = calls.Pool[e] > 0 ? calls.Pool[e] : Value(fault, "size");
        var lost = Math.Floor((Value(fault, "perMinute") * now.Strength * now.Seconds / 60) + 1e-9);
        calls.Pool[e] = Math.Max(1, size - lost);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now)
    {
        var each = 60 / (Value(fault, "perMinute") * now.Strength);
        return (each * (Math.Floor((now.Seconds / each) + 1e-9) + 1)) - now.Seconds;
    }
}
