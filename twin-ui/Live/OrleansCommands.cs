using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.TwinUi.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Carries a person's commands to the grains.</summary>
internal sealed class OrleansCommands(IGrainFactory grains, IServiceProvider services) : ICommands
{
    private readonly IScenarioCatalog? _catalog = services.GetService<IScenarioCatalog>();

    public async Task<StartedRun> StartRun(string scenario, ulong seed, RunMode mode)
    {
        var script = _catalog?.Load(scenario, seed);
        if (script is null)
        {
            return new StartedRun("", Decision.Refused($"There is no scenario named '{scenario}'."));
        }

        var run = NewRunId(script);
        var command = new RunCommand(
            script,
            seed,
            mode,
            Twin: mode == RunMode.Live ? run : "",
            Speed: 60,
            IsPlaying: false,
            IsEndless: false);
        var decision = await grains.GetGrain<IRunGrain>(run).Start(command);
        if (!decision.IsAccepted)
        {
            return new StartedRun("", decision);
        }

        await grains.GetGrain<IRunListGrain>(IRunListGrain.Key).Add(run);
        return new StartedRun(run, decision);
    }

    public Task<Decision> Play(string run) => Run(run).Play();

    public Task<Decision> Pause(string run) => Run(run).Pause();

    public Task<Decision> SetSpeed(string run, double speed) => Run(run).SetSpeed(speed);

    public Task<Decision> Seek(string run, TimeSpan position) => Run(run).Seek(position);

    public Task<Decision> Stop(string run) => Run(run).Stop();

    public Task<Decision> Inject(string run, FaultOrder order) => Run(run).Inject(order);

    public Task<Decision> CloseIncident(string view, string incident, string who, string why) =>
        ViewKey.TwinOf(view) is { } twin
            ? grains.GetGrain<ITwinGrain>(twin).CloseIncident(incident, who, why)
            : Task.FromResult(
                Decision.Refused("Incidents of a run belong to its record and cannot be closed by hand."));

    public async Task<Decision> Say(string view, OperatorWord word)
    {
        if (ViewKey.TwinOf(view) is not { } twin)
        {
            return Decision.Refused("A run is what it was; only a twin can be told something.");
        }

        var receipt = await grains.GetGrain<ITwinGrain>(twin).Say(word);
        return receipt.IsAccepted ? Decision.Accepted : Decision.Refused(receipt.Reason);
    }

    private IRunGrain Run(string run) => grains.GetGrain<IRunGrain>(run);

    // Run ids are read aloud and typed: the scenario's name, then enough chance never to meet another run.
    private static string NewRunId(Scenario script)
    {
        var name = script.Name.Length > 48 ? script.Name[..48] : script.Name;
        return $"{name}-{Guid.NewGuid().ToString("N")[..8]}";
    }
}
