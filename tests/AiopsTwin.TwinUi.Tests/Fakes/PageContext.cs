using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>An interactive page over a fake twin.</summary>
internal sealed class PageContext : BunitContext
{
    /// <param name="renderers">Renderers that the host brings along.</param>
    public PageContext(params TopologyRenderer[] renderers)
    {
        foreach (var renderer in renderers)
        {
            Services.AddSingleton(renderer);
        }

        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITwinReader>(Reader);
        Services.AddSingleton<ITwinFeed>(Feed);
        Services.AddSingleton<ICommands>(Commands);
        Services.AddSingleton<TimeProvider>(new StillTime());
        Services.AddSingleton<LayoutShelf>();
        TwinUiHosting.AddRenderers(Services);
        Services.AddSingleton<CircuitPresence>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public FakeReader Reader { get; } = new();

    public FakeFeed Feed { get; } = new();

    public FakeCommands Commands { get; } = new();

    public string Address => Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>Shows a topology, all healthy unless told otherwise.</summary>
    public ViewPicture Show(
        Engine.Topology.TopologySnapshot topology,
        IEnumerable<Engine.Detection.EntityVitals>? vitals = null,
        params Contracts.Views.IncidentLine[] incidents)
    {
        var picture = ViewPicture.Of(
            ViewKey.Default, Samples.Snapshot(topology, vitals, incidents), topology, Samples.Noon);
        Feed.Show(picture);
        return picture;
    }
}
