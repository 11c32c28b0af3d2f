using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Imports;
using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

/// <summary>Imports experiments for Online Boutique by <see cref="ChaosImport"/>.</summary>
internal static class Experiment
{
    private static readonly LoadedEstate Shop = EstateFormat.ReadLoaded(
        Path.Combine(new ScenarioCatalog().Root, "estates", "online-boutique.yaml")).Value!;

    public static Imported<string> Import(string text, ulong seed = 1) =>
        ChaosImport.Parse(text, "experiment.yaml", new ChaosRequest(Shop, seed));

    /// <summary>The scenario of an experiment without problems, read back.</summary>
    public static Scenario Play(string text, ulong seed = 1)
    {
        var imported = Import(text, seed);
        Assert.Empty(imported.Problems);
        var read = ScenarioFormat.Parse(imported.Value!, "experiment.yaml");
        Assert.Empty(read.Problems);
        return read.Value!;
    }

    /// <summary>Its faults: when after the first quiet minutes, kind, targets, peer, magnitudes, duration.</summary>
    public static string[] Faults(string text, ulong seed = 1) =>
        [.. Play(text, seed).Timeline.Where(step => step.Fault is not null).Select(Describe)];

    private static string Describe(TimelineStep step)
    {
        var fault = step.Fault!;
        var peer = fault.Peer is { } callee ? $" > {callee.Name}" : "";
        var magnitude = string.Concat(
            fault.Parameters.Select(pair => FormattableString.Invariant($" {pair.Key}={pair.Value}")));
        var lasts = fault.Duration is { } duration ? FormattableString.Invariant($" for {duration.TotalSeconds}s") : "";
        return FormattableString.Invariant($"{(step.Time.At - TimeSpan.FromMinutes(5)).TotalSeconds}s {fault.Kind} ")
            + string.Join('+', fault.Targets.Select(target => target.Name)) + peer + magnitude + lasts;
    }
}
