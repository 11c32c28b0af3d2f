using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>Labels of an entity. Most are free; those that state an objective are read here, so that a mistake is told
/// with its line.</summary>
internal sealed class LabelsType : FieldType<ImmutableSortedDictionary<string, string>>
{
    private readonly MapType<string> _map = new(Types.Label);

    public override bool KeepsPartial => _map.KeepsPartial;

    public override JsonObject Schema(JsonObject definitions) => _map.Schema(definitions);

    public override bool TryRead(
        SourceNode node, Place place, ProblemList problems, out ImmutableSortedDictionary<string, string> value)
    {
        var before = problems.Count;
        _ = _map.TryRead(node, place, problems, out value);
        if (node is SourceMap map)
        {
            foreach (var (key, child) in map.Entries)
            {
                if (ServiceObjective.IsStatedBy(key.Text) && value.TryGetValue(key.Text, out var text)
                    && !ServiceObjective.TryRead(key.Text, text, out _, out var reason))
                {
                    problems.Add(place.Child(key.Text).At(child), reason);
                    value = value.Remove(key.Text);
                }
            }
        }

        return problems.Count == before;
    }
}
