using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// Which kinds of entity may stand at the ends of which kind of link. Importers differ in which way an arrow points
/// (a CMDB's "contains", a cable, a start order), and a link the wrong way round sends faults the wrong way; most such
/// mistakes show in the kinds at the two ends.
/// </summary>
internal static class LinkPlausibility
{
    /// <summary>Null when the link is plausible, else what is wrong with it.</summary>
    public static string? Objection(Dependency link)
    {
        var dependent = link.Dependent.Kind;
        var on = link.On.Kind;
        return link.Kind switch
        {
            DependencyKind.CallsSync or DependencyKind.CallsAsync when !DoesWork(dependent) || !DoesWork(on) =>
                "only a service, instance, datastore, queue or external can call or be called",
            DependencyKind.RunsOn when !RunsOnSomething(dependent)
                || on is not (EntityKind.Instance or EntityKind.Host) =>
                "runs-on leads from a service, instance, datastore, queue or host to an instance or host",
            DependencyKind.RunsOn when dependent is EntityKind.Host && on is not EntityKind.Host =>
                "a host runs on another host or on nothing",
            DependencyKind.InRack when dependent is EntityKind.Zone || on is not (EntityKind.Rack or EntityKind.Zone) =>
                "in-rack leads from anything but a zone to a rack or zone",
            DependencyKind.InRack when dependent is EntityKind.Rack && on is not EntityKind.Zone =>
                "a rack stands in a zone",
            DependencyKind.PoweredBy when !IsPlace(dependent)
                || on is not (EntityKind.Rack or EntityKind.Zone or EntityKind.External) =>
                "powered-by leads from a host, rack, switch or zone to a rack, zone or external",
            DependencyKind.ConnectsThrough when dependent is EntityKind.External
                || on is not (EntityKind.Switch or EntityKind.Host or EntityKind.Service or EntityKind.External) =>
                "connects-through leads from anything of the estate to a switch, host, service or external",
            _ => null,
        };
    }

    private static bool DoesWork(EntityKind kind) => kind is EntityKind.Service or EntityKind.Instance
        or EntityKind.Datastore or EntityKind.Queue or EntityKind.External;

    private static bool RunsOnSomething(EntityKind kind) => kind is EntityKind.Service or EntityKind.Instance
        or EntityKind.Datastore or EntityKind.Queue or EntityKind.Host;

    private static bool IsPlace(EntityKind kind) =>
        kind is EntityKind.Host or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone;
}
