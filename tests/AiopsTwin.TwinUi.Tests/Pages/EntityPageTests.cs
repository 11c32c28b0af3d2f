using AiopsTwin.Contracts.Entities;
using AiopsTwin.TwinUi.Pages;
using AiopsTwin.TwinUi.Tests.Fakes;
using Bunit;

namespace AiopsTwin.TwinUi.Tests.Pages;

public sealed class EntityPageTests : IDisposable
{
    private readonly PageContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void Entity_Page_DrawsItsSeriesWithNames()
    {
        var web = Samples.Service("web");
        var topology = Samples.Calls(1, "web>db");
        _page.Show(topology);
        _page.Reader.Entities[web.Text] = new EntityDetails(
            topology.Entities[1],
            Samples.Vitals(web),
            topology.Dependencies,
            [],
            [Samples.Series(true, 0.03, 0.06)],
            []);

        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, web.Text));

        entity.WaitForAssertion(() => Assert.Contains(
            "above what is expected", entity.Find("[data-testid=chart] svg").GetAttribute("aria-label"),
            StringComparison.Ordinal));
        Assert.NotNull(entity.Find("[data-testid=chart] rect.band"));
    }

    [Fact]
    public void Entity_NotAnId_SaysHowToWriteOne()
    {
        var entity = _page.Render<EntityPage>(page => page.Add(p => p.Id, "nonsense"));

        Assert.Contains("write kind:name", entity.Markup, StringComparison.Ordinal);
    }
}
