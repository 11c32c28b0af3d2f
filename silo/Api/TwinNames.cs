using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Persistence;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Which twins there are, and which of them a caller may feed or move.</summary>
internal sealed class TwinNames(
    IGrainFactory grains, IEventStore events, RemoteWriteEndpoint remoteWrite, IOptions<SiloOptions> options)
{
    private const int Limit = 1000;

    /// <summary>Every twin with a stored event, those fed by runs, and those this process keeps; sorted.</summary>
    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(await events.TwinsAsync(Limit, cancellationToken), StringComparer.Ordinal);
        var runs = await grains.GetGrain<IRunListGrain>(IRunListGrain.Key).List();
        names.UnionWith(runs.Where(run => run.Mode == RunMode.Live && run.Twin.Length > 0).Select(run => run.Twin));
        if (options.Value.Demo)
        {
            names.Add(GrainKeys.DemoTwin);
        }

        if (options.Value.Live)
        {
            names.Add(GrainKeys.LiveTwin);
        }

        return [.. names];
    }

    /// <summary>The twin's numbers; null when there is no such twin.</summary>
    public async Task<TwinStatus?> FindAsync(string twin)
    {
        if (!GrainKeys.IsValidName(twin))
        {
            return null;
        }

        var status = await grains.GetGrain<ITwinGrain>(twin).Status();
        var isKept = twin is GrainKeys.DemoTwin or GrainKeys.LiveTwin;
        return status.TopologyVersion == 0 && status.Now is null && !isKept
            ? null
            : status;
    }

    /// <summary>Why nobody may write to a twin; null when everybody may.</summary>
    public static string? WhyNotWritable(string twin) => twin == GrainKeys.DemoTwin
        ? "the twin 'demo' is fed by its run; use another one"
        : null;

    /// <summary>Why nobody may move a twin's clock; null when everybody may.</summary>
    public string? WhyNotDriven(string twin) => WhyNotWritable(twin)
        ?? (twin == GrainKeys.LiveTwin || remoteWrite.Feeds(twin) ? $"the clock of '{twin}' is the wall clock" : null);

    public static IResult Unknown(string twin) => Problems.NotFound("twin", GrainKeys.IsValidName(twin)
        ? $"there is no twin '{twin}'"
        : GrainKeys.NoTwinId(twin));

    /// <summary>An entity id as it stands in an address.</summary>
    public static bool TryReadEntity(string text, out EntityId entity, out IResult refusal)
    {
        var isRead = EntityId.TryParse(Uri.UnescapeDataString(text), out entity, out var reason);
        refusal = isRead ? Results.Ok() : Problems.BadRequest("entity", reason!);
        return isRead;
    }
}
