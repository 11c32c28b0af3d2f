using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Cli.Storms;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin storm</c>: starts a silo, makes a storm of alerts over HTTP, and counts what was kept and how
/// soon.</summary>
internal static class StormCommand
{
    public static Command Create()
    {
        var program = Program();
        var active = Number("--active-switches", "Dead switches before the storm, 2 001 alerts each.", 5);
        var switches = Number("--switches", "Switches that die in the storm, 2 001 alerts each.", 50);
        var seconds = Number("--seconds", "How long the storm lasts.", 60);
        var connections = Number("--connections", "Connections that send.", 16);
        var batch = Number("--batch", "Alerts of a request.", 50);
        var kill = new Option<bool>("--kill")
        {
            Description = "Kills the silo after the last acknowledgement, starts it again and counts.",
        };
        var json = JsonOption.Create();
        var command = new Command(
            "storm", "Starts a silo, sends it a storm of alerts, and counts what it kept and how soon.")
        {
            program, active, switches, seconds, connections, batch, kill, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new StormPlan(
                parsed.GetRequiredValue(program), parsed.GetValue(active), parsed.GetValue(switches),
                parsed.GetValue(seconds), parsed.GetValue(connections), parsed.GetValue(batch), parsed.GetValue(kill)),
            new StormScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation));
        return command;
    }

    /// <summary>The option that names the silo's program.</summary>
    internal static Option<string> Program() => new("--program")
    {
        Description = "The silo's program file, as a build leaves it.",
        DefaultValueFactory = _ => MeasuredSilo.DefaultProgram,
    };

    private static Option<int> Number(string name, string description, int usual) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
    };

    private static async Task<int> RunAsync(StormPlan plan, StormScreen screen, CancellationToken cancellation)
    {
        var problem = !File.Exists(plan.Program)
            ? $"there is no silo at {plan.Program}: build it first, dotnet build -c Release silo"
            : plan is { ActiveRows: >= 1, Rows: >= 1, Seconds: >= 1, Connections: >= 1, Batch: >= 1 and <= 10_000 }
                ? null
                : "switches, seconds, connections and batch are at least 1, and a batch at most 10000";
        if (problem is not null)
        {
            screen.Complain(problem);
            return ExitCodes.BadInput;
        }

        try
        {
            using var run = new StormRun(plan, screen.Doing);
            var report = await run.RunAsync(cancellation);
            screen.Show(report);
            return report.Present == plan.ActiveAlerts + report.Acknowledged
                ? ExitCodes.Done
                : ExitCodes.ExpectationFailed;
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
        {
            screen.Complain(failure.Message);
            return ExitCodes.ExpectationFailed;
        }
    }
}
