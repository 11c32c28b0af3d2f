using System.Collections.Immutable;
using System.Text;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Engine.World.Proofs;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Silo.Api;

/// <summary>A world fitted to what a live twin learned, as an estate file that can be simulated and rehearsed
/// on.</summary>
internal static class FitEndpoints
{
    private const string Yaml = "application/yaml";

    // What a telemetry interval usually is; a fit of means depends on it in nothing but the length of its samples.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Entities tell of series that have a sample in the window they are asked about; slow ones report every five
    // minutes. What is usual is what was so before it.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/twins/{twin}/fit", GetAsync)
        .Produces<string>(StatusCodes.Status200OK, Yaml).WithSummary(
            "The estate as the twin learned it, ready to be simulated: what is usual of everybody, with residuals");

    private static async Task<IResult> GetAsync(string twin, HttpContext context)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<TwinNames>().FindAsync(twin) is not { } status)
        {
            return TwinNames.Unknown(twin);
        }

        var grains = services.GetRequiredService<IGrainFactory>();
        var topology = await grains.GetGrain<ITwinGrain>(twin).Topology(null) ?? TopologySnapshot.Empty;
        if (topology.Entities.Length > WorldProver.MostEntities)
        {
            return Problems.Conflict("twin", $"a world is fitted to {WorldProver.MostEntities} entities at most");
        }

        var now = status.Now ?? DateTimeOffset.UnixEpoch + Window;
        var time = FaultFreeTime.Learned(twin, Interval, await EvidenceAsync(twin, topology, now, grains));
        return time.Works.IsEmpty
            ? Problems.Conflict("twin", $"nobody of twin '{twin}' has told of requests for long enough")
            : Results.Text(
                FittedEstate.Write(FittedWorld.Of(topology, time, [time]), $"what twin {twin} held usual at {now:u}"),
                Yaml, Encoding.UTF8);
    }

    private static async Task<ImmutableArray<EntityEvidence>> EvidenceAsync(
        string twin, TopologySnapshot topology, DateTimeOffset now, IGrainFactory grains)
    {
        var evidence = await Task.WhenAll(topology.Entities
            .Where(entity => entity.Id.Kind is EntityKind.Service or EntityKind.Datastore or EntityKind.Queue
                or EntityKind.External)
            .Select(entity => grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity.Id))
                .Evidence(now - Window, now)));
        return [.. evidence];
    }
}
