using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>An entity as written, with the place it was written at.</summary>
internal sealed record EntityDraft(
    Place Place,
    EntityId Id,
    ImmutableSortedDictionary<string, string> Labels,
    ProcessModel? Process,
    double? Cores,
    ImmutableArray<LinkDraft> Links,
    ImmutableSortedDictionary<string, int> Groups)
{
    /// <summary>False when part of it was refused: checks that would blame the consequences are left out.</summary>
    public bool IsSound { get; init; }
}

/// <summary>A link as written; the models it holds do not know their ends yet.</summary>
internal sealed record LinkDraft(
    Place Place,
    EntityId On,
    DependencyKind Kind,
    double Coupling,
    Criticality Criticality,
    string? Group,
    CallModel? Call)
{
    /// <summary>False when part of it was refused.</summary>
    public bool IsSound { get; init; }
}

/// <summary>A repeated entity: the template is read once for every copy, after its placeholders are filled.</summary>
internal sealed record GenerateDraft(Place Place, int Count, ImmutableArray<string> Over, SourceNode Template);

/// <summary>A whole estate as written.</summary>
internal sealed record EstateDraft(
    Place Place,
    string Name,
    long Version,
    ImmutableArray<EntityDraft> Entities,
    ImmutableArray<GenerateDraft> Generate)
{
    /// <summary>Usual work from outside; empty when the estate says nothing of it.</summary>
    public ImmutableArray<LoadDraft> Load { get; init; } = [];

    /// <summary>Alerting rules of the estate's own monitoring.</summary>
    public ImmutableArray<AlertRuleDraft> AlertRules { get; init; } = [];

    /// <summary>Collectors that telemetry passes.</summary>
    public ImmutableArray<MonitorDraft> Monitors { get; init; } = [];

    /// <summary>The network between zones.</summary>
    public ImmutableArray<ZoneLinkDraft> ZoneLinks { get; init; } = [];
}
