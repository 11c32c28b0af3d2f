using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>Whether something of an incident is known.</summary>
public enum FactStatus
{
    /// <summary>A public report says so.</summary>
    Reported,

    /// <summary>The author of the scenario assumed it.</summary>
    Assumed,
}

/// <summary>The real incident a scenario is modelled on. For people; inference never sees it.</summary>
/// <param name="Title">Which incident, beginning with "modelled on".</param>
/// <param name="Report">Name or address of the public report.</param>
/// <param name="Date">Day on which the incident began, where it happened.</param>
/// <param name="Scale">How the scenario's clock differs from the real one; null when it does not.</param>
/// <param name="Facts">What the scenario rests on, each reported or assumed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.Provenance")]
public sealed record Provenance(
    [property: Id(0)] string Title,
    [property: Id(1)] string Report,
    [property: Id(2)] DateOnly Date,
    [property: Id(3)] string? Scale,
    [property: Id(4)] ImmutableArray<ProvenanceFact> Facts);

/// <summary>One thing a scenario rests on.</summary>
/// <param name="Text">The fact, in the author's words.</param>
/// <param name="Status">Whether it is reported or assumed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.ProvenanceFact")]
public sealed record ProvenanceFact([property: Id(0)] string Text, [property: Id(1)] FactStatus Status);
