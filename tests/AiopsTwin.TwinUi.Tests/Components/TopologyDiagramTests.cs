using AiopsTwin.Engine.Detection;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Diagram;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class TopologyDiagramTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Diagram_Nodes_HaveRolesNamesAndOneTabStop()
    {
        var diagram = Render(EntityHealth.Critical);

        var nodes = diagram.FindAll("[data-node]");
        Assert.Equal(3, nodes.Count);
        Assert.All(nodes, node => Assert.Equal("button", node.GetAttribute("role")));
        Assert.All(nodes, node => Assert.False(string.IsNullOrWhiteSpace(node.GetAttribute("aria-label"))));
        Assert.Single(nodes, node => node.GetAttribute("tabindex") == "0");
        Assert.Contains("critical", nodes.Single(IsWeb).GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntityHealth.Healthy, "circle.shape.healthy")]
    [InlineData(EntityHealth.Degraded, "path.shape.degraded")]
    [InlineData(EntityHealth.Critical, "path.shape.critical")]
    [InlineData(EntityHealth.Unknown, "path.shape.unknown")]
    public void Diagram_Health_HasAShapeOfItsOwn(EntityHealth health, string shape)
    {
        var diagram = Render(health);

        Assert.NotNull(diagram.FindAll("[data-node]").Single(IsWeb).QuerySelector(shape));
    }

    [Fact]
    public void Diagram_Click_SaysWhichNode()
    {
        string? chosen = null;
        var diagram = Render(EntityHealth.Healthy, key => chosen = key);

        diagram.FindAll("[data-node]").Single(IsWeb).Click();

        Assert.Equal("service:web", chosen);
    }

    [Fact]
    public void Diagram_Markup_HasNoInlineStyleOrScript()
    {
        var diagram = Render(EntityHealth.Critical);

        Assert.DoesNotContain("style=", diagram.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", diagram.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagram_ThreeHundredNodes_StaySmall()
    {
        var calls = Enumerable.Range(0, 240).Select(n => $"s{n / 5:000}>t{n:000}");
        var topology = Samples.Calls(1, string.Join(' ', calls));
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology), topology, Samples.Noon);
        var scene = TopologyScene.Of(CallLayout.Arrange(topology, null), picture, new SceneLook());

        var diagram = _page.Render<TopologyDiagram>(map => map.Add(p => p.Scene, scene).Add(p => p.Title, "Map"));

        Assert.True(scene.Layout.Nodes.Length <= DiagramLayout.MostRead);
        Assert.InRange(diagram.Markup.Length, 1, 400_000);
    }

    [Fact]
    public void Diagram_RendererOfTheHost_ComesFirstAndHearsTheSame()
    {
        using var page = new PageContext(new TopologyRenderer("own", typeof(OwnRenderer), 3));
        string? chosen = null;

        var diagram = page.Render<TopologyDiagram>(map => map
            .Add(p => p.Scene, Scene("web>api api>db"))
            .Add(p => p.Title, "Map")
            .Add(p => p.Selected, key => chosen = key));
        diagram.Find("button.own").Click();

        Assert.Equal("own", diagram.Find("figure").GetAttribute("data-renderer"));
        Assert.Equal("service:api", chosen);
        diagram.Render(map => map.Add(p => p.Scene, Scene("web>api api>db web>mail")));
        Assert.Equal("svg", diagram.Find("figure").GetAttribute("data-renderer"));
    }

    private static TopologyScene Scene(string calls)
    {
        var topology = Samples.Calls(1, calls);
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology), topology, Samples.Noon);
        return TopologyScene.Of(CallLayout.Arrange(topology, null), picture, new SceneLook());
    }

    private static bool IsWeb(AngleSharp.Dom.IElement node) => node.GetAttribute("data-node") == "service:web";

    private IRenderedComponent<TopologyDiagram> Render(EntityHealth web, Action<string>? select = null)
    {
        var topology = Samples.Calls(1, "web>api api>db");
        var vitals = topology.Entities
            .Select(entity => Samples.Vitals(entity.Id, entity.Id.Name == "web" ? web : EntityHealth.Healthy));
        var picture = ViewPicture.Of(ViewKey.Default, Samples.Snapshot(topology, vitals), topology, Samples.Noon);
        var scene = TopologyScene.Of(CallLayout.Arrange(topology, null), picture, new SceneLook());
        return _page.Render<TopologyDiagram>(map => map
            .Add(p => p.Scene, scene)
            .Add(p => p.Title, "Map")
            .Add(p => p.Selected, select ?? (_ => { })));
    }

    /// <summary>A renderer as a host may bring one.</summary>
    private sealed class OwnRenderer : ComponentBase
    {
        [Parameter]
        public TopologyScene Scene { get; set; } = null!;

        [Parameter]
        public string Title { get; set; } = "";

        [Parameter]
        public SceneView? View { get; set; }

        [Parameter]
        public EventCallback<string> Selected { get; set; }

        [Parameter]
        public EventCallback<string> Focused { get; set; }

        [Parameter]
        public EventCallback<SceneView> ViewChanged { get; set; }

        [Parameter]
        public string? PlacesName { get; set; }

        [Parameter]
        public EventCallback<NodePlaces> Placed { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "class", "own");
            var key = Scene.Layout.Nodes[0].Key;
            builder.AddAttribute(2, "onclick", EventCallback.Factory.Create(this, () => Selected.InvokeAsync(key)));
            builder.CloseElement();
        }
    }
}
