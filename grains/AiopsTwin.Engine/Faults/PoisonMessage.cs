using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>A message that nobody can work on.</summary>
internal sealed class PoisonMessage() : FaultKind(
    "poison-message",
    "A message that its consumer fails on again and again stops its partition: what lies behind it in that partition "
    + "waits, the other partitions go on.",
    "Targets are queues; the peer, if given, is the consumer that fails, or all are.",
    new FaultParameter("partitions", "{partition}", 1, 100_000, 1, "Partitions that stop, at most all of them."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        estate.RequireProcesses(fault, problems);
        EstateView.RequireKinds(fault, problems, Telemetry.EntityKind.Queue);
        if (fault.Peer is { } peer)
        {
            foreach (var target in fault.Targets.Where(target => !estate.Calls(peer, target)))
            {
                problems.Add($"{peer} does not consume from {target}");
            }
        }
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        var graph = impairments.Map.Graph;
        foreach (var target in fault.Targets)
        {
            var queue = impairments.Process(target);
            var share = Math.Min(1, Value(fault, "partitions") / impairments.Map.Processes[queue].Partitions);
            foreach (var e in graph.OutCalls.AsSpan(graph.OutStart[queue]..graph.OutStart[queue + 1]))
            {
                var isMeant = fault.Peer is not { } peer || graph.To[e] == impairments.Process(peer);
                if (isMeant && graph.Mode[e] == CallMode.Pull)
                {
                    CallImpairments.Add(impairments.Calls.Stuck, e, share * now.Strength);
                }
            }
        }
    }
}
