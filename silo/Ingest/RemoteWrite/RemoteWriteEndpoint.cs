using System.Buffers;
using System.Collections.Concurrent;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Silo.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Receives Prometheus remote write 1.0.</summary>
internal sealed class RemoteWriteEndpoint(
    IngestGate gate,
    ITwinGateway gateway,
    IServiceProvider services,
    IOptions<IngestOptions> options,
    TimeProvider time) : IDisposable
{
    private const string SecondVersion = "io.prometheus.write.v2";

    private readonly IngestOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, Receiver> _receivers = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/write", context => ReceiveAsync(context, GrainKeys.LiveTwin))
            .WithMetadata(new AccessNeed(AccessScope.Ingest)).ExcludeFromDescription();
        endpoints.MapPost("/ingest/{twin}/api/v1/write",
            context => ReceiveAsync(context, (string)context.GetRouteValue("twin")!))
            .WithMetadata(new AccessNeed(AccessScope.Ingest)).ExcludeFromDescription();
    }

    /// <summary>True for a twin that remote write feeds through this process: its clock is the wall clock.</summary>
    public bool Feeds(string twin) => _receivers.ContainsKey(twin);

    public void Dispose()
    {
        foreach (var receiver in _receivers.Values)
        {
            receiver.Discovery.Dispose();
        }
    }

    private async Task ReceiveAsync(HttpContext context, string twin)
    {
        var started = time.GetTimestamp();
        var answer = await AnswerAsync(context, twin);
        await answer.ExecuteAsync(context);
        IngestMetrics.RequestSeconds.Record(time.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, string twin)
    {
        if (Refusal(context, twin) is { } refusal)
        {
            return refusal;
        }

        using var turn = await gate.EnterAsync(context.RequestAborted);
        if (turn is null)
        {
            context.Response.Headers.RetryAfter = "5";
            return Refuse(StatusCodes.Status503ServiceUnavailable, "busy", "too much is waiting; send it again in 5 s");
        }

        try
        {
            return await ReadBodyAsync(context, twin);
        }
        catch (MalformedBodyException failure)
        {
            return Refuse(StatusCodes.Status400BadRequest, "malformed", failure.Message);
        }
    }

    private IResult? Refusal(HttpContext context, string twin)
    {
        var request = context.Request;
        if (!GrainKeys.IsValidName(twin))
        {
            return Refuse(StatusCodes.Status400BadRequest, "twin", GrainKeys.NoTwinId(twin));
        }

        if (!_receivers.ContainsKey(twin) && _receivers.Count >= _options.MaxTwins)
        {
            return Refuse(StatusCodes.Status400BadRequest, "twin_limit",
                $"{_options.MaxTwins} twins are fed already (Ingest:MaxTwins)");
        }

        if (twin == GrainKeys.DemoTwin)
        {
            return Refuse(
                StatusCodes.Status400BadRequest, "twin", "the twin 'demo' is fed by its run; use another one");
        }

        var type = request.ContentType ?? "";
        if (!type.StartsWith("application/x-protobuf", StringComparison.OrdinalIgnoreCase)
            || type.Contains(SecondVersion, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "type",
                "send application/x-protobuf with a prometheus.WriteRequest (remote write 1.0)");
        }

        if (!string.Equals(request.Headers.ContentEncoding, "snappy", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "encoding", "send Content-Encoding: snappy");
        }

        return request.ContentLength > _options.MaxCompressedBytes
            ? TooLarge(context,
                $"the body has {request.ContentLength} bytes; at most {_options.MaxCompressedBytes} are taken")
            : null;
    }

    private async Task<IResult> ReadBodyAsync(HttpContext context, string twin)
    {
        // The limit is ours to keep, and may be higher than the server's own.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > _options.MaxCompressedBytes)
            {
                return TooLarge(context, $"the body has more than {_options.MaxCompressedBytes} bytes");
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var length = (int)read.Buffer.Length;
            var body = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
            try
            {
                read.Buffer.CopyTo(body);
                reader.AdvanceTo(read.Buffer.End);
                return await HandOverAsync(body.AsMemory(0, length), twin, context);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(body);
            }
        }
    }

    private async Task<IResult> HandOverAsync(
        ReadOnlyMemory<byte> compressed, string twin, HttpContext context)
    {
        // A name that only ever came with bodies nobody can read must not take a place.
        var known = _receivers.GetValueOrDefault(twin);
        var decoder = known?.Decoder ?? new RemoteWriteDecoder(_options, time);
        DecodedWrite write;
        using (var body = SnappyBody.Decompress(compressed.Span, _options.MaxDecompressedBytes))
        {
            if (body is null)
            {
                return TooLarge(context, $"the body declares more than {_options.MaxDecompressedBytes} bytes");
            }

            write = decoder.Decode(body.Span);
        }

        var receiver = known ?? _receivers.GetOrAdd(twin, name =>
            new Receiver(decoder, ActivatorUtilities.CreateInstance<Discovery>(services, name)));
        var batches = await receiver.Discovery.AdmitAsync(write);
        if (batches.Length > 0)
        {
            var receipt = await gateway.Observe(twin, batches, context.RequestAborted);
            IngestMetrics.Samples(batches.Sum(batch => batch.Samples.Length + batch.Histograms.Length));
            if (receipt.Unresolved > 0)
            {
                receiver.Discovery.Renew();
            }
        }

        return Results.NoContent();
    }

    private static IResult TooLarge(HttpContext context, string reason)
    {
        IngestMetrics.Refused("too_large");
        return Problems.TooLarge(context, "body", reason);
    }

    private static IResult Refuse(int status, string counted, string reason)
    {
        IngestMetrics.Refused(counted);
        return Problems.Of(status, "body", reason);
    }

    private sealed record Receiver(RemoteWriteDecoder Decoder, Discovery Discovery);
}
