using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Retries and timeout of a call are set badly: under stress the attempts multiply.</summary>
internal sealed class RetryStorm() : FaultKind(
    "retry-storm",
    "The retries, and on wish the timeout, of the calls between the targets and a peer are set anew.",
    "Targets call the peer.",
    new FaultParameter("retries", "{attempt}", 0, 100, null, "Further attempts at full strength."),
    new FaultParameter("timeoutMilliseconds", "ms", 0, 3_600_000, 0, "Timeout at full strength; 0 leaves it as it is."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems) =>
        estate.RequireCalls(fault, problems);

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            var call = impairments.Call(target, fault.Peer!.Value);
            var calls = impairments.Calls;
            calls.Retries[call] += (int)Math.Round((Value(fault, "retries") - calls.Retries[call]) * now.Strength);
            var timeout = Value(fault, "timeoutMilliseconds") / 1000;
            if (timeout > 0)
            {
                calls.Timeout[call] += (timeout - calls.Timeout[call]) * now.Strength;
            }
        }
    }
}
