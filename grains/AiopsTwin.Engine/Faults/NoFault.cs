using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>Nothing happens: the control of an exercise, or a change that is harmless.</summary>
internal sealed class NoFault() : FaultKind(
    "none",
    "Nothing happens. With reported: true it is a harmless change, to be told from guilty ones.",
    "Targets are anything.")
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems) =>
        EstateView.RequireNoPeer(fault, problems);

    internal override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
    }
}
