using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>More work than usual comes from outside.</summary>
internal sealed class TrafficSurge() : LoadFault(
    "traffic-surge",
    "The work from outside is multiplied.",
    new FaultParameter("factor", "1", 1, 1000, null, "Multiplies the load at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override double Factor(FaultSpec fault, FaultMoment now) =>
        1 + ((Value(fault, "factor") - 1) * now.Strength);
}
