using System.CommandLine;
using System.Runtime.CompilerServices;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Crews;
using AiopsTwin.Scenarios.Exports;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary>
/// <c>aiopstwin play scenario</c>: runs a scenario without a page and prints what the twin concluded.
/// </summary>
internal static class PlayCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var scenario = new Argument<string?>("scenario")
        {
            Description = "Name in the catalog, or path of a file.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all")
        {
            Description = "Every scenario of the catalog but the famous; prints one table.",
        };
        var famous = new Option<bool>("--famous")
        {
            Description = "Every scenario modelled on a real incident; prints tables of order and phases.",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the run.", DefaultValueFactory = _ => 1 };
        var seeds = new Option<string?>("--seeds") { Description = "Several seeds, for example 1-20 or 3,5,8." };
        var jobs = Jobs();
        var speed = new Option<double>("--speed")
        {
            Description = "Virtual seconds per second of wall time after the warm-up; 0 is as fast as possible.",
        };
        var traces = new Option<int>("--traces")
        {
            Description = "Requests followed by traces in each telemetry interval; 0 is metrics alone.",
            DefaultValueFactory = _ => Scenario.UsualTraces,
        };
        var (zoom, shards) = (ZoomOption.Create(), Shards());
        var journal = new Option<string?>("--journal")
        {
            Description = "File for the run as a journal of the Chaos Toolkit; for one scenario and one seed.",
        };
        var share = ShareOfRuns();
        var json = JsonOption.Create();
        var command = new Command("play", "Plays a scenario and checks its expectations; exit code 1 when one fails.")
        {
            scenario, all, famous, seed, seeds, jobs, speed, traces, zoom, shards, journal, share, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new PlayRequest(
                parsed.GetValue(scenario),
                parsed.GetValue(famous) ? PlayedSet.Famous : parsed.GetValue(all) ? PlayedSet.All : PlayedSet.One,
                SeedList.Parse(parsed.GetValue(seeds), parsed.GetValue(seed)),
                parsed.GetValue(jobs),
                (parsed.GetValue(speed), parsed.GetValue(traces)))
            {
                Zoom = parsed.GetValue(zoom),
                Shards = parsed.GetValue(shards),
                Journal = parsed.GetValue(journal),
                IsBoth = parsed.GetValue(famous) && parsed.GetValue(all),
                AtLeast = parsed.GetValue(share),
            };
            var screen = new PlayScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            return Play(catalog, request, screen, cancellation);
        });
        return command;
    }

    private static Option<int> Jobs() => new("--jobs")
    {
        Description = "Runs played at the same time; the result does not depend on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static Option<int> Shards() => new("--shards")
    {
        Description = "Pieces into which steps of a large world are cut, done side by side; the result is the same.",
        DefaultValueFactory = _ => 1,
    };

    private static Option<double> ShareOfRuns() => new("--at-least")
    {
        Description = "Share of the runs that must hold every expectation, greater than 0 and at most 1.",
        DefaultValueFactory = _ => 1,
    };

    private static async Task<int> Play(
        ScenarioCatalog catalog, PlayRequest request, PlayScreen screen, CancellationToken cancellation)
    {
        if (request.Refusal() is { } refusal)
        {
            screen.Complain(refusal);
            return ExitCodes.BadInput;
        }

        var names = request.Set switch
        {
            PlayedSet.All => catalog.List().Select(line => line.Name).Except(catalog.Famous()).ToArray(),
            PlayedSet.Famous => [.. catalog.Famous()],
            _ => [request.Scenario!],
        };
        var cases = names.SelectMany(name => request.Seeds!.Select(seed => (Name: name, Seed: seed))).ToArray();
        var read = names.Select(name => Read(catalog, name, request.Seeds![0])).FirstOrDefault(one => !one.IsValid);
        if (read is not null)
        {
            screen.Complain(read.Problems);
            return ExitCodes.BadInput;
        }

        if (request.Zoom is not null
            && cases.Select(one => ZoomOption.Apply(Read(catalog, one.Name, one.Seed).Value!, request.Zoom).Refusal)
                .FirstOrDefault(reason => reason is not null) is { } reason)
        {
            screen.Complain(reason);
            return ExitCodes.BadInput;
        }

        var reports = new List<RunReport>(cases.Length);
        await foreach (var (scenario, report) in Runs(catalog, cases, request, screen, cancellation))
        {
            reports.Add(report);
            screen.Finished(scenario, report, isOneOfMany: cases.Length > 1, request.Set);
            if (request.Journal is { } file
                && ResultFile.Write(file, ChaosJournal.Write(scenario, report)) is { } refused)
            {
                screen.Complain(refused);
                return ExitCodes.BadInput;
            }
        }

        screen.Summarize(reports, request.Set);
        return reports.Count(Passed) >= request.AtLeast * reports.Count ? ExitCodes.Done : ExitCodes.ExpectationFailed;
    }

    /// <summary>Plays the cases, several at a time, and hands the reports on in the order of the cases.</summary>
    private static async IAsyncEnumerable<(Scenario Scenario, RunReport Report)> Runs(
        ScenarioCatalog catalog, (string Name, ulong Seed)[] cases, PlayRequest request, PlayScreen screen,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var room = new SemaphoreSlim(request.Jobs);
        var running = cases.Select(one => Task.Run(
            async () =>
            {
                await room.WaitAsync(stop.Token);
                try
                {
                    var (scenario, _) = ZoomOption.Apply(Read(catalog, one.Name, one.Seed).Value!, request.Zoom);
                    scenario = scenario with { Traces = request.World.Traces };
                    screen.Starting(scenario, one.Seed, cases.Length);
                    var pace = new Pace(request.World.Speed, cases.Length > 1 ? null : screen, request.Shards);
                    return (scenario, await Pacing.Play(scenario, one.Seed, pace, stop.Token));
                }
                finally
                {
                    room.Release();
                }
            },
            stop.Token)).ToArray();
        try
        {
            foreach (var run in running)
            {
                yield return await run;
            }
        }
        finally
        {
            // Whoever stops listening must not leave runs behind.
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Whether every expectation held, known deviations apart.</summary>
    internal static bool Passed(RunReport report) => report.Expectations.All(result => result.IsAccepted);

    /// <summary>Reads a scenario of the catalogue, or of a file.</summary>
    internal static Parsed<Scenario> Read(ScenarioCatalog catalog, string scenario, ulong seed)
    {
        var path = Directory.Exists(scenario) ? Path.Combine(scenario, ScenarioFormat.FileName) : scenario;
        return catalog.Read(scenario, seed)
            ?? (File.Exists(path)
                ? ScenarioFormat.ReadFile(path, seed)
                : new Parsed<Scenario>(null, [new Problem(
                    scenario, 0, 0, "", "there is no scenario of this name and no such file; see aiopstwin list")]));
    }

    private sealed record PlayRequest(
        string? Scenario, PlayedSet Set, List<ulong>? Seeds, int Jobs, (double Speed, int Traces) World)
    {
        /// <summary>Entities to zoom into, as written; null for what the scenario says.</summary>
        public string? Zoom { get; init; }

        /// <summary>Pieces into which large steps of a world are cut.</summary>
        public int Shards { get; init; } = 1;

        /// <summary>File for the journal; null for none.</summary>
        public string? Journal { get; init; }

        /// <summary>Share of the runs that must hold.</summary>
        public double AtLeast { get; init; } = 1;

        /// <summary>True when all and the famous are asked for at once.</summary>
        public bool IsBoth { get; init; }

        private bool IsOne => Set == PlayedSet.One;

        /// <summary>Why it cannot be played; null when it can.</summary>
        public string? Refusal() => this switch
        {
            { Seeds: null } => "that is not a list of seeds; write for example 1-20 or 3,5,8",
            { World.Speed: not (>= 0 and < double.PositiveInfinity) } => "the speed is a number of at least 0",
            { World.Traces: < 0 or > WorldSettings.MostTraces } =>
                $"0 to {WorldSettings.MostTraces} requests can be followed in an interval",
            { AtLeast: not (> 0 and <= 1) } => "the share of runs that must hold is greater than 0 and at most 1",
            { Shards: < 1 or > ThreadCrew.MostShards } => $"a step is cut into 1 to {ThreadCrew.MostShards} shards",
            { Jobs: < 1 } => "at least one run must be played at a time",
            { IsBoth: true } => "either --all or --famous, not both",
            { IsOne: true, Scenario: null } => "which scenario? Name one, or say --all; see aiopstwin list",
            { IsOne: false, Scenario: not null } => "either a scenario or --all, not both",
            { IsOne: false, Zoom: not null } => "a zoom is into the entities of one scenario",
            { Journal: not null } when !IsOne || Seeds!.Count > 1 => "a journal is of one scenario and one seed",
            { Journal: { } file } when File.Exists(file) => $"{file} is already there; it was left as it is.",
            _ => null,
        };
    }
}
