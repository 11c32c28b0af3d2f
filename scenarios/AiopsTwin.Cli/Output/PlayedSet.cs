namespace AiopsTwin.Cli.Output;

/// <summary>Which scenarios a play is of.</summary>
internal enum PlayedSet
{
    /// <summary>One that was named.</summary>
    One,

    /// <summary>All of the catalogue but the famous.</summary>
    All,

    /// <summary>Those modelled on real incidents.</summary>
    Famous,
}
