using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Changes;

/// <summary>What sort of change was made.</summary>
public enum ChangeKind
{
    /// <summary>A new version was rolled out.</summary>
    Deployment,

    /// <summary>A setting was changed.</summary>
    Configuration,

    /// <summary>A database schema was changed.</summary>
    Schema,

    /// <summary>A feature flag was flipped.</summary>
    FeatureFlag,

    /// <summary>The number or size of copies was changed.</summary>
    Scaling,

    /// <summary>Hardware, network or platform was changed.</summary>
    Infrastructure,

    /// <summary>A scheduled job ran.</summary>
    ScheduledJob,

    /// <summary>A remediation was executed.</summary>
    Remediation,
}

/// <summary>A change made to the estate, at an instant.</summary>
/// <param name="Id">Identity within the source; the pair (source, id) is unique and a repeat is a no-op.</param>
/// <param name="Source">Who reported it.</param>
/// <param name="Entity">What was changed.</param>
/// <param name="Kind">What sort of change.</param>
/// <param name="At">When it took effect, UTC.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Attributes">Further facts: version, author, setting, old and new value. Never secrets.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ChangeEvent")]
public sealed record ChangeEvent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Source,
    [property: Id(2)] EntityId Entity,
    [property: Id(3)] ChangeKind Kind,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string Title,
    [property: Id(6)] ImmutableSortedDictionary<string, string> Attributes);
