using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin say</c>: what a person says to a running twin, of incidents, silences and gates.</summary>
internal static class SayCommand
{
    public static Command Create() => new("say", "Says something to a running twin; it stands until it is undone.")
    {
        Merge(), Split(), Cause(), Silence(),
        About("undo", "word", "Takes a merge, a split or a cause back.", word => $"feedback/{word}/undo"),
        About("expire", "silence", "Ends a silence now.", silence => $"silences/{silence}/expire"),
        Gate("lift", "Lifts a gate; it stays lifted."),
        Gate("restore", "Lets a lifted gate work again."),
    };

    private static Command Merge()
    {
        var incident = Subject("incident", "The incident that is part of another.");
        var into = new Option<string>("--into") { Description = "The incident that survives.", Required = true };
        return Verb("merge", "Says that an incident is part of another.", [incident, into], (parsed, body) =>
        {
            body["into"] = parsed.GetRequiredValue(into);
            return $"incidents/{Part(parsed, incident)}/merge";
        });
    }

    private static Command Split()
    {
        var incident = Subject("incident", "The incident of which some is another trouble.");
        var entities = Many("--entity", "An entity that leaves with all its alerts.");
        var alerts = Many("--alert", "Fingerprint of an alert that leaves.");
        return Verb(
            "split", "Says that some of an incident is a trouble of its own.", [incident, entities, alerts],
            (parsed, body) =>
            {
                body["entities"] = Texts(parsed.GetValue(entities));
                body["alerts"] = Texts(parsed.GetValue(alerts));
                return $"incidents/{Part(parsed, incident)}/split";
            });
    }

    private static Command Cause()
    {
        var incident = Subject("incident", "The incident.");
        var cause = new Option<string?>("--is") { Description = "The entity that is the cause." };
        var notCause = new Option<string?>("--is-not") { Description = "An entity that is not the cause." };
        return Verb(
            "cause", "Says what the cause of an incident is, or is not.", [incident, cause, notCause],
            (parsed, body) =>
            {
                body["cause"] = parsed.GetValue(cause);
                body["notCause"] = parsed.GetValue(notCause);
                return $"incidents/{Part(parsed, incident)}/cause";
            });
    }

    private static Command Silence()
    {
        var matchers = new Argument<string[]>("condition")
        {
            Description = "field=pattern or field!=pattern; all must hold.",
            Arity = ArgumentArity.OneOrMore,
        };
        var until = new Option<DateTimeOffset>("--until") { Description = "When it ends.", Required = true };
        var from = new Option<DateTimeOffset?>("--from") { Description = "When it begins; the twin's now if absent." };
        return Verb("silence", "Withholds matching alerts for a time.", [matchers, until, from], (parsed, body) =>
        {
            (body["author"], body["comment"]) = (body["who"]!.DeepClone(), body["why"]!.DeepClone());
            body.Remove("who");
            body.Remove("why");
            body["matchers"] = Texts(parsed.GetRequiredValue(matchers));
            body["from"] = parsed.GetValue(from);
            body["until"] = parsed.GetRequiredValue(until);
            return "silences";
        });
    }

    private static Command About(string name, string what, string description, Func<string, string> addressOf)
    {
        var subject = Subject(what, $"Id of the {what}.");
        return Verb(name, description, [subject], (parsed, _) => addressOf(Part(parsed, subject)));
    }

    private static Command Gate(string name, string description)
    {
        var gate = Subject("gate", "Id of the gate, or unknown-entity/*.");
        return Verb(name, description, [gate], (parsed, body) =>
        {
            body["gate"] = parsed.GetRequiredValue(gate);
            return $"gates/{name}";
        });
    }

    /// <summary>A verb: who and why are asked of each, and the silo's receipt is shown.</summary>
    private static Command Verb(
        string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, JsonObject, string> read)
    {
        var who = new Option<string>("--who") { Description = "Who says so.", Required = true };
        var why = new Option<string>("--why") { Description = "Why.", Required = true };
        var (silo, twin, json) = (SiloAddress.Option(), SiloQuestion.TwinOption(), JsonOption.Create());
        var command = new Command(name, description) { who, why, silo, twin, json };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var screen = new WordScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var body = new JsonObject
            {
                ["who"] = parsed.GetRequiredValue(who),
                ["why"] = parsed.GetRequiredValue(why),
            };
            var address = read(parsed, body);
            var target = (parsed.GetRequiredValue(silo), parsed.GetRequiredValue(twin), address);
            if (await SiloQuestion.TellAsync<WordReceipt>(target, body, screen, cancellation) is not { } receipt)
            {
                return ExitCodes.BadInput;
            }

            screen.Show(target.Item2, receipt);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Subject(string name, string description) => new(name) { Description = description };

    private static Option<string[]> Many(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
    };

    private static string Part(ParseResult parsed, Argument<string> subject) =>
        Uri.EscapeDataString(parsed.GetRequiredValue(subject));

    private static JsonArray Texts(string[]? texts) => [.. (texts ?? []).Select(text => JsonValue.Create(text))];
}
