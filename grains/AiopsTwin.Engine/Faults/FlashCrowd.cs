using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A crowd comes at once and loses interest.</summary>
internal sealed class FlashCrowd() : LoadFault(
    "flash-crowd",
    "The work from outside rises within a moment to a multiple and dies away: (f - 1) min(1, t / rise) "
    + "exp(-(t - rise) / decay) more than usual.",
    new FaultParameter("factor", "1", 1, 1000, null, "Multiplies the load at the peak at full strength."),
    new FaultParameter("riseSeconds", "s", 1, 86_400, 60, "From the usual load to the peak."),
    new FaultParameter("decaySeconds", "s", 1, 864_000, 600, "Time constant of the way back."))
{
    public override FaultVisibility Visibility => FaultVisibility.Metric;

    private protected override double Factor(FaultSpec fault, FaultMoment now)
    {
        var rise = Value(fault, "riseSeconds");
        var grown = Math.Min(1, now.Seconds / rise);
        var left = Math.Exp(-Math.Max(0, now.Seconds - rise) / Value(fault, "decaySeconds"));
        return 1 + ((Value(fault, "factor") - 1) * now.Strength * grown * left);
    }

    internal override double QuietFor(FaultSpec fault, FaultMoment now) => 0;
}
