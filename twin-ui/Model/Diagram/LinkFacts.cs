using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Adds to the links of a layout what the topology knows of them: how much of the work needs them, and whether
/// another can take their place.</summary>
internal static class LinkFacts
{
    public static DiagramLayout Add(DiagramLayout layout, TopologySnapshot topology)
    {
        var keyOf = layout.Boxes.Where(box => box.Entity is not null)
            .Select(box => (Entity: box.Entity!.Value, box.Key))
            .Concat(layout.Nodes.SelectMany(node => node.Members.Select(member => (Entity: member, node.Key))))
            .ToDictionary(pair => pair.Entity, pair => pair.Key);
        var drawn = layout.Links.Select((link, index) => (link.From, link.To, index))
            .ToDictionary(link => (link.From, link.To), link => link.index);
        var needed = topology.Groups.ToDictionary(group => (group.Dependent, group.Name), group => group.MinHealthy);
        var members = topology.Dependencies.Where(link => link.Group is not null)
            .CountBy(link => (link.Dependent, Name: link.Group!))
            .ToDictionary();
        var links = layout.Links.ToArray();
        foreach (var link in topology.Dependencies)
        {
            if (keyOf.TryGetValue(link.Dependent, out var from) && keyOf.TryGetValue(link.On, out var to)
                && drawn.TryGetValue((from, to), out var index))
            {
                links[index] = links[index] with
                {
                    Coupling = Math.Max(links[index].Coupling, link.Coupling),
                    Redundancy = link.Group is { } group
                        ? Words(needed.GetValueOrDefault((link.Dependent, group), 1), members[(link.Dependent, group)])
                        : links[index].Redundancy,
                };
            }
        }

        return layout with { Links = [.. links] };
    }

    private static string? Words(int needed, int members) => members > needed ? $"{needed} of {members} needed" : null;
}
