using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Faults;

/// <summary>A kind that leaves the world as it is and strikes what is told of it.</summary>
internal abstract class TelemetryFault(string name, string summary, params FaultParameter[] parameters)
    : FaultKind(name, summary, "Targets are anything that reports.", parameters)
{
    private protected override void CheckAgainst(FaultSpec fault, EstateView estate, IList<string> problems) =>
        EstateView.RequireNoPeer(fault, problems);

    internal sealed override void Apply(FaultSpec fault, FaultMoment now, Impairments impairments)
    {
        foreach (var target in fault.Targets)
        {
            Lay(fault, now.Strength, impairments, impairments.Map.TryNodeOf(target));
        }
    }

    /// <summary>Lays the fault over what one entity tells.</summary>
    private protected abstract void Lay(FaultSpec fault, double strength, Impairments impairments, int node);
}

/// <summary>Reports are lost.</summary>
internal sealed class TelemetryLoss() : TelemetryFault(
    "telemetry-loss",
    "A share of the reports of the targets is lost: gaps, and a calm that is false.",
    new FaultParameter("share", "1", 0, 1, 1, "Share of the reports lost at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void Lay(FaultSpec fault, double strength, Impairments impairments, int node) =>
        CallImpairments.Add(impairments.ReportsLost, node, Value(fault, "share") * strength);
}

/// <summary>Reports come late.</summary>
internal sealed class TelemetryDelay() : TelemetryFault(
    "telemetry-delay",
    "The reports of the targets arrive late; what they say is of the time they were made.",
    new FaultParameter("seconds", "s", 1, 86_400, null, "How late at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.Alert;

    private protected override void Lay(FaultSpec fault, double strength, Impairments impairments, int node) =>
        impairments.ReportsLate[node] += Value(fault, "seconds") * strength;
}

/// <summary>Reports come twice.</summary>
internal sealed class TelemetryDuplicate() : TelemetryFault(
    "telemetry-duplicate",
    "A share of the reports of the targets arrives twice.",
    new FaultParameter("share", "1", 0, 1, 1, "Share of the reports that come twice at full strength."))
{
    public override FaultVisibility Visibility => FaultVisibility.None;

    private protected override void Lay(FaultSpec fault, double strength, Impairments impairments, int node) =>
        CallImpairments.Add(impairments.ReportsTwice, node, Value(fault, "share") * strength);
}
