using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Loads;

namespace AiopsTwin.Silo.Api;

/// <summary>What an architect asks of the simulated world of a run, or of the run that feeds a twin.</summary>
internal static class QuestionEndpoints
{
    /// <summary>Puts a question that was read to the grain that answers it.</summary>
    private delegate Task<WorldAnswer<T>> Asking<T>(IQuestionGrain grain, CancellationToken cancellation)
        where T : class;

    public static void Map(RouteGroupBuilder api)
    {
        Describe<BlastRadiusBody, HarmAnswer>(
            "Who is hit when something goes wrong: time to impact, lost requests, objectives that burn",
            api.MapPost("/runs/{run}/questions/blast-radius", OfRun<BlastRadiusBody, HarmAnswer>(BlastRadius)),
            api.MapPost("/twins/{twin}/questions/blast-radius", OfTwin<BlastRadiusBody, HarmAnswer>(BlastRadius)));
        Describe<ContingencyBody, ContingencyAnswer>(
            "Everything lost in turn, and pairs, by what users lose",
            api.MapPost("/runs/{run}/questions/contingency", OfRun<ContingencyBody, ContingencyAnswer>(Contingency)),
            api.MapPost(
                "/twins/{twin}/questions/contingency", OfTwin<ContingencyBody, ContingencyAnswer>(Contingency)));
        Describe<HeadroomBody, HeadroomAnswer>(
            "How much more work each service carries, and what gives first",
            api.MapPost("/runs/{run}/questions/headroom", OfRun<HeadroomBody, HeadroomAnswer>(Headroom)),
            api.MapPost("/twins/{twin}/questions/headroom", OfTwin<HeadroomBody, HeadroomAnswer>(Headroom)));
        Describe<CollapseBody, CollapseAnswer>(
            "From which load and retry policy a service does not come back after a spike, and what helps",
            api.MapPost("/runs/{run}/questions/collapse", OfRun<CollapseBody, CollapseAnswer>(Collapse)),
            api.MapPost("/twins/{twin}/questions/collapse", OfTwin<CollapseBody, CollapseAnswer>(Collapse)));
    }

    /// <summary>A question is a POST for its body; it changes nothing, so whoever may read may ask.</summary>
    private static void Describe<TBody, TAnswer>(string summary, params ReadOnlySpan<RouteHandlerBuilder> routes)
        where TBody : class
    {
        foreach (var route in routes)
        {
            route.Accepts<TBody>("application/json").Produces<TAnswer>()
                .WithMetadata(new AccessNeed(AccessScope.Read)).WithSummary(summary);
        }
    }

    private static Asking<HarmAnswer> BlastRadius(BlastRadiusBody body, Findings findings)
    {
        var question = body.Read(findings);
        return (grain, stop) => grain.BlastRadius(question, stop);
    }

    private static Asking<ContingencyAnswer> Contingency(ContingencyBody body, Findings findings)
    {
        var question = body.Read();
        return (grain, stop) => grain.Contingency(question, stop);
    }

    private static Asking<HeadroomAnswer> Headroom(HeadroomBody body, Findings findings)
    {
        var question = body.Read();
        return (grain, stop) => grain.Headroom(question, stop);
    }

    private static Asking<CollapseAnswer> Collapse(CollapseBody body, Findings findings)
    {
        var question = body.Read(findings);
        return (grain, stop) => grain.Collapse(question, stop);
    }

    private static Func<string, IGrainFactory, HttpContext, Task<IResult>> OfRun<TBody, TAnswer>(
        Func<TBody, Findings, Asking<TAnswer>> read)
        where TBody : class
        where TAnswer : class => (run, grains, context) => AskAsync(run, grains, context, read);

    private static Func<string, TwinNames, IGrainFactory, HttpContext, Task<IResult>> OfTwin<TBody, TAnswer>(
        Func<TBody, Findings, Asking<TAnswer>> read)
        where TBody : class
        where TAnswer : class => async (twin, names, grains, context) =>
            await names.FindAsync(twin) is null ? TwinNames.Unknown(twin)
            : await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Snapshot() is { Run: { } feeding }
                ? await AskAsync(feeding.Run, grains, context, read)
                : Problems.Conflict(
                    "twin",
                    $"no simulated world feeds twin '{twin}', so nothing tells how it behaves: fit one with "
                        + $"GET /api/v1/twins/{twin}/fit, or write one, and ask that file with the aiopstwin command");

    private static async Task<IResult> AskAsync<TBody, TAnswer>(
        string run, IGrainFactory grains, HttpContext context,
        Func<TBody, Findings, Asking<TAnswer>> read)
        where TBody : class
        where TAnswer : class
    {
        var body = await JsonBody<TBody>.ReadAsync(context);
        if (body.Value is not { } wanted)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var ask = read(wanted, findings);
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!GrainKeys.IsValidName(run))
        {
            return RunEndpoints.Unknown(run);
        }

        var answer = await ask(grains.GetGrain<IQuestionGrain>(run), context.RequestAborted);
        return answer.Refusal switch
        {
            WorldRefusal.None => Results.Ok(answer.Answer),
            WorldRefusal.Unknown => RunEndpoints.Unknown(run),
            WorldRefusal.Unanswerable => Problems.BadRequest("question", answer.Problem),
            WorldRefusal.Busy => Problems.Of(StatusCodes.Status429TooManyRequests, "question", answer.Problem),
            _ => Problems.Of(StatusCodes.Status503ServiceUnavailable, "question", answer.Problem),
        };
    }
}
