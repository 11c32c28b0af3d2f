using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>Body of <c>POST /twins/{twin}/incidents/{id}/merge</c>.</summary>
/// <param name="Into">The incident that survives.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">Why.</param>
internal sealed record MergeBody(string? Into, string? Who, string? Why);

/// <summary>Body of <c>POST /twins/{twin}/incidents/{id}/split</c>.</summary>
/// <param name="Alerts">Fingerprints that leave.</param>
/// <param name="Entities">Entities that leave with all their alerts.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">Why.</param>
internal sealed record SplitBody(
    ImmutableArray<string> Alerts, ImmutableArray<EntityId> Entities, string? Who, string? Why);

/// <summary>Body of <c>POST /twins/{twin}/incidents/{id}/cause</c>.</summary>
/// <param name="Cause">What it is.</param>
/// <param name="NotCause">What it is not.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">Why.</param>
internal sealed record CauseBody(EntityId? Cause, EntityId? NotCause, string? Who, string? Why);

/// <summary>Who says something of what the address names, and why.</summary>
/// <param name="Who">Who.</param>
/// <param name="Why">Why.</param>
internal sealed record WhoBody(string? Who, string? Why);

/// <summary>Body of <c>POST /twins/{twin}/gates/lift</c> and <c>/restore</c>.</summary>
/// <param name="Gate">Id of the gate, or <c>unknown-entity/*</c>.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">Why.</param>
internal sealed record GateBody(string? Gate, string? Who, string? Why);

/// <summary>Body of <c>POST /twins/{twin}/silences</c>.</summary>
/// <param name="Matchers">Conditions, each <c>field=pattern</c> or <c>field!=pattern</c>; all must hold.</param>
/// <param name="From">When it begins; now when absent.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Author">Who makes it.</param>
/// <param name="Comment">Why.</param>
internal sealed record SilenceBody(
    ImmutableArray<string> Matchers, DateTimeOffset? From, DateTimeOffset? Until, string? Author, string? Comment);
