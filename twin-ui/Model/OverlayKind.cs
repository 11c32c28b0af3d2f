namespace AiopsTwin.TwinUi.Model;

/// <summary>What a reader asks to be laid over the map.</summary>
public enum OverlayKind
{
    /// <summary>The blast radius of what is selected or of the incident named; nothing otherwise.</summary>
    Blast,

    /// <summary>What hurts most if it dies.</summary>
    Harm,

    /// <summary>What changed since a moment.</summary>
    Changes,
}
