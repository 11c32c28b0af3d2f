using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>The silences in force, ready to be asked for many alerts: those that name one entity are found by
/// it.</summary>
internal sealed class SilenceBook
{
    private readonly List<Silence> _active;
    private readonly Dictionary<string, List<Silence>> _byEntity = new(StringComparer.Ordinal);
    private readonly List<Silence> _general = [];
    private readonly TopologyGraph? _graph;

    public SilenceBook(List<Silence> active, TopologyGraph? graph)
    {
        _active = active;
        _graph = graph;
        foreach (var silence in active)
        {
            var entity = silence.Matchers.FirstOrDefault(one => one is { Field: SilenceRules.Entity, IsNegated: false }
                && !one.Pattern.Contains('*', StringComparison.Ordinal))?.Pattern;
            if (entity is null)
            {
                _general.Add(silence);
            }
            else if (_byEntity.TryGetValue(entity, out var same))
            {
                same.Add(silence);
            }
            else
            {
                _byEntity.Add(entity, [silence]);
            }
        }
    }

    /// <summary>True when these very silences are in force.</summary>
    public bool IsOf(List<Silence> active) => _active.SequenceEqual(active);

    /// <summary>The first silence that matches an alert, those that name its entity first; null when none
    /// does.</summary>
    public Silence? Match(Alert alert)
    {
        var labels = _graph is not null && _graph.TryIndex(alert.Entity, out var node)
            ? _graph.Entities[node].Labels
            : null;
        return (_byEntity.GetValueOrDefault(alert.Entity.Text) ?? [])
            .Concat(_general).FirstOrDefault(silence => silence.Matchers.All(
                matcher => SilenceRules.Matches(matcher, alert, labels)));
    }
}
