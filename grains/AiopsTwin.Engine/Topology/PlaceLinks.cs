namespace AiopsTwin.Engine.Topology;

/// <summary>Which links lead to a place: what a thing stands in, runs on, draws from or reaches the network through,
/// and is lost with.</summary>
internal static class PlaceLinks
{
    /// <summary>Their kinds.</summary>
    public static ReadOnlySpan<DependencyKind> Kinds =>
        [DependencyKind.RunsOn, DependencyKind.InRack, DependencyKind.PoweredBy, DependencyKind.ConnectsThrough];

    /// <summary>True for a link from a thing to a place that holds it.</summary>
    public static bool Holds(DependencyKind kind) => Kinds.Contains(kind);
}
