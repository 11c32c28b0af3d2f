using Microsoft.AspNetCore.Mvc;

namespace AiopsTwin.Silo.Api;

/// <summary>Every error of this process has one shape: problem+json with the field at fault and the reason.</summary>
internal static class Problems
{
    public static IResult Of(int status, string field, string reason) => Of(status, [new Problem(field, reason)]);

    public static IResult Of(int status, IReadOnlyList<Problem> problems) => Results.Problem(
        statusCode: status,
        detail: problems.Count == 1 ? problems[0].Reason : $"{problems.Count} problems",
        extensions: new Dictionary<string, object?> { ["problems"] = problems });

    /// <summary>Gives an error that the framework itself answered the shape of all others.</summary>
    public static void Complete(ProblemDetails details)
    {
        var field = details.Status switch
        {
            StatusCodes.Status404NotFound => "address",
            StatusCodes.Status405MethodNotAllowed => "method",
            StatusCodes.Status415UnsupportedMediaType => "Content-Type",
            StatusCodes.Status400BadRequest => "query",
            _ => "request",
        };
        var reason = details.Detail ?? details.Status switch
        {
            StatusCodes.Status404NotFound => "there is nothing at this address; /openapi/v1.json says what there is",
            StatusCodes.Status405MethodNotAllowed => "the address does not take this method",
            StatusCodes.Status415UnsupportedMediaType => "send application/json",
            StatusCodes.Status400BadRequest => "a parameter of the address is missing or cannot be read",
            _ => details.Title ?? "refused",
        };
        details.Extensions.TryAdd("problems", new[] { new Problem(field, reason) });
    }

    /// <summary>A body that is too large is not read, so the connection it hangs in cannot be used again.</summary>
    public static IResult TooLarge(HttpContext context, string field, string reason)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return Of(StatusCodes.Status413PayloadTooLarge, field, reason);
    }

    public static IResult NotFound(string field, string reason) => Of(StatusCodes.Status404NotFound, field, reason);

    /// <summary>What was there once and is not kept any more.</summary>
    public static IResult Gone(string field, string reason) => Of(StatusCodes.Status410Gone, field, reason);

    public static IResult BadRequest(string field, string reason) => Of(StatusCodes.Status400BadRequest, field, reason);

    public static IResult Conflict(string field, string reason) => Of(StatusCodes.Status409Conflict, field, reason);
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Where: a JSON path, a parameter, a header, or <c>body</c>.</param>
/// <param name="Reason">What is wrong, in a sentence.</param>
internal sealed record Problem(string Field, string Reason);
