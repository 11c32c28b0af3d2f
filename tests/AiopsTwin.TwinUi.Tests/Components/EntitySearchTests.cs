using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Components;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Components;

public sealed class EntitySearchTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Search_Typed_OffersMatchesAsLinks()
    {
        var search = Render(Samples.Service("web"), Samples.Service("webmail"));

        search.Find("input").Input("we");

        Assert.Equal(
            ["/found/web", "/found/webmail"],
            search.FindAll("[data-testid=search-matches] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Search_Enter_GoesToTheFirstMatchAndClears()
    {
        var search = Render(Samples.Service("web"), Samples.Service("webmail"));
        search.Find("input").Input("we");

        search.Find("form").Submit();

        Assert.EndsWith("/found/web", _page.Address, StringComparison.Ordinal);
        Assert.Empty(search.FindAll("[data-testid=search-matches]"));
    }

    [Fact]
    public void Search_Typed_LeavesTheFieldToThePersonTyping()
    {
        var search = Render(Samples.Service("web"));

        search.Find("input").Input("w");

        Assert.False(search.Find("input").HasAttribute("value"));
    }

    [Fact]
    public void Search_NoMatch_SaysSoAndStays()
    {
        var search = Render();
        var before = _page.Address;
        search.Find("input").Input("zzz");

        search.Find("form").Submit();

        Assert.Equal(before, _page.Address);
        Assert.Contains("Nothing", search.Find("[data-testid=search-matches]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<EntitySearch> Render(params EntityId[] matches) =>
        _page.Render<EntitySearch>(search => search
            .Add(p => p.Search, _ => matches.ToImmutableArray())
            .Add(p => p.Address, id => $"/found/{id.Name}"));
}
