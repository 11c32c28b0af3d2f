using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// The one rule by which a value crosses a link; slices work it in, the reference flood asks it link by link.
/// </summary>
internal static class EdgeRule
{
    /// <summary>
    /// Factor and delay of a link. Toward dependencies, a member of a redundancy group gets the share 1 / (failures
    /// needed): when k members must fail before the dependent feels anything, one of them alone explains a k-th of it.
    /// </summary>
    public static SliceRate RateOf(TopologyGraph graph, int link, FloodDirection direction, FloodSettings settings)
    {
        var dependency = graph.Dependencies[link];
        var factor = settings.FactorOf(direction, dependency);
        var group = graph.GroupOf(link);
        if (direction is FloodDirection.TowardDependencies && group >= 0)
        {
            factor /= graph.FailuresNeeded(group);
        }

        return new SliceRate(factor, settings.DelaySecondsOf(dependency.Kind));
    }

    /// <summary>
    /// The <paramref name="rank"/>-th largest of the values (1 = largest): what a redundancy group passes on when that
    /// many members must be impaired. Sorts its argument.
    /// </summary>
    public static double LargestOf(Span<double> values, int rank)
    {
        values.Sort();
        return values[^rank];
    }
}
