using AiopsTwin.TwinUi.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// The surface of the page stands where a host looks for it.
namespace AiopsTwin.TwinUi;

/// <summary>The whole surface of the page: two calls of a host.</summary>
public static class TwinUiHosting
{
    // Everything comes from this origin. 'unsafe-inline' is absent on purpose: the markup has no inline style or script.
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'";

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
        services.AddScoped<CircuitPresence>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<CircuitPresence>());
        return services;
    }

    /// <summary>Serves the page at the root of the site. A host that runs from its build output, not published and outside
    /// Development, has to call <c>UseStaticWebAssets</c>, or styles and scripts are not found.</summary>
    public static WebApplication MapTwinUi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseWhen(IsPageRequest, pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseAntiforgery();
        app.MapStaticAssets();
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        pages.Finally(endpoint => Guard(endpoint));
        return app;
    }

    private static bool IsPageRequest(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && context.Request.Headers.Accept.Any(accept =>
            accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    private static void Guard(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate;
        if (answer is null)
        {
            return;
        }

        endpoint.RequestDelegate = context =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return answer(context);
        };
    }
}
