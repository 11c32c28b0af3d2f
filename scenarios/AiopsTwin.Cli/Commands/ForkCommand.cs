using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin fork SCENARIO --at 12m --without FAULT</c>: the same run once more from a moment on,
/// otherwise, and how the two differ.</summary>
internal static class ForkCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var scenario = new Argument<string>("scenario") { Description = "Name in the catalog, or path of a file." };
        var at = new Option<string>("--at")
        {
            Description = "Moment of the fork, from the scenario's start, for example 12m.",
            DefaultValueFactory = _ => "0s",
        };
        var until = new Option<string?>("--until") { Description = "Moment of the comparison; the end unless given." };
        var without = new Option<string[]>("--without")
        {
            Description = "Id of a fault of the scenario that the fork goes on without.",
            DefaultValueFactory = _ => [],
        };
        var inject = new Option<string[]>("--inject")
        {
            Description = "A fault that strikes the fork: KIND:TARGET[,name=value...], peer=, ramp=, duration= too.",
            DefaultValueFactory = _ => [],
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the run.", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command("fork", "Goes on from a past moment in another way, and compares with what was.")
        {
            scenario, at, until, without, inject, seed, json,
        };
        command.SetAction(parsed =>
        {
            var screen = new ForkScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var read = PlayCommand.Read(catalog, parsed.GetRequiredValue(scenario), parsed.GetValue(seed));
            if (read.Value is not { } played)
            {
                screen.Complain(read.Problems);
                return ExitCodes.BadInput;
            }

            var (plan, problem) = Plan(
                played, (parsed.GetValue(at)!, parsed.GetValue(until)), parsed.GetValue(without)!,
                parsed.GetValue(inject)!);
            if (plan is null)
            {
                screen.Complain(problem);
                return ExitCodes.BadInput;
            }

            Play(played, parsed.GetValue(seed), plan, screen);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Play(Scenario scenario, ulong seed, ForkPlan plan, ForkScreen screen)
    {
        var original = new Timeline(
            scenario.Name, scenario, seed, TwinSettings.Default, TimelineSettings.Default);
        original.RunTo(plan.At);
        var fork = original.Fork("fork", plan.At);
        foreach (var step in plan.Steps)
        {
            fork.Add(step, "command line");
        }

        original.RunTo(plan.Until);
        fork.RunTo(plan.Until);
        screen.Show(original, fork, original.Compare(fork));
    }

    private static (ForkPlan? Plan, string Problem) Plan(
        Scenario scenario, (string At, string? Until) moments, string[] without, string[] inject)
    {
        if (DurationText.Parse(moments.At, out var at) is { } badAt)
        {
            return (null, $"--at: {badAt}");
        }

        var until = scenario.Duration;
        if (moments.Until is { } given && DurationText.Parse(given, out until) is { } badUntil)
        {
            return (null, $"--until: {badUntil}");
        }

        if (at < TimeSpan.Zero || at > until || until > scenario.Duration)
        {
            return (null, $"--at and --until lie between 0 and {DurationText.Format(scenario.Duration)}, in order");
        }

        var steps = ImmutableArray.CreateBuilder<TimelineStep>();
        var time = new StepTime(at, null, null);
        foreach (var id in without)
        {
            if (scenario.Timeline.All(step => step.Fault?.Id != id))
            {
                return (null, $"{scenario.Name} has no fault '{id}'; it has {Faults(scenario)}");
            }

            steps.Add(new TimelineStep(time, null, null, null, null) { Cancels = id });
        }

        foreach (var text in inject)
        {
            var (fault, problem) = FaultText.Read(text, $"fork-{steps.Count + 1}");
            var problems = fault is null ? [problem] : FaultCatalog.Check(fault, scenario.Estate);
            if (!problems.IsEmpty)
            {
                return (null, string.Join("; ", problems));
            }

            steps.Add(new TimelineStep(time, fault, null, null, null));
        }

        return (new ForkPlan(at, until, steps.ToImmutable()), "");
    }

    private static string Faults(Scenario scenario)
    {
        var ids = scenario.Timeline.Select(step => step.Fault?.Id).OfType<string>().Distinct().ToArray();
        return ids.Length == 0 ? "none" : string.Join(", ", ids);
    }

    private sealed record ForkPlan(TimeSpan At, TimeSpan Until, ImmutableArray<TimelineStep> Steps);
}
