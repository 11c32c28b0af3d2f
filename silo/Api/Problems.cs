namespace AiopsTwin.Silo.Api;

/// <summary>Every error of this process has one shape: problem+json with the field at fault and the reason.</summary>
internal static class Problems
{
    public static IResult Of(int status, string field, string reason) => Of(status, [new Problem(field, reason)]);

    public static IResult Of(int status, IReadOnlyList<Problem> problems) => Results.Problem(
        statusCode: status,
        detail: problems.Count == 1 ? problems[0].Reason : $"{problems.Count} problems",
        extensions: new Dictionary<string, object?> { ["problems"] = problems });

    public static IResult NotFound(string field, string reason) => Of(StatusCodes.Status404NotFound, field, reason);

    public static IResult BadRequest(string field, string reason) => Of(StatusCodes.Status400BadRequest, field, reason);

    public static IResult Conflict(string field, string reason) => Of(StatusCodes.Status409Conflict, field, reason);
}

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Where: a JSON path, a parameter, a header, or <c>body</c>.</param>
/// <param name="Reason">What is wrong, in a sentence.</param>
internal sealed record Problem(string Field, string Reason);
