using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Contracts.Twins;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>
/// Keeps alive what should run: the endless run of the default estate, the twin fed by ingest, and every run that is
/// under way. It asks again and again, so that they come back after a restart and after the silo they lived on died;
/// asking twice does no harm, so every silo of a cluster may do it.
/// </summary>
internal sealed partial class Keeper(
    IGrainFactory grains,
    IOptions<SiloOptions> options,
    IScenarioCatalog scenarios,
    IHostApplicationLifetime lifetime,
    ILogger<Keeper> log) : BackgroundService
{
    /// <summary>Id of the endless run that feeds the demo twin.</summary>
    public const string DemoRun = GrainKeys.DemoTwin;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HasStartedAsync(stoppingToken))
        {
            return;
        }

        using var timer = new PeriodicTimer(options.Value.KeepInterval);
        do
        {
            await TryAsync(options.Value.Demo, "the demo run", KeepDemoAsync);
            await TryAsync(options.Value.Live, "the live twin", KeepLiveAsync);
            await TryAsync(true, "the runs", () => grains.GetGrain<IRunListGrain>(IRunListGrain.Key).Keep());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task KeepLiveAsync() => grains.GetGrain<ITwinGrain>(GrainKeys.LiveTwin).Keep(TwinClock.Wall);

    private async Task KeepDemoAsync()
    {
        var run = grains.GetGrain<IRunGrain>(DemoRun);
        if ((await run.Status()).Stage == RunStage.None)
        {
            await StartDemoAsync(run);
        }

        await run.Keep();
    }

    private async Task StartDemoAsync(IRunGrain run)
    {
        var seed = (ulong)options.Value.DemoSeed;
        if (scenarios.Load(options.Value.DemoScenario, seed) is not { } scenario)
        {
            LogScenarioMissing(options.Value.DemoScenario);
            return;
        }

        var started = await run.Start(new RunCommand(
            scenario, seed, RunMode.Live, GrainKeys.DemoTwin, Speed: 1, IsPlaying: true, IsEndless: true));
        if (started.IsAccepted)
        {
            LogDemoStarted(scenario.Name, scenario.Estate.Topology.Entities.Length);
        }
        else
        {
            LogDemoRefused(started.Reason);
        }
    }

    private async Task TryAsync(bool isWanted, string what, Func<Task> keep)
    {
        if (!isWanted)
        {
            return;
        }

        try
        {
            await keep();
        }
#pragma warning disable CA1031 // Whatever went wrong (a silo died, the database is away), the next round tries again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogKeepFailed(failure, what);
        }
    }

    private async Task<bool> HasStartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        using var onStop = stoppingToken.Register(() => started.TrySetResult());
        await started.Task;
        return !stoppingToken.IsCancellationRequested;
    }

    [LoggerMessage(1101, LogLevel.Information, "Started the demo estate {Scenario} with {Entities} entities")]
    private partial void LogDemoStarted(string scenario, int entities);

    [LoggerMessage(1102, LogLevel.Warning, "The demo run was refused: {Reason}")]
    private partial void LogDemoRefused(string reason);

    [LoggerMessage(1103, LogLevel.Warning, "There is no scenario {Scenario}; the demo twin stays empty")]
    private partial void LogScenarioMissing(string scenario);

    [LoggerMessage(1104, LogLevel.Warning, "Could not look after {What}; tried again soon")]
    private partial void LogKeepFailed(Exception failure, string what);
}
