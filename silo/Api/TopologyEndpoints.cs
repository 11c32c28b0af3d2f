using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>
/// A twin's topology, in the form of the estate file (YAML or JSON): what is exported here can be imported again and
/// checked by the command line. The version is the entity tag.
/// </summary>
internal static class TopologyEndpoints
{
    private const string Yaml = "application/yaml";
    private const int MaxRemovals = 10_000;
    private static readonly UTF8Encoding StrictText = new(false, throwOnInvalidBytes: true);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/topology", GetAsync).WithSummary("The graph, newest or at a version, as YAML or JSON")
            .Produces<string>(StatusCodes.Status200OK, "application/json", Yaml);
        api.MapPut("/twins/{twin}/topology", (string twin, HttpContext context) => ChangeAsync(twin, context, true))
            .WithMetadata(new AccessNeed(AccessScope.Ingest)).Produces<TopologyAnswer>()
            .WithSummary("Replaces the whole graph; If-Match guards the version");
        api.MapPatch("/twins/{twin}/topology", (string twin, HttpContext context) => ChangeAsync(twin, context, false))
            .WithMetadata(new AccessNeed(AccessScope.Ingest)).Produces<TopologyAnswer>()
            .WithSummary("Adds or replaces the parts given; ?remove=ID takes entities out");
    }

    private static async Task<IResult> GetAsync(string twin, long? version, HttpContext context)
    {
        var names = context.RequestServices.GetRequiredService<TwinNames>();
        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        if (await grains.GetGrain<ITwinGrain>(twin).Topology(version) is not { } topology)
        {
            return Problems.NotFound("version", $"version {version} of twin '{twin}' never was, or is no longer kept");
        }

        var tag = Tag(topology.Version);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var estate = new Estate(twin, topology, new WorldModel([], [], []));
        return context.Request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase)
            ? Results.Text(EstateFormat.WriteYaml(estate), Yaml, Encoding.UTF8)
            : Results.Text(EstateFormat.WriteJson(estate), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> ChangeAsync(string twin, HttpContext context, bool isReplacement)
    {
        if (!GrainKeys.IsValidName(twin))
        {
            return TwinNames.Unknown(twin);
        }

        if (TwinNames.WhyNotWritable(twin) is { } why)
        {
            return Problems.Conflict("twin", why);
        }

        var findings = new Findings();
        var expected = ReadIfMatch(context.Request, findings);
        var removals = ReadRemovals(context.Request, isReplacement, findings);
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        var (put, wrong) = await ReadTopologyAsync(context, mayBeEmpty: !removals.IsEmpty);
        if (wrong is not null)
        {
            return wrong;
        }

        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        var receipt = await grains.GetGrain<ITwinGrain>(twin).ApplyTopology(
            new TopologyCommand(put!, removals, isReplacement, expected, "api"));
        context.Response.Headers.ETag = Tag(receipt.Version);
        return Answer(receipt, expected);
    }

    private static IResult Answer(TopologyReceipt receipt, long? expected)
    {
        if (receipt.Problems.Length == 0)
        {
            return Results.Ok(new TopologyAnswer(
                receipt.Version, receipt.Added, receipt.Removed, receipt.LinksChanged));
        }

        return expected is { } version && version != receipt.Version
            ? Problems.Of(StatusCodes.Status412PreconditionFailed, "If-Match",
                $"the topology is at version {receipt.Version}, not {version}")
            : Problems.Of(StatusCodes.Status422UnprocessableEntity,
                [.. receipt.Problems.Take(100).Select(problem => new Problem("topology", problem))]);
    }

    private static async Task<(TopologySnapshot? Put, IResult? Refusal)> ReadTopologyAsync(
        HttpContext context, bool mayBeEmpty)
    {
        var type = context.Request.ContentType ?? "";
        var isEmpty = context.Request.ContentLength is 0 or null && type.Length == 0;
        if (isEmpty && mayBeEmpty)
        {
            return (TopologySnapshot.Empty, null);
        }

        if (!context.Request.HasJsonContentType() && !type.Contains("yaml", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Content-Type",
                "send application/yaml or application/json"));
        }

        string text;
        try
        {
            using var reader = new StreamReader(context.Request.Body, StrictText);
            text = await reader.ReadToEndAsync(context.RequestAborted);
        }
        catch (DecoderFallbackException failure)
        {
            return (null, Problems.BadRequest("body", $"is not UTF-8 ({failure.Message})"));
        }
        catch (BadHttpRequestException failure)
        {
            return (null, Problems.Of(failure.StatusCode, "body", failure.Message));
        }

        var most = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxBodyBytes;
        var limits = SourceLimits.Default with { MaxBytes = (int)Math.Min(int.MaxValue, most) };
        var parsed = EstateFormat.Parse(text, "body", limits: limits);
        return parsed.Value is { } estate
            ? (estate.Topology, null)
            : (null, Problems.Of(StatusCodes.Status400BadRequest,
                [.. parsed.Problems.Select(problem => new Problem(
                    problem.Field.Length == 0 ? "body" : problem.Field,
                    $"{problem.Reason} (line {problem.Line}, column {problem.Column})"))]));
    }

    private static long? ReadIfMatch(HttpRequest request, Findings findings)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header == "*")
        {
            return null;
        }

        if (header.StartsWith('"') && header.EndsWith('"')
            && long.TryParse(header.AsSpan(1, Math.Max(0, header.Length - 2)), NumberStyles.None,
                CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        findings.Add("If-Match", "must be a version in quotes, as the ETag of the topology");
        return null;
    }

    private static ImmutableArray<EntityId> ReadRemovals(HttpRequest request, bool isReplacement, Findings findings)
    {
        var removals = ImmutableArray.CreateBuilder<EntityId>();
        foreach (var text in request.Query["remove"].Take(MaxRemovals))
        {
            if (EntityId.TryParse(text, out var entity, out var reason))
            {
                removals.Add(entity);
            }
            else
            {
                findings.Add("remove", reason);
            }
        }

        if (isReplacement && removals.Count > 0)
        {
            findings.Add("remove", "a replacement leaves out what it does not name; use PATCH to remove");
        }

        return removals.ToImmutable();
    }

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
