using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using Orleans;

namespace AiopsTwin.Engine.Scoring;

/// <summary>One expectation, checked.</summary>
/// <param name="Expectation">The claim.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Found">What was found, in a few words with its number.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scoring.ExpectationResult")]
public sealed record ExpectationResult(
    [property: Id(0)] Expectation Expectation,
    [property: Id(1)] bool Passed,
    [property: Id(2)] string Found)
{
    /// <summary>True when it did not hold and its author says why: a known deviation.</summary>
    public bool IsDeviation => !Passed && Expectation.Deviation is not null;

    /// <summary>True unless it failed: it held, or is a known deviation.</summary>
    public bool IsAccepted => Passed || IsDeviation;
}

/// <summary>
/// What a run concluded and how good that was. The same whichever driver ran it. Numbers are rounded before
/// <paramref name="Hash"/> is taken, because transcendental functions differ in the last bit between platforms.
/// </summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="EngineVersion">Version of the Engine.</param>
/// <param name="StartsAt">Virtual start.</param>
/// <param name="EndsAt">Virtual end.</param>
/// <param name="Entities">Entities in the estate.</param>
/// <param name="Samples">Samples observed.</param>
/// <param name="Alerts">Alerts raised.</param>
/// <param name="Incidents">Incidents, in order of opening.</param>
/// <param name="TimeToDetect">From the fault's onset to the first incident; null without either.</param>
/// <param name="TimeToMitigate">From the fault's onset to the mitigation of the incident; null when it was not.</param>
/// <param name="RootRank">Best rank of a true root in the last diagnosis of the first incident; null when
/// absent.</param>
/// <param name="BlastPrecision">Share of predicted entities that were observed to be affected; null without a
/// prediction.</param>
/// <param name="BlastRecall">Share of affected entities that were predicted; null without impact.</param>
/// <param name="Expectations">The claims, checked.</param>
/// <param name="Hash">Sixteen hexadecimal digits over everything above.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scoring.RunReport")]
public sealed record RunReport(
    [property: Id(0)] string Scenario,
    [property: Id(1)] ulong Seed,
    [property: Id(2)] string EngineVersion,
    [property: Id(3)] DateTimeOffset StartsAt,
    [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] int Entities,
    [property: Id(6)] long Samples,
    [property: Id(7)] int Alerts,
    [property: Id(8)] ImmutableArray<Incident> Incidents,
    [property: Id(9)] TimeSpan? TimeToDetect,
    [property: Id(10)] TimeSpan? TimeToMitigate,
    [property: Id(11)] int? RootRank,
    [property: Id(12)] double? BlastPrecision,
    [property: Id(13)] double? BlastRecall,
    [property: Id(14)] ImmutableArray<ExpectationResult> Expectations,
    [property: Id(15)] string Hash)
{
    /// <summary>How many incidents there were: one merged into another counts as part of it.</summary>
    public int IncidentCount => Incidents.Count(incident => incident.MergedInto is null);
}
