namespace AiopsTwin.Engine.Detection;

/// <summary>What a sample did to an episode.</summary>
internal enum EpisodeChange
{
    /// <summary>Nothing to tell.</summary>
    None,

    /// <summary>An alert is raised.</summary>
    Raised,

    /// <summary>The alert became more severe.</summary>
    Worsened,

    /// <summary>The alert ends.</summary>
    Ended,
}
