using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;

namespace AiopsTwin.Grains.Runs;

/// <summary>What a fork of a run plays: the same past, and another future.</summary>
internal static class RunForks
{
    /// <summary>The scenario of a fork, or why there is none. What was done to the run after the moment of the fork is
    /// not done to the fork.</summary>
    public static (Scenario? Scenario, string Reason) Scenario(Scenario played, RunForkOrder order, TimeSpan at)
    {
        var scenario = played with
        {
            Timeline = played.Timeline.RemoveAll(step => HandFaults.IsByHand(step) && step.Time.At > at),
        };
        if (order.Without is { } without)
        {
            if (scenario.Timeline.All(step => step.Fault?.Id != without))
            {
                return (null, $"the run has no fault '{without}'");
            }

            scenario = With(scenario, new TimelineStep(new StepTime(at, null, null), null, null, null, null)
            {
                Cancels = without,
            });
        }

        if (order.Inject is { } wanted)
        {
            var (step, reason) = HandFaults.Step(scenario, wanted, at);
            if (step is null)
            {
                return (null, reason);
            }

            scenario = With(scenario, step);
        }

        return (scenario, "");
    }

    /// <summary>What was done by hand to a scenario that is played.</summary>
    public static ImmutableArray<TimelineEntry> Log(Scenario played) =>
    [
        .. played.Timeline.Where(HandFaults.IsByHand)
            .Select((step, place) => new TimelineEntry(place + 1, step.Time.At, "a person", Timeline.TextOf(step))),
    ];

    private static Scenario With(Scenario scenario, TimelineStep step) =>
        scenario with { Timeline = scenario.Timeline.Add(step) };
}
