using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Runs;

/// <summary>
/// Faults that people inject. One becomes a step of the run's own timeline, at the next tick, stored with what the run
/// plays: whenever the run is played again, after a seek or a crash, it strikes at the same tick.
/// </summary>
internal static class HandFaults
{
    /// <summary>Most of them in one run.</summary>
    public const int Most = 16;

    private const string Prefix = "by-hand-";
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>True for what people did: no scenario has such a step.</summary>
    public static bool IsByHand(TimelineStep step) =>
        step.Cancels is not null || step.Fault?.Id.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Faults injected into a scenario, and taken off it, so far.</summary>
    public static int Count(Scenario scenario) => scenario.Timeline.Count(IsByHand);

    /// <summary>The scenario as it was written.</summary>
    public static Scenario Without(Scenario scenario) => Count(scenario) == 0
        ? scenario
        : scenario with { Timeline = scenario.Timeline.RemoveAll(step => IsByHand(step)) };

    /// <summary>The kinds that can strike an entity, by name.</summary>
    public static ImmutableArray<FaultOffer> Offers(Scenario scenario, EntityId target) =>
    [
        .. FaultPreset.All
            .Where(preset =>
                FaultCatalog.Check(Fault(preset, "offer", target, null, Shortest), scenario.Estate).IsEmpty)
            .Select(preset => new FaultOffer(
                preset.Kind.Name, preset.Kind.Summary, preset.Parameter?.Meaning ?? "", preset.Parameter?.Unit ?? "",
                preset.Magnitude, preset.Parameter?.Minimum ?? 0, preset.Parameter?.Maximum ?? 0)),
    ];

    /// <summary>The step that an order becomes, or why it does not.</summary>
    public static (TimelineStep? Step, string Reason) Step(Scenario scenario, FaultOrder order, TimeSpan at)
    {
        if (FaultPreset.All.FirstOrDefault(preset => preset.Kind.Name == order.Kind) is not { } preset)
        {
            return (null, $"'{order.Kind}' cannot be injected by hand");
        }

        if (order.Duration < Shortest || order.Duration > Longest)
        {
            return (null, "a fault injected by hand lasts 1 min to 2 h");
        }

        if (Count(scenario) >= Most)
        {
            return (null, $"{Most} faults were injected by hand already");
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Count(scenario) + 1}");
        var fault = Fault(preset, id, order.Target, order.Magnitude, order.Duration);
        var problems = FaultCatalog.Check(fault, scenario.Estate);
        return problems.IsEmpty
            ? (new TimelineStep(new StepTime(at, null, null), fault, null, null, null), "")
            : (null, string.Join("; ", problems.Take(3)));
    }

    private static FaultSpec Fault(
        FaultPreset preset, string id, EntityId target, double? magnitude, TimeSpan duration) => new(
        id,
        preset.Kind.Name,
        [target],
        null,
        preset.Parameter is { } parameter
            ? ImmutableSortedDictionary<string, double>.Empty.Add(parameter.Name, magnitude ?? preset.Magnitude)
            : ImmutableSortedDictionary<string, double>.Empty,
        TimeSpan.Zero,
        duration);
}
