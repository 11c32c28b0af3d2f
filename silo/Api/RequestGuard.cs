using System.Net;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Ingest;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>
/// Who may ask. On loopback any program of this machine may, but no web page that a browser of this machine happens to
/// show: a page elsewhere must not reach the API by a name that resolves to loopback (the Host header is checked), nor
/// post to it (the Origin header is). Beyond loopback a token is needed, with the scope of what is asked.
/// </summary>
internal sealed class RequestGuard
{
    private readonly RequestDelegate _next;
    private readonly ApiOptions _options;
    private readonly AccessBook _tokens;
    private readonly bool _isLoopbackOnly;

    public RequestGuard(RequestDelegate next, IOptions<ApiOptions> options, IConfiguration configuration)
    {
        _next = next;
        _options = options.Value;
        _tokens = new AccessBook(_options);
        _isLoopbackOnly = ListenerRules.Urls(configuration).All(ListenerRules.IsLoopback);
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return _next(context);
        }

        if (Refusal(context) is { } refusal)
        {
            IngestMetrics.Refused("guard");
            return refusal.ExecuteAsync(context);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = _options.MaxBodyBytes;
        }

        return _next(context);
    }

    private IResult? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (_isLoopbackOnly && !IsOwnHost(request.Host.Host))
        {
            return Problems.Of(StatusCodes.Status421MisdirectedRequest, "Host",
                "this process answers to loopback names only; add others to Api:AllowedHosts");
        }

        if (ChangesSomething(request) && IsFromElsewhere(request))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "Origin", "pages of other origins may not send this");
        }

        if (!_tokens.IsEmpty && Denial(context) is { } denial)
        {
            return denial;
        }

        // The size of remote write has a limit of its own, kept by its receiver.
        return request.ContentLength > _options.MaxBodyBytes && !IsRemoteWrite(request)
            ? Problems.TooLarge(context, "Content-Length",
                $"the body has {request.ContentLength} bytes; at most {_options.MaxBodyBytes} are taken")
            : null;
    }

    private bool IsOwnHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || _options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private IResult? Denial(HttpContext context)
    {
        if (_tokens.Find(context.Request) is not { } token)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"aiopstwin\", charset=\"UTF-8\"";
            return Problems.Of(StatusCodes.Status401Unauthorized, "Authorization", "an access token is needed");
        }

        var needed = AccessNeed.Of(context);
        return token.Allows(needed)
            ? null
            : Problems.Of(StatusCodes.Status403Forbidden, "Authorization",
                $"the token '{token.Name}' has not the scope {needed}, which this needs");
    }

    // A web socket begins with a GET and is not held back by the browser, so it counts as one that changes something.
    private static bool ChangesSomething(HttpRequest request) =>
        request.Method is not ("GET" or "HEAD" or "OPTIONS")
        || request.Headers.Upgrade.Count > 0;

    private static bool IsFromElsewhere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "cross-site" or "same-site")
        {
            return true;
        }

        var origin = request.Headers.Origin.ToString();
        // A proxy in front may have turned https into http, so only the authority is compared.
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsRemoteWrite(HttpRequest request) =>
        request.Path.Value?.EndsWith("/api/v1/write", StringComparison.Ordinal) == true;
}
