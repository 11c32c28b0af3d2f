using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Cli.Peers;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate alertmanager</c>: the same streams of alerts to a twin and to a real Alertmanager,
/// and what people are told by each.</summary>
internal static class EvaluateAlertmanagerCommand
{
    public static Command Create()
    {
        var binary = new Option<string>("--alertmanager")
        {
            Description = "Alertmanager's program file.",
            DefaultValueFactory = _ => "/usr/bin/prometheus-alertmanager",
        };
        var program = StormCommand.Program();
        var rate = new Option<int>("--rate")
        {
            Description = "Alerts a second of the load that follows the streams; 0 for none.",
            DefaultValueFactory = _ => 5_000,
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "How long the load lasts.",
            DefaultValueFactory = _ => 60,
        };
        var batch = new Option<int>("--batch")
        {
            Description = "Alerts of a request of the load.",
            DefaultValueFactory = _ => 64,
        };
        var json = JsonOption.Create();
        var command = new Command(
            "alertmanager", "Streams of alerts to a twin and to Alertmanager side by side: what people are told.")
        {
            binary, program, rate, seconds, batch, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            (parsed.GetRequiredValue(binary), parsed.GetRequiredValue(program)),
            new PeerLoad(
                parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(batch), Connections: 16, Rows: 10),
            new AlertmanagerScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        (string Alertmanager, string Silo) programs, PeerLoad load, AlertmanagerScreen screen,
        CancellationToken cancellation)
    {
        var absent = new[] { programs.Alertmanager, programs.Silo }.FirstOrDefault(file => !File.Exists(file));
        var problem = absent is not null ? $"there is no program {absent}"
            : load is { PerSecond: >= 0, Seconds: >= 1, Batch: >= 1 and <= 1000 } ? null
            : "--rate is at least 0, --seconds at least 1, --batch 1 to 1000";
        if (problem is not null)
        {
            screen.Complain(problem);
            return ExitCodes.BadInput;
        }

        try
        {
            await CompareAsync(programs, load, screen, cancellation);
            return ExitCodes.Done;
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
        {
            screen.Complain(failure.Message);
            return ExitCodes.ExpectationFailed;
        }
    }

    private static async Task CompareAsync(
        (string Alertmanager, string Silo) programs, PeerLoad load, AlertmanagerScreen screen,
        CancellationToken cancellation)
    {
        var comparison = new PeerComparison(programs.Alertmanager, programs.Silo);
        foreach (var stream in PeerStream.All)
        {
            screen.Doing($"{stream.Name} ...");
            screen.Show(stream, await comparison.PlayAsync(stream, cancellation));
        }

        if (load.PerSecond > 0)
        {
            screen.Doing("the load ...");
            screen.Show(load,
            [
                await load.OfAlertmanagerAsync(programs.Alertmanager, cancellation),
                await load.OfTwinAsync(programs.Silo, cancellation),
            ]);
        }

        screen.End();
    }
}
