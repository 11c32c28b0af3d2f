using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios.Timelines;

namespace AiopsTwin.Silo.Api;

/// <summary>The past of runs: forks and comparisons.</summary>
internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/runs/{run}/fork", ForkAsync).Accepts<ForkBody>("application/json")
            .Produces<RunStatus>(StatusCodes.Status201Created)
            .WithSummary("Begins another run where this one stood at a past moment");
        api.MapGet("/runs/{run}/timeline", TimelineAsync).Produces<RunTimeline>()
            .WithSummary("What a rehearsal keeps of its past");

        // It tells what a script did, to the last request: that is for who may operate runs, not for every reader.
        api.MapGet("/runs/{run}/compare/{other}", CompareAsync).Produces<TimelineComparison>()
            .WithMetadata(new AccessNeed(AccessScope.Operate))
            .WithSummary("How another rehearsal differs from this one");
    }

    private static async Task<IResult> ForkAsync(string run, IGrainFactory grains, HttpContext context)
    {
        var body = await JsonBody<ForkBody>.ReadAsync(context);
        if (body.Value is not { } wanted)
        {
            return body.Refusal!;
        }

        if (await RunEndpoints.FindAsync(run, grains) is not { } status)
        {
            return RunEndpoints.Unknown(run);
        }

        var findings = new Findings();
        var fork = RunEndpoints.NameOf("$.fork", wanted.Fork ?? $"run-{Guid.CreateVersion7():n}", findings);
        var here = status.Position > TimeSpan.Zero ? status.Position : TimeSpan.Zero;
        var position = wanted.Position ?? here;
        if (position < TimeSpan.Zero || position > status.Duration)
        {
            findings.Add("$.position", $"must be 00:00:00 to {status.Duration}, and not beyond where the run stands");
        }

        var order = new RunForkOrder(fork, position)
        {
            Without = wanted.Without is null ? null : findings.Text("$.without", wanted.Without, 80),
            Inject = wanted.Fault is null ? null : Fault(wanted.Fault, findings),
            IsPlaying = wanted.IsPlaying ?? false,
        };
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        var decision = await grains.GetGrain<IRunGrain>(run).Fork(order);
        if (!decision.IsAccepted)
        {
            return Problems.Conflict("run", decision.Reason);
        }

        await grains.GetGrain<IRunListGrain>(IRunListGrain.Key).Add(fork);
        return Results.Created($"/api/v1/runs/{fork}", await grains.GetGrain<IRunGrain>(fork).Status());
    }

    private static FaultOrder Fault(FaultBody wanted, Findings findings) => new(
        findings.Text("$.fault.kind", wanted.Kind, 80),
        findings.Required("$.fault.target", wanted.Target),
        wanted.Magnitude,
        wanted.Duration ?? TimeSpan.FromMinutes(10));

    private static async Task<IResult> TimelineAsync(string run, IGrainFactory grains)
    {
        if (await RunEndpoints.FindAsync(run, grains) is null)
        {
            return RunEndpoints.Unknown(run);
        }

        return await grains.GetGrain<IRunGrain>(run).Timeline() is { } timeline
            ? Results.Ok(timeline)
            : Problems.Conflict("run", "a rehearsal has a timeline, once its world is built");
    }

    private static async Task<IResult> CompareAsync(string run, string other, IGrainFactory grains)
    {
        if (await RunEndpoints.FindAsync(run, grains) is null)
        {
            return RunEndpoints.Unknown(run);
        }

        if (await RunEndpoints.FindAsync(other, grains) is null)
        {
            return RunEndpoints.Unknown(other);
        }

        var found = await grains.GetGrain<IRunGrain>(run).Compare(other);
        return found.Comparison is { } comparison
            ? Results.Ok(comparison)
            : Problems.Conflict("run", found.Problem);
    }
}
