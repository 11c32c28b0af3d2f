using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin capacity FILE --limit N</c>: says when a resource whose use was recorded is full.</summary>
internal static class CapacityCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "Lines of an instant (ISO 8601 or seconds since 1970) and a value.",
        };
        var limit = new Option<double>("--limit") { Description = "The level at which it is full.", Required = true };
        var unit = new Option<string>("--unit")
        {
            Description = "Unit of the values; By for bytes.",
            DefaultValueFactory = _ => "1",
        };
        var kind = new Option<ResourceKind>("--kind")
        {
            Description = "stock: what is kept (space, quota); flow: what is held while work is done (connections).",
        };
        var lead = new Option<int>("--lead-days")
        {
            Description = "Days it takes to provide more.",
            DefaultValueFactory = _ => 14,
        };
        var work = new Option<double>("--work")
        {
            Description = "The amount of work of the what-if, as a factor.",
            DefaultValueFactory = _ => 1.2,
        };
        Refuse(limit, value => value > 0 && double.IsFinite(value), "is greater than 0");
        Refuse(lead, value => value is >= 1 and <= 365, "is 1 to 365");
        Refuse(work, value => value is >= 0 and <= 100, "is 0 to 100");
        var json = JsonOption.Create();
        var command = new Command("capacity", "When is a resource full? Date, interval, reason and what to do.")
        {
            file, limit, unit, kind, lead, work, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var question = new CapacityQuestion(Path.GetFileName(path), parsed.GetValue(limit), default)
            {
                Unit = parsed.GetValue(unit) ?? "1",
                LeadDays = parsed.GetValue(lead),
                WorkFactor = parsed.GetValue(work),
            };
            return Answer(
                UsageFile.Read(path, parsed.GetValue(kind)), question, parsed.InvocationConfiguration,
                parsed.GetValue(json));
        });
        return command;
    }

    private static int Answer(
        Parsed<RecordedUse> read, CapacityQuestion question, InvocationConfiguration streams, bool isJson)
    {
        if (read.Value is not { } use)
        {
            foreach (var problem in read.Problems)
            {
                streams.Error.WriteLine(problem);
            }

            return ExitCodes.BadInput;
        }

        var asked = question with { At = use.Until };
        Show(streams.Output, CapacityForecaster.Forecast(use.History, asked), asked, isJson);
        return ExitCodes.Done;
    }

    private static void Refuse<T>(Option<T> option, Func<T, bool> isFine, string rule) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<T>() is { } value && !isFine(value))
            {
                result.AddError($"{option.Name} {rule}");
            }
        });

    private static void Show(TextWriter output, CapacityForecast forecast, CapacityQuestion question, bool isJson)
    {
        if (isJson)
        {
            JsonOutput.Write(output, new JsonObject
            {
                ["command"] = "capacity",
                ["forecast"] = JsonOutput.Of(forecast),
            });
            return;
        }

        output.Write(forecast.Sentence + "\n");
        foreach (var odds in forecast.Window)
        {
            Line(output, $"full within {odds.Days,3} days: {odds.Probability,4:0 %}");
        }

        if (forecast.Advice is not { AlertOn: { } alertOn, OrderBy: { } order } advice)
        {
            return;
        }

        Line(
            output,
            $"act by {order:yyyy-MM-dd} for {question.LeadDays} days of lead: full by {alertOn:yyyy-MM-dd} with 20 %");
        var isEnough = advice.RecommendedLimit <= forecast.Limit;
        Line(output, isEnough
            ? (FormattableString)$"the present limit is enough for {question.LeadDays} days with 90 %"
            : $"enough for {question.LeadDays} days with 90 %: {advice.RecommendedLimit:0.###} {question.Unit}");
        if (advice.WithMoreWork is { FullOn: { } sooner } more)
        {
            Line(output, $"with {more.WorkFactor:0.##} times the work: full on {sooner:yyyy-MM-dd}");
        }
    }

    private static void Line(TextWriter output, FormattableString text) =>
        output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");
}
