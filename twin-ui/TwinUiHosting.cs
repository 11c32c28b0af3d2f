using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model.Diagram;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// The surface of the page stands where a host looks for it.
namespace AiopsTwin.TwinUi;

/// <summary>The whole surface of the page: two calls of a host.</summary>
public static class TwinUiHosting
{
    // Everything comes from this origin. 'unsafe-inline' is absent on purpose: the markup has no inline style or
    // script.
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'";

    private const string NotFoundText = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Not found · AiopsTwin</title>
        <link rel="stylesheet" href="/_content/AiopsTwin.TwinUi/twin.css"></head>
        <body><main><h1>Not found</h1><p>There is no page at this address.</p>
        <p><a href="/">Map</a> · <a href="/incidents">Incidents</a> · <a href="/runs">Runs</a></p></main></body>
        </html>
        """;

    /// <summary>Adds what the page needs. The host provides <c>IGrainFactory</c> and, where scenarios can be played, an
    /// <c>IScenarioCatalog</c>.</summary>
    public static IServiceCollection AddTwinUi(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITwinReader, OrleansTwinReader>();
        services.TryAddSingleton<ICommands, OrleansCommands>();
        services.TryAddSingleton<ITwinFeed, UiFeed>();
        services.TryAddSingleton<LayoutShelf>();
        AddRenderers(services);
        services.AddScoped<CircuitPresence>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<CircuitPresence>());
        return services;
    }

    /// <summary>Serves the page at the root of the site. A host that runs from its build output, not published and
    /// outside Development, has to call <c>UseStaticWebAssets</c>, or styles and scripts are not found.</summary>
    public static WebApplication MapTwinUi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseStatusCodePages(ForPeopleAsync);
        app.UseAntiforgery();
        app.MapStaticAssets();
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        var policy = app.Services.GetServices<TopologyRenderer>().Any(renderer => renderer.NeedsInlineStyles)
            ? ContentPolicy + "; style-src 'self' 'unsafe-inline'"
            : ContentPolicy;
        pages.Finally(endpoint => Guard(endpoint, policy));
        return app;
    }

    /// <summary>The page's own ways to draw a map. What a host registered before comes first.</summary>
    internal static void AddRenderers(IServiceCollection services) =>
        services
            .AddSingleton(new TopologyRenderer("svg", typeof(SvgDiagram), DiagramLayout.MostRead))
            .AddSingleton(new TopologyRenderer("canvas", typeof(CanvasDiagram), int.MaxValue));

    // A person who mistyped an address gets a way on; programs keep their bare answer.
    private static Task ForPeopleAsync(StatusCodeContext status) =>
        status.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound && IsPageRequest(status.HttpContext)
            ? AnswerNotFoundAsync(status.HttpContext.Response)
            : Task.CompletedTask;

    private static Task AnswerNotFoundAsync(HttpResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = ContentPolicy;
        return response.WriteAsync(NotFoundText);
    }

    private static bool IsPageRequest(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.Accept.Any(accept =>
            accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    private static void Guard(EndpointBuilder endpoint, string policy)
    {
        var answer = endpoint.RequestDelegate;
        if (answer is null)
        {
            return;
        }

        endpoint.RequestDelegate = context =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return answer(context);
        };
    }
}
