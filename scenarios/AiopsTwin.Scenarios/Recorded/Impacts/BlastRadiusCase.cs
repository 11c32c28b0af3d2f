using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Impacts;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Impacts;

/// <summary>The blast radius of one recorded incident, predicted and observed, among the entities that can be
/// judged.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Group">Its group: the traffic.</param>
/// <param name="Root">The component at fault.</param>
/// <param name="Symptom">What is wrong with it: latency or availability.</param>
/// <param name="Observed">Who shifted, and in which sample first, from 0.</param>
/// <param name="Structural">Callers reachable upward, the root among them: what a graph alone predicts.</param>
/// <param name="Forecast">What the fitted world says of everybody who can be judged.</param>
/// <param name="Restless">Who is more likely than not to shift without any fault: the rule of observation sees what is
/// merely restless, too.</param>
public sealed record BlastRadiusCase(
    string Name,
    string Group,
    EntityId Root,
    string Symptom,
    ImmutableSortedDictionary<EntityId, int> Observed,
    ImmutableSortedSet<EntityId> Structural,
    ImmutableArray<ForecastImpact> Forecast,
    ImmutableSortedSet<EntityId> Restless)
{
    /// <summary>Whom the fitted world predicts.</summary>
    public ImmutableSortedSet<EntityId> Predicted =>
        [.. Forecast.Where(one => one.IsPredicted).Select(one => one.Entity)];

    /// <summary>Who shifted.</summary>
    public ImmutableSortedSet<EntityId> Hit => [.. Observed.Keys];

    /// <summary>The fitted world's prediction against what was observed.</summary>
    public ImpactTally Fitted => ImpactTally.Of(Predicted, Hit);

    /// <summary>What would have been right without any fault.</summary>
    public ImpactTally Unstruck => ImpactTally.Of(Restless, Hit);

    /// <summary>The prediction among those only who would not have shifted without a fault.</summary>
    public ImpactTally Struck => ImpactTally.Of(Predicted.Except(Restless), Hit.Except(Restless));

    /// <summary>The graph's prediction against what was observed.</summary>
    public ImpactTally Reachable => ImpactTally.Of(Structural, Hit);

    /// <summary>By how many samples the first impact was predicted too early or too late, for everybody rightly
    /// predicted.</summary>
    public ImmutableArray<int> FirstImpactErrors =>
    [
        .. Forecast.Where(one => one is { IsPredicted: true, First: not null } && Observed.ContainsKey(one.Entity))
            .Select(one => Math.Abs(one.First!.Value - Observed[one.Entity])),
    ];
}
