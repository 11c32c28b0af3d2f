using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>A body that was read, or the answer that says why not.</summary>
/// <param name="Value">The body.</param>
/// <param name="Refusal">The answer; null when the body stands.</param>
internal readonly record struct JsonBody<T>(T? Value, IResult? Refusal)
    where T : class
{
    /// <summary>Reads JSON. The body's size was limited by <see cref="RequestGuard"/> before.</summary>
    public static async Task<JsonBody<T>> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            return Refused(StatusCodes.Status415UnsupportedMediaType, "Content-Type", "send application/json");
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(request.Body, options, context.RequestAborted);
            return value is null
                ? Refused(StatusCodes.Status400BadRequest, "$", "the body is null")
                : new JsonBody<T>(value, null);
        }
        catch (JsonException failure)
        {
            var place = failure.LineNumber is { } line
                ? $" (line {line + 1}, byte {failure.BytePositionInLine + 1})"
                : "";
            var reason = JsonReasons.Of(failure, typeof(T)) + place;
            return Refused(StatusCodes.Status400BadRequest, failure.Path ?? "$", reason);
        }
        catch (BadHttpRequestException failure)
        {
            return Refused(failure.StatusCode, "body", failure.Message);
        }
    }

    private static JsonBody<T> Refused(int status, string field, string reason) =>
        new(null, Problems.Of(status, field, reason));
}
