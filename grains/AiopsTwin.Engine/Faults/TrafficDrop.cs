using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Part of the work from outside stays away.</summary>
internal sealed class TrafficDrop() : LoadFault(
    "traffic-drop",
    "A share of the work from outside no longer arrives.",
    new FaultParameter("share", "1", 0, 1, null, "Share lost at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override double Factor(FaultSpec fault, FaultMoment now) =>
        1 - (Value(fault, "share") * now.Strength);
}
