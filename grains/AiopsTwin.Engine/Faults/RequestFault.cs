using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that strikes calls on their way to a callee: with a peer those of the targets to it, without one
/// those that the targets are asked by.</summary>
internal abstract class RequestFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, TargetText, parameters)
{
    private const string TargetText =
        "With a peer, targets call it; without one, targets are called, or are asked from outside.";

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        if (fault.Peer is not null)
        {
            estate.RequireCalls(fault, problems);
        }
        else
        {
            estate.RequireProcesses(fault, problems);
        }
    }

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            if (fault.Peer is { } peer)
            {
                LayCall(fault, now, impairments.Calls, impairments.Call(target, peer));
                continue;
            }

            var (p, graph) = (impairments.Process(target), impairments.Map.Graph);
            foreach (var call in graph.InCalls.AsSpan(graph.InStart[p]..graph.InStart[p + 1]))
            {
                LayCall(fault, now, impairments.Calls, call);
            }

            // Whoever asks from outside has no call in the model: what is struck is the answer.
            if (impairments.Map.SourceProcess.Contains(p))
            {
                LayEntry(fault, now, impairments, p);
            }
        }
    }

    /// <summary>Lays the fault over one call.</summary>
    private protected abstract void LayCall(FaultSpec fault, FaultMoment now, CallImpairments calls, int e);

    /// <summary>Lays the fault over the requests from outside; those of callers inside then feel it twice, and few
    /// entries have any.</summary>
    private protected abstract void LayEntry(FaultSpec fault, FaultMoment now, Impairments impairments, int p);
}

/// <summary>Requests are aborted.</summary>
internal sealed class HttpAbort() : RequestFault(
    "http-abort",
    "A share of the requests is answered with an error before any work is done (a proxy, a filter, a throttle).",
    new FaultParameter("ratio", "1", 0, 1, null, "Share of the requests aborted at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Log;

    internal override string Line => "{callee} answered 503: upstream aborted";

    private protected override void LayCall(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        CallImpairments.Add(calls.Refused, e, Value(fault, "ratio") * now.Strength);

    private protected override void LayEntry(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        CallImpairments.Add(impairments.ErrorAdd, p, Value(fault, "ratio") * now.Strength);
}

/// <summary>Requests are held up.</summary>
internal sealed class HttpDelay() : RequestFault(
    "http-delay",
    "A share of the requests is held up before it arrives, in no slot of the callee.",
    new FaultParameter("milliseconds", "ms", 0, 3_600_000, null, "How long, at full strength."),
    new FaultParameter("ratio", "1", 0, 1, 1, "Share of the requests held up."))
{
    public override FaultVisibility Visibility => FaultVisibility.Trace;

    private protected override void LayCall(FaultSpec fault, FaultMoment now, CallImpairments calls, int e) =>
        calls.AddDelay(e, Value(fault, "ratio"), Value(fault, "milliseconds") * now.Strength / 1000, 0);

    private protected override void LayEntry(FaultSpec fault, FaultMoment now, Impairments impairments, int p) =>
        impairments.ServiceAdd[p] +=
            Value(fault, "ratio") * Value(fault, "milliseconds") * now.Strength / 1000;
}
