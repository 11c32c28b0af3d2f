using AiopsTwin.TwinUi.Model.Diagram;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.BlazorDiagrams;

/// <summary>The surface of the adapter: one call of a host, before <c>AddTwinUi()</c>.</summary>
public static class BlazorDiagramsHosting
{
    /// <summary>Lets the library draw what can be read; the overview stays on its canvas.</summary>
    public static IServiceCollection AddBlazorDiagrams(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(
            new TopologyRenderer("blazor-diagrams", typeof(LibraryDiagram), DiagramLayout.MostRead)
            {
                Sheets =
                [
                    "_content/Z.Blazor.Diagrams/style.min.css",
                    "_content/AiopsTwin.TwinUi.BlazorDiagrams/library.css",
                ],
                Scripts = ["_content/Z.Blazor.Diagrams/script.min.js"],
                NeedsInlineStyles = true,
            });
    }
}
