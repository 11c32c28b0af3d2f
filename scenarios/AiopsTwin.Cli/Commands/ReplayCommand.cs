using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin replay petshop</c>: feeds a recorded incident to a twin and prints what it
/// concluded.</summary>
internal static class ReplayCommand
{
    public static Command Create() => new("replay", "Feeds a recorded incident to a twin.") { PetShop() };

    private static Command PetShop()
    {
        var data = RecordingOptions.Data();
        var name = new Option<string>("--case")
        {
            Description = "Path of the case beneath the folder, with slashes.",
            Required = true,
        };
        var onset = new Option<ReplayOnset?>("--onset")
        {
            Description = "Who says that something is wrong: self, the twin alone; oracle, besides it one alarm at the "
                + "front end. When absent: the twin alone, and the alarm only if the twin finds nothing there.",
        };
        var limits = new LimitOptions();
        var live = new LiveOptions();
        var json = JsonOption.Create();
        var command = new Command("petshop", "A case of a folder in the layout of the PetShop data set.")
        {
            data, name, onset, json,
        };
        limits.AddTo(command);
        live.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var screen = new ReplayScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var folder = new PetShopFolder(parsed.GetRequiredValue(data), limits.Of(parsed));
            var read = Read(folder, parsed.GetRequiredValue(name));
            if (read.Value is not { } recording)
            {
                screen.Complain(read.Problems);
                return ExitCodes.BadInput;
            }

            var report = Play(recording, parsed.GetValue(onset));
            if (live.IsWanted(parsed))
            {
                var told = report.Alarm is null ? ReplayOnset.Self : ReplayOnset.Oracle;
                return await PlayLiveAsync(recording, told, live.Of(parsed), screen, cancellation);
            }

            screen.Show(report);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Who tells is settled in this process first, because a silo's twin cannot be asked twice.</summary>
    private static async Task<int> PlayLiveAsync(
        Recording recording, ReplayOnset onset, LiveTarget target, ReplayScreen screen, CancellationToken cancellation)
    {
        if (target.Problem is { } problem)
        {
            screen.Complain(problem);
            return ExitCodes.BadInput;
        }

        using var client = new HttpClient { BaseAddress = target.Silo };
        try
        {
            var twin = await LiveReplay.FreeAsync(
                client, target.Twin ?? LiveReplay.TwinFor(recording.Name), cancellation);
            screen.Watching(new Uri(target.Silo!, $"?view={GrainKeys.TwinView(twin)}"));
            var report = await new LiveReplay(client, twin).PlayAsync(recording, onset, target.Pace, cancellation);
            screen.Show(report);
            return ExitCodes.Done;
        }
        catch (Exception exception) when (exception is ReplayRefusedException or HttpRequestException)
        {
            screen.Complain(exception is HttpRequestException
                ? $"no silo answers at {target.Silo}: {exception.Message}"
                : exception.Message);
            return ExitCodes.BadInput;
        }
    }

    private static Parsed<Recording> Read(PetShopFolder folder, string name) => folder.Problems.Length > 0
        ? new Parsed<Recording>(null, folder.Problems)
        : folder.Cases.Contains(name)
            ? folder.Read(name)
            : new Parsed<Recording>(null, [new Problem(
                folder.PathOf(name), 0, 0, "", $"there is no such case; there are {Some(folder)}")]);

    private static string Some(PetShopFolder folder)
    {
        const int Shown = 5;
        var rest = folder.Cases.Length - Shown;
        return string.Join(", ", folder.Cases.Take(Shown)) + (rest > 0 ? $" and {rest} more" : "");
    }

    private static ReplayReport Play(Recording recording, ReplayOnset? onset)
    {
        var report = Play(recording, onset ?? ReplayOnset.Self);
        var isComplained = onset is null && FrontEndAlarm.Of(recording) is { } alarm
            && report.Incident?.Impact.Contains(alarm.Entity) != true;
        return isComplained ? Play(recording, ReplayOnset.Oracle) : report;
    }

    private static ReplayReport Play(Recording recording, ReplayOnset onset)
    {
        var replay = new RecordedReplay(recording, onset, TwinSettings.Default);
        replay.Learn();
        replay.Play();
        return replay.Report();
    }
}
