using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>What an experiment is to be imported for.</summary>
/// <param name="Estate">The estate its selectors are resolved against, with its usual load.</param>
/// <param name="Seed">Of what modes such as <c>one</c> and <c>random-max-percent</c> draw.</param>
public sealed record ChaosRequest(LoadedEstate Estate, ulong Seed)
{
    /// <summary>The file the scenario will stand in; null when that is not known.</summary>
    public string? ScenarioFile { get; init; }

    /// <summary>The estate's file; null for one without. The scenario names it where it may (inside one catalog), and
    /// has the estate written into it otherwise, so that it can be passed around.</summary>
    public string? EstateFile { get; init; }

    /// <summary>The estate as the scenario may name it; null to write it into the scenario.</summary>
    internal string? Reference => ScenarioFile is { } scenario && EstateFile is { } estate
        ? EstateReference.Between(scenario, estate)
        : null;
}
