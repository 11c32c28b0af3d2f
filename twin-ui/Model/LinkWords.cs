using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model;

/// <summary>How one entity relies on another, in words that follow the other's name.</summary>
public static class LinkWords
{
    // A share of the work this close to all of it is not worth a number.
    private const double Whole = 0.995;

    /// <summary>Kind, share of the work, whether it can be done without, and the copies that stand in for it.</summary>
    /// <param name="link">The link.</param>
    /// <param name="topology">The graph, which knows how many members of a group must be healthy.</param>
    /// <param name="isFromDependent">True beside the name of the dependent, who "calls it"; false beside the name of
    /// the dependency.</param>
    public static string Of(Dependency link, TopologySnapshot topology, bool isFromDependent = false)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(topology);
        var share = link.Coupling < Whole ? $", {Units.Share(link.Coupling)} of the work" : "";
        var optional = link.Criticality == Criticality.Optional ? ", can do without" : "";
        return $"{How(link.Kind)}{(isFromDependent ? " it" : "")}{share}{optional}{Spare(link, topology)}";
    }

    private static string How(DependencyKind kind) => kind switch
    {
        DependencyKind.CallsSync => "calls",
        DependencyKind.CallsAsync => "sends to",
        DependencyKind.RunsOn => "runs on",
        DependencyKind.InRack => "stands in",
        DependencyKind.PoweredBy => "is powered by",
        _ => "connects through",
    };

    private static string Spare(Dependency link, TopologySnapshot topology)
    {
        if (link.Group is not { } name)
        {
            return "";
        }

        var group = topology.Groups.FirstOrDefault(one => one.Dependent == link.Dependent && one.Name == name);
        var members = topology.Dependencies.Count(one => one.Dependent == link.Dependent && one.Group == name);
        return $", {group?.MinHealthy ?? 1} of {members} suffice";
    }
}
