using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scenarios.Harms;

/// <summary>The loss of an entity, as a fault: hosts, switches, racks, zones and feeds are lost with all that stands on
/// them, what works with all its copies.</summary>
internal static class Loss
{
    /// <summary>Kinds of loss, the first that fits an entity counts.</summary>
    private static readonly string[] Kinds = ["host-down", "switch-down", "power-loss", "replica-loss"];

    /// <summary>The fault; null when the entity cannot be lost.</summary>
    public static FaultSpec? Of(EntityId entity, Estate estate)
    {
        foreach (var kind in Kinds)
        {
            var parameters = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
            foreach (var parameter in FaultCatalog.Find(kind)!.Parameters.Where(one => one.Name == "replicas"))
            {
                parameters = parameters.Add(parameter.Name, parameter.Maximum);
            }

            var fault = new FaultSpec("lost-" + entity.Text, kind, [entity], null, parameters, TimeSpan.Zero, null);
            if (FaultCatalog.Check(fault, estate).IsEmpty)
            {
                return fault;
            }
        }

        return null;
    }
}
