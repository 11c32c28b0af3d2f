using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A cache forgets: its hit ratio falls, and the calls it spared go on to what lies behind it.</summary>
internal sealed class CacheLoss() : FaultKind(
    "cache-loss",
    "The hit ratio of a cache falls to a value, so that more look-ups go on to the dependencies behind it.",
    "Targets work and have a cache (cacheHitRatio greater than zero).",
    new FaultParameter("hitRatio", "1", 0, 1, 0, "Hit ratio at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems)
    {
        EstateView.RequireNoPeer(fault, problems);
        estate.RequireProcesses(fault, problems);
        estate.RequireCaches(fault, problems);
    }

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            var p = impairments.Process(target);
            impairments.HitRatio[p] += (Value(fault, "hitRatio") - impairments.HitRatio[p]) * now.Strength;
        }
    }
}
