using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>The work from outside swings.</summary>
internal sealed class TrafficWave() : LoadFault(
    "traffic-wave",
    "The work from outside swings around its usual amount: 1 + a sin(2 pi t / T) times as much.",
    new FaultParameter("amplitude", "1", 0, 1, null, "Height of the wave as a share of the usual load."),
    new FaultParameter("periodSeconds", "s", 10, 864_000, 3600, "Length of the wave."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override double Factor(FaultSpec fault, FaultMoment now) =>
        1 + (Value(fault, "amplitude") * now.Strength
            * Math.Sin(2 * Math.PI * now.Seconds / Value(fault, "periodSeconds")));

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => 0;
}
