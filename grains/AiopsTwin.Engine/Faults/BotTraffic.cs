using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Robots sweep what nobody else asks for.</summary>
internal sealed class BotTraffic() : WorkFault(
    "bot-traffic",
    "Requests come in addition to the usual ones, for things that are in no cache: the caches of the targets, and "
    + "those they call, hit less often by the share that is not usual.",
    "Targets work.",
    new FaultParameter("requestsPerSecond", "{request}/s", 0.01, 1_000_000, null, "How many, at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void Lay(FaultSpec fault, FaultMoment now, Impairments impairments, int p)
    {
        var (map, graph) = (impairments.Map, impairments.Map.Graph);
        var more = Value(fault, "requestsPerSecond") * now.Strength;
        impairments.AddLoad(p, more);
        var usual = 0.0;
        for (var i = 0; i < map.Load.Length; i++)
        {
            usual += map.SourceProcess[i] == p ? map.Load[i].RatePerSecond : 0;
        }

        var kept = usual / (usual + more);
        impairments.HitRatio[p] *= kept;
        foreach (var call in graph.OutCalls.AsSpan(graph.OutStart[p]..graph.OutStart[p + 1]))
        {
            impairments.HitRatio[graph.To[call]] *= kept;
        }
    }
}
