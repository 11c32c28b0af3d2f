using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Silo.Api;

/// <summary>Scenarios and runs.</summary>
internal static class RunEndpoints
{
    private const double MaxSpeed = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/scenarios", (IScenarioCatalog scenarios) =>
                Results.Ok(new Page<ScenarioLine>(scenarios.List(), null)))
            .Produces<Page<ScenarioLine>>().WithSummary("The catalogue");
        api.MapGet("/runs", async (IGrainFactory grains) => Results.Ok(new Page<RunStatus>(
                await grains.GetGrain<IRunListGrain>(IRunListGrain.Key).List(), null)))
            .Produces<Page<RunStatus>>().WithSummary("Runs, newest first");
        api.MapPost("/runs", StartAsync).Accepts<RunBody>("application/json")
            .Produces<RunStatus>(StatusCodes.Status201Created).WithSummary("Starts a run of a scenario");
        api.MapGet("/runs/{run}", GetAsync).Produces<RunStatus>().WithSummary("Where a run stands");
        api.MapGet("/runs/{run}/report", ReportAsync).Produces<RunReport>().WithSummary("The report of an ended run");
        api.MapGet("/runs/{run}/faults", FaultsAsync).Produces<Page<FaultOffer>>()
            .WithSummary("The faults that can be injected into ?target=KIND:NAME");
        api.MapPost("/runs/{run}/faults", InjectAsync).Accepts<FaultBody>("application/json")
            .Produces<RunStatus>().WithSummary("Injects a fault at the next tick");
        api.MapPost("/runs/{run}/play", (string run, IGrainFactory grains) => ActAsync(run, grains, g => g.Play()))
            .Produces<RunStatus>().WithSummary("Lets the virtual clock run");
        api.MapPost("/runs/{run}/pause", (string run, IGrainFactory grains) => ActAsync(run, grains, g => g.Pause()))
            .Produces<RunStatus>().WithSummary("Stops the virtual clock");
        api.MapPost("/runs/{run}/stop", (string run, IGrainFactory grains) => ActAsync(run, grains, g => g.Stop()))
            .Produces<RunStatus>().WithSummary("Ends the run for good");
        api.MapPost("/runs/{run}/speed", SpeedAsync).Accepts<SpeedBody>("application/json")
            .Produces<RunStatus>().WithSummary("Virtual seconds per wall second");
        api.MapPost("/runs/{run}/seek", SeekAsync).Accepts<SeekBody>("application/json")
            .Produces<RunStatus>().WithSummary("Moves to an offset from the start");
        TimelineEndpoints.Map(api);
    }

    private static async Task<IResult> FaultsAsync(string run, string? target, IGrainFactory grains)
    {
        if (!TwinNames.TryReadEntity(target ?? "", out var id, out var refusal))
        {
            return refusal;
        }

        return await FindAsync(run, grains) is null
            ? Unknown(run)
            : Results.Ok(new Page<FaultOffer>(await grains.GetGrain<IRunGrain>(run).Faults(id), null));
    }

    private static async Task<IResult> InjectAsync(string run, IGrainFactory grains, HttpContext context)
    {
        var body = await JsonBody<FaultBody>.ReadAsync(context);
        if (body.Value is not { } wanted)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var kind = findings.Text("$.kind", wanted.Kind, 80);
        var target = findings.Required("$.target", wanted.Target);
        var duration = wanted.Duration ?? TimeSpan.FromMinutes(10);
        return findings.Refusal ?? await ActAsync(
            run, grains, grain => grain.Inject(new FaultOrder(kind, target, wanted.Magnitude, duration)));
    }

    private static async Task<IResult> StartAsync(IGrainFactory grains, IScenarioCatalog scenarios, HttpContext context)
    {
        var body = await JsonBody<RunBody>.ReadAsync(context);
        if (body.Value is not { } wanted)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var name = findings.Text("$.scenario", wanted.Scenario, 80);
        var run = NameOf("$.run", wanted.Run ?? $"run-{Guid.CreateVersion7():n}", findings);
        var mode = wanted.Mode ?? RunMode.Rehearsal;
        var twin = mode == RunMode.Live ? NameOf("$.twin", wanted.Twin ?? run, findings) : "";
        var speed = CheckSpeed("$.speed", wanted.Speed ?? 1, findings);
        if (twin is GrainKeys.DemoTwin or GrainKeys.LiveTwin)
        {
            findings.Add("$.twin", $"'{twin}' is kept by this process; use another one");
        }

        if (wanted.Traces is < 0 or > WorldSettings.MostTraces)
        {
            findings.Add("$.traces", $"must be 0 to {WorldSettings.MostTraces}");
        }

        var seed = wanted.Seed ?? 1;
        var scenario = findings.Refusal is null ? Load(scenarios, name, seed, findings) : null;
        if (scenario is null)
        {
            return findings.Refusal!;
        }

        scenario = scenario with
        {
            Traces = wanted.Traces ?? scenario.Traces,
            Zoom = wanted.Zoom ?? scenario.Zoom,
        };
        CheckZoom(scenario, findings);
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        var decision = await grains.GetGrain<IRunGrain>(run).Start(
            new RunCommand(scenario, seed, mode, twin, speed, wanted.IsPlaying ?? true, IsEndless: false));
        if (!decision.IsAccepted)
        {
            return Problems.Conflict("$.run", decision.Reason);
        }

        await grains.GetGrain<IRunListGrain>(IRunListGrain.Key).Add(run);
        return Results.Created($"/api/v1/runs/{run}", await grains.GetGrain<IRunGrain>(run).Status());
    }

    private static void CheckZoom(Scenario scenario, Findings findings)
    {
        var working = scenario.Estate.World.Processes.Select(process => process.Entity).ToHashSet();
        for (var i = 0; i < scenario.Zoom.Length; i++)
        {
            if (!working.Contains(scenario.Zoom[i]))
            {
                findings.Add($"$.zoom[{i}]", $"'{scenario.Zoom[i]}' is no entity of the estate that has a process");
            }
        }
    }

    private static Scenario? Load(IScenarioCatalog scenarios, string name, ulong seed, Findings findings)
    {
        try
        {
            var scenario = scenarios.Load(name, seed);
            if (scenario is null)
            {
                findings.Add("$.scenario", $"there is no scenario '{name}'");
            }

            return scenario;
        }
        catch (InvalidDataException failure)
        {
            findings.Add("$.scenario", failure.Message);
            return null;
        }
    }

    private static async Task<IResult> GetAsync(string run, IGrainFactory grains) =>
        await FindAsync(run, grains) is { } status ? Results.Ok(status) : Unknown(run);

    private static async Task<IResult> ReportAsync(string run, IGrainFactory grains)
    {
        if (await FindAsync(run, grains) is not { } status)
        {
            return Unknown(run);
        }

        return await grains.GetGrain<IRunGrain>(run).Report() is { } report
            ? Results.Ok(report)
            : Problems.Conflict("run", $"the run is {status.Stage}; its report is there when it has ended");
    }

    private static async Task<IResult> SpeedAsync(string run, IGrainFactory grains, HttpContext context)
    {
        var body = await JsonBody<SpeedBody>.ReadAsync(context);
        var findings = new Findings();
        var speed = CheckSpeed("$.speed", findings.Required("$.speed", body.Value?.Speed), findings);
        return body.Refusal ?? findings.Refusal ?? await ActAsync(run, grains, grain => grain.SetSpeed(speed));
    }

    private static async Task<IResult> SeekAsync(string run, IGrainFactory grains, HttpContext context)
    {
        var body = await JsonBody<SeekBody>.ReadAsync(context);
        var findings = new Findings();
        var position = findings.Required("$.position", body.Value?.Position);
        if (await FindAsync(run, grains) is { } status && (position < TimeSpan.Zero || position > status.Duration))
        {
            findings.Add("$.position", $"must be 00:00:00 to {status.Duration}");
        }

        return body.Refusal ?? findings.Refusal ?? await ActAsync(run, grains, grain => grain.Seek(position));
    }

    private static async Task<IResult> ActAsync(string run, IGrainFactory grains, Func<IRunGrain, Task<Decision>> act)
    {
        if (await FindAsync(run, grains) is null)
        {
            return Unknown(run);
        }

        var grain = grains.GetGrain<IRunGrain>(run);
        var decision = await act(grain);
        return decision.IsAccepted ? Results.Ok(await grain.Status()) : Problems.Conflict("run", decision.Reason);
    }

    /// <summary>Where a run stands; null when there is none of that id.</summary>
    internal static async Task<RunStatus?> FindAsync(string run, IGrainFactory grains) => GrainKeys.IsValidName(run)
        && await grains.GetGrain<IRunGrain>(run).Status() is { Stage: not RunStage.None } status ? status : null;

    private static double CheckSpeed(string field, double speed, Findings findings)
    {
        if (speed != 0 && !(speed is >= 0.25 and <= MaxSpeed))
        {
            findings.Add(field, $"must be 0 (as fast as possible) or 0.25 to {MaxSpeed}");
        }

        return speed;
    }

    /// <summary>A run id that can be one.</summary>
    internal static string NameOf(string field, string name, Findings findings)
    {
        if (!GrainKeys.IsValidName(name))
        {
            findings.Add(field, $"'{name}' must be {GrainKeys.NameRule}");
        }

        return name;
    }

    /// <summary>The answer about a run that is not there.</summary>
    internal static IResult Unknown(string run) => Problems.NotFound("run", $"there is no run '{run}'");
}
