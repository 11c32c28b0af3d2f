using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin blast-radius ESTATE --fail ENTITY</c>: who is hit when something goes wrong, when and how
/// hard, by the estate's simulated world.</summary>
internal static class BlastRadiusCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var estate = AskedEstate.Argument();
        var fail = new Option<string[]>("--fail")
        {
            Description = "An entity that is lost with all that stands on it; several at once, apart by commas.",
            DefaultValueFactory = _ => [],
        };
        var inject = new Option<string[]>("--fault")
        {
            Description = "A fault that strikes: KIND:TARGET[,name=value...], peer=, ramp=, duration= too.",
            DefaultValueFactory = _ => [],
        };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Simulated minutes after it.",
            DefaultValueFactory = _ => 10,
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the world.", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command(
            "blast-radius", "Who is hit when something goes wrong? Time to impact, lost requests, burnt objectives.")
        {
            estate, fail, inject, minutes, seed, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new HarmScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var read = AskedEstate.Read(catalog, parsed.GetRequiredValue(estate), parsed.GetValue(seed));
            if (read.Value is not { } asked)
            {
                screen.Complain(read.Problems);
                return Task.FromResult(ExitCodes.BadInput);
            }

            var (question, problems) = Question(parsed.GetValue(fail)!, parsed.GetValue(inject)!);
            question = question with { Minutes = parsed.GetValue(minutes) };
            problems = problems.IsEmpty ? question.Problems(asked.Estate) : problems;
            if (!problems.IsEmpty)
            {
                screen.Complain(string.Join("; ", problems));
                return Task.FromResult(ExitCodes.BadInput);
            }

            var answer = HarmTrial.Ask(asked.Estate, asked.Load, parsed.GetValue(seed), question, cancellation);
            screen.Show(asked.Estate.Name, answer);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static (HarmQuestion Question, ImmutableArray<string> Problems) Question(string[] fail, string[] inject)
    {
        var problems = new List<string>();
        var lost = new List<EntityId>();
        foreach (var name in fail.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (EntityId.TryParse(name, out var entity, out var reason))
            {
                lost.Add(entity);
            }
            else
            {
                problems.Add($"--fail: {reason}");
            }
        }

        var faults = new List<FaultSpec>();
        foreach (var text in inject)
        {
            var (fault, problem) = FaultText.Read(text, $"fault-{faults.Count + 1}");
            if (fault is not null)
            {
                faults.Add(fault);
            }
            else
            {
                problems.Add($"--fault: {problem}");
            }
        }

        return (new HarmQuestion([.. lost], [.. faults]), [.. problems]);
    }
}
