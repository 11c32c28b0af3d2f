namespace AiopsTwin.Scenarios.Generators;

/// <summary>What something in a generated estate does.</summary>
internal enum WorkKind
{
    /// <summary>A service at which work arrives from outside.</summary>
    Entry,

    /// <summary>A service that others call.</summary>
    Service,

    /// <summary>A database.</summary>
    Store,

    /// <summary>A cache.</summary>
    Cache,

    /// <summary>A topic that others write to without waiting.</summary>
    Queue,
}
