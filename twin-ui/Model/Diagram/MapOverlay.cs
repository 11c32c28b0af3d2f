using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Something laid over the map: it says more of an entity than its health and never hides that.</summary>
/// <param name="Title">What is shown, for the legend.</param>
public abstract record MapOverlay(string Title)
{
    /// <summary>What it says of one entity.</summary>
    public abstract OverlayMark MarkOf(EntityId entity);

    /// <summary>What it says of several that are drawn as one.</summary>
    public virtual OverlayMark MarkOf(IReadOnlyCollection<EntityId> entities) =>
        entities.Select(MarkOf).MaxBy(mark => mark.Level) ?? OverlayMark.None;
}

/// <summary>What an overlay says of an entity.</summary>
/// <param name="Blast">Its part in a blast radius.</param>
/// <param name="Level">How much of what is shown, 0 for nothing to 4.</param>
/// <param name="Note">A few letters for the corner of the node; empty for none.</param>
/// <param name="Words">The same in words, for readers and tables; empty for nothing.</param>
public sealed record OverlayMark(BlastMark Blast, int Level, string Note, string Words)
{
    /// <summary>The highest <see cref="Level"/>.</summary>
    public const int MostLevel = 4;

    /// <summary>Nothing.</summary>
    public static OverlayMark None { get; } = new(BlastMark.None, 0, "", "");

    /// <summary>The level of a share in [0, 1]: quarters, and nothing at all for nothing.</summary>
    public static int LevelOf(double share) =>
        share <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(share * MostLevel), 1, MostLevel);
}

/// <summary>What a blast radius says of a node: predicted, observed to be affected, or both.</summary>
public enum BlastMark
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>Where the blast starts: the suspect, or the entity asked about.</summary>
    Origin,

    /// <summary>Predicted and not (yet) observed.</summary>
    Predicted,

    /// <summary>Observed and not predicted.</summary>
    Observed,

    /// <summary>Predicted and observed.</summary>
    Both,
}
